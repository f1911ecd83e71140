#include "experiment/cluster_intervals.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>

#include "experiment/interval.hpp"

namespace nakodo::experiment {

void ClusteredShare::add(std::size_t cluster, bool yes) {
  if (cluster != last_) {
    sums_ = with_last();
    last_ = cluster;
    last_yes_ = last_all_ = 0;
  }
  ++last_all_;
  if (yes) ++last_yes_;
}

ClusteredShare::Sums ClusteredShare::with_last() const {
  if (last_all_ == 0) return sums_;
  const auto yes = static_cast<double>(last_yes_);
  const auto all = static_cast<double>(last_all_);
  return {sums_.clusters + 1,        sums_.yes + yes,
          sums_.all + all,           sums_.yes_squared + yes * yes,
          sums_.yes_all + yes * all, sums_.all_squared + all * all};
}

Interval ClusteredShare::interval() const {
  const Sums sums = with_last();
  if (sums.all == 0.0) return wilson(0, 0);
  const double p = sums.yes / sums.all;
  if (sums.yes == 0.0 || sums.yes == sums.all || sums.clusters < 2)
    return wilson_of_share(p, sums.clusters, normal_quantile(usual_confidence));
  const double squares = sums.yes_squared - 2 * p * sums.yes_all + p * p * sums.all_squared;
  const double spread = std::max(squares * sums.clusters / (sums.clusters - 1), 1.0);
  return wilson_of_share(
      p, p * (1 - p) * sums.all * sums.all / spread,
      student_quantile(static_cast<std::size_t>(sums.clusters) - 1, usual_confidence));
}

Interval median_of_clusters(std::vector<ClusteredDays>& values) {
  constexpr double none = std::numeric_limits<double>::quiet_NaN();
  if (values.empty()) return {none, none, none};
  std::sort(values.begin(), values.end(),
            [](const ClusteredDays& a, const ClusteredDays& b) { return a.days < b.days; });
  const std::size_t n = values.size();
  const double middle = 0.5 * (static_cast<double>(values[(n - 1) / 2].days) + values[n / 2].days);
  // Of each cluster: values below the median less those above.
  std::map<std::uint32_t, double> below;
  for (std::size_t i = 0; i < n; ++i)
    below[values[i].cluster] += 2 * i + 1 < n ? 0.5 : 2 * i + 1 > n ? -0.5 : 0.0;
  const auto clusters = static_cast<double>(below.size());
  if (clusters < 2) return {middle, none, none};
  double squares = 0.0;
  for (const auto& [cluster, surplus] : below) squares += surplus * surplus;
  const double spread = std::sqrt(std::max(squares * clusters / (clusters - 1), 1.0));
  const double rank =
      static_cast<double>(n) / 2 - student_quantile(below.size() - 1, usual_confidence) * spread;
  if (rank < 1) return {middle, none, none};
  const auto place = static_cast<std::size_t>(rank);
  return {middle, values[place - 1].days, values[n - place].days};
}

}  // namespace nakodo::experiment

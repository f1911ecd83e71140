#include "experiment/pair_intervals.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>

#include "experiment/summary.hpp"

namespace nakodo::experiment {

// Cornish and Fisher's expansion in 1 / freedom (Abramowitz and Stegun 1964, 26.7.5), which fails
// below 3.
double student_95(std::size_t freedom) {
  if (freedom <= 1) return 12.706204736;
  if (freedom == 2) return 4.302652730;
  constexpr double z = 1.959963984540054;
  constexpr double z2 = z * z;
  constexpr double first = z * (z2 + 1) / 4;
  constexpr double second = z * ((5 * z2 + 16) * z2 + 3) / 96;
  constexpr double third = z * (((3 * z2 + 19) * z2 + 17) * z2 - 15) / 384;
  constexpr double fourth = z * ((((79 * z2 + 776) * z2 + 1482) * z2 - 1920) * z2 - 945) / 92160;
  const double f = 1.0 / static_cast<double>(freedom);
  return z + f * (first + f * (second + f * (third + f * fourth)));
}

void PairedShare::add(std::size_t pair, bool yes) {
  if (pair != last_) {
    sums_ = with_last();
    last_ = pair;
    last_yes_ = last_all_ = 0;
  }
  ++last_all_;
  if (yes) ++last_yes_;
}

PairedShare::Sums PairedShare::with_last() const {
  if (last_all_ == 0) return sums_;
  const auto yes = static_cast<double>(last_yes_);
  const auto all = static_cast<double>(last_all_);
  return {sums_.pairs + 1,           sums_.yes + yes,
          sums_.all + all,           sums_.yes_squared + yes * yes,
          sums_.yes_all + yes * all, sums_.all_squared + all * all};
}

Interval PairedShare::interval() const {
  const Sums sums = with_last();
  if (sums.all == 0.0) return wilson(0, 0);
  const double p = sums.yes / sums.all;
  if (sums.yes == 0.0 || sums.yes == sums.all || sums.pairs < 2)
    return wilson_of_share(p, sums.pairs, student_95(1'000'000));
  const double squares = sums.yes_squared - 2 * p * sums.yes_all + p * p * sums.all_squared;
  const double spread = std::max(squares * sums.pairs / (sums.pairs - 1), 1.0);
  return wilson_of_share(p, p * (1 - p) * sums.all * sums.all / spread,
                         student_95(static_cast<std::size_t>(sums.pairs) - 1));
}

Interval median_of_pairs(std::vector<PairedDays>& values) {
  constexpr double none = std::numeric_limits<double>::quiet_NaN();
  if (values.empty()) return {none, none, none};
  std::sort(values.begin(), values.end(),
            [](const PairedDays& a, const PairedDays& b) { return a.days < b.days; });
  const std::size_t n = values.size();
  const double middle = 0.5 * (static_cast<double>(values[(n - 1) / 2].days) + values[n / 2].days);
  std::map<std::uint32_t, double> below;  // of each pair: values below the median less those above
  for (std::size_t i = 0; i < n; ++i)
    below[values[i].pair] += 2 * i + 1 < n ? 0.5 : 2 * i + 1 > n ? -0.5 : 0.0;
  const auto pairs = static_cast<double>(below.size());
  if (pairs < 2) return {middle, none, none};
  double squares = 0.0;
  for (const auto& [pair, surplus] : below) squares += surplus * surplus;
  const double spread = std::sqrt(std::max(squares * pairs / (pairs - 1), 1.0));
  const double rank = static_cast<double>(n) / 2 - student_95(below.size() - 1) * spread;
  if (rank < 1) return {middle, none, none};
  const auto place = static_cast<std::size_t>(rank);
  return {middle, values[place - 1].days, values[n - place].days};
}

}  // namespace nakodo::experiment

#include "experiment/summary.hpp"

#include <algorithm>
#include <cmath>
#include <iomanip>
#include <limits>
#include <ostream>
#include <sstream>

#include "experiment/telling_points.hpp"

namespace nakodo::experiment {
namespace {

/// Item `i` of a list that grows to hold it.
template <class T>
T& at(std::vector<T>& list, std::size_t i) {
  if (list.size() <= i) list.resize(i + 1);
  return list[i];
}

std::string one_decimal(double value) {
  std::ostringstream out;
  out << std::fixed << std::setprecision(1) << value;
  return out.str();
}

std::string percent(double share) { return one_decimal(100.0 * share); }

std::string proportion(const Interval& interval) {
  return percent(interval.estimate) + " [" + percent(interval.low) + ", " + percent(interval.high) +
         "]";
}

std::string days(const Interval& interval) {
  if (std::isnan(interval.estimate)) return "-";
  std::ostringstream out;
  out << std::fixed << std::setprecision(0) << interval.estimate;
  if (!std::isnan(interval.low)) out << " [" << interval.low << ", " << interval.high << "]";
  return out.str();
}

/// Cells in columns, each as wide as its widest; the first is on the left, the others too: they are
/// words and intervals.
void print_table(std::ostream& out, const std::vector<std::vector<std::string>>& rows) {
  std::vector<std::size_t> widths;
  for (const auto& row : rows) {
    widths.resize(std::max(widths.size(), row.size()));
    for (std::size_t c = 0; c < row.size(); ++c) widths[c] = std::max(widths[c], row[c].size());
  }
  for (const auto& row : rows) {
    std::string line;
    for (std::size_t c = 0; c < row.size(); ++c)
      line += row[c] + std::string(widths[c] - row[c].size() + 2, ' ');
    line.erase(line.find_last_not_of(' ') + 1);
    out << line << '\n';
  }
}

/// The greatest r for which the r-th smallest and r-th greatest of n values have the median between
/// them with 95 % confidence; 0 if there is none. Exact up to 1000 values, normal beyond.
std::size_t lower_rank(std::size_t n) {
  const auto count = static_cast<double>(n);
  if (n > 1000)
    return static_cast<std::size_t>(count / 2 -
                                    normal_quantile(usual_confidence) * std::sqrt(count) / 2);
  double term = std::pow(0.5, count);  // P(B = r) of B ~ binomial(n, 1/2)
  double below = term;                 // P(B ≤ r)
  std::size_t rank = 0;
  while (below <= 0.025) {
    ++rank;
    term *= (count - static_cast<double>(rank) + 1) / static_cast<double>(rank);
    below += term;
  }
  return rank;
}

/// Of days that are independent of each other.
Interval median_of(const std::vector<ClusteredDays>& values) {
  std::vector<float> days;
  for (const ClusteredDays& value : values) days.push_back(value.days);
  return median(days);
}

}  // namespace

Interval median(std::vector<float>& values) {
  constexpr double none = std::numeric_limits<double>::quiet_NaN();
  if (values.empty()) return {none, none, none};
  std::sort(values.begin(), values.end());
  const std::size_t n = values.size();
  const double middle =
      n % 2 == 1 ? values[n / 2] : 0.5 * (static_cast<double>(values[n / 2 - 1]) + values[n / 2]);
  const std::size_t rank = lower_rank(n);
  if (rank == 0) return {middle, none, none};
  return {middle, values[rank - 1], values[n - rank]};
}

Summary::Summary(const Experiment& experiment)
    : experiment_(experiment),
      points_(std::min(experiment.points(), most_points)),
      rule_(experiment.file.experiment.replications, experiment.file.experiment.antithetic) {}

void Summary::add(const RunBatch& batch) {
  for (const RunRow& run : batch.runs) {
    if (!run.failure.empty() && failures_++ == 0)
      first_failure_ = "point " + std::to_string(run.key.point) + ", replication " +
                       std::to_string(run.key.replication) + ": " + run.failure;
  }
  rule_.add(batch.runs);
  if (rule_.decision() == Decision::precise) ++precise_points_;
  if (rule_.decision() == Decision::at_maximum) ++imprecise_points_;
  spared_ += rule_.spared();
  for (const auto& deal : batch.deals) {
    ++deals_;
    person_days_[0] += deal.outcome.person_days_initiator;
    person_days_[1] += deal.outcome.person_days_partner;
    person_days_[2] += deal.outcome.person_days_intermediary;
  }
  if (batch.point >= points_.size()) return;
  PointTally& point = points_[batch.point];
  point.runs += batch.runs.size();
  for (const auto& deal : batch.deals) {
    if (deal.outcome.followed) continue;
    NeedTally& tally =
        at(at(point.needs, deal.outcome.project.index()), deal.outcome.resource.index());
    ++tally.needs;
    const std::uint32_t cluster = cluster_of(deal.key);
    tally.clustered.add(cluster, deal.outcome.is_signed());
    if (deal.outcome.is_signed()) {
      ++tally.signed_deals;
      tally.days.push_back({static_cast<float>(deal.outcome.t_signed()), cluster});
    } else if (deal.outcome.cause >= 0) {
      ++tally.ended[static_cast<std::size_t>(deal.outcome.cause)];
    }
  }
  for (const auto& project : batch.projects) {
    LaunchTally& tally = at(point.projects, project.outcome.project.index());
    ++tally.projects;
    const bool launched = !std::isnan(project.outcome.t_launched);
    if (launched) ++tally.launched;
    tally.clustered.add(cluster_of(project.key), launched);
  }
}

std::uint32_t Summary::cluster_of(const RunKey& key) const {
  return experiment_.file.experiment.antithetic ? key.replication / 2 : key.replication;
}

void Summary::print(std::ostream& out) {
  std::vector<std::vector<std::string>> rows;
  std::vector<std::string> header{"point"};
  for (const FactorColumn& column : experiment_.design.columns) header.push_back(column.name);
  const bool in_pairs = experiment_.file.experiment.antithetic;
  const std::string interval = in_pairs ? " [95 %, over pairs]" : " [95 %]";
  for (const std::string& title : {std::string(), "%" + interval, "median days" + interval,
                                   std::string("not signed because (%)")})
    header.push_back(title);
  rows.push_back(header);
  const auto causes = enum_names(models::Cause{});

  const auto first = first_alike(experiment_.design, experiment_.shaping);
  for (std::size_t p = 0; p < points_.size(); ++p) {
    PointTally& point = points_[p];
    const models::Scenario scenario = experiment_.scenario(first[p]);
    std::vector<std::string> start{std::to_string(p)};
    for (const FactorColumn& column : experiment_.design.columns) start.push_back(column.text(p));
    std::vector<std::string> resources;
    for (std::size_t i = 0; i < scenario.projects.size(); ++i) {
      const auto& [name, project] = scenario.projects[i];
      const bool several = project.needs.size() > 1;
      if (several) {
        auto row = start;
        row.push_back(name + " launched");
        const LaunchTally& tally = at(point.projects, i);
        row.push_back(proportion(in_pairs || tally.projects > point.runs
                                     ? tally.clustered.interval()
                                     : wilson(tally.launched, tally.projects)));
        rows.push_back(row);
        start.assign(start.size(), "");
      }
      for (const auto& any_of : project.needs) {
        const std::string& need = any_of[0];
        auto row = start;
        start.assign(start.size(), "");
        row.push_back((several ? "  " : name + ": ") + need + " signed");
        const auto known = std::find(resources.begin(), resources.end(), need);
        NeedTally& tally =
            at(at(point.needs, i), static_cast<std::size_t>(known - resources.begin()));
        if (known == resources.end()) resources.push_back(need);
        const bool in_clusters = in_pairs || tally.needs > point.runs;
        row.push_back(proportion(in_clusters ? tally.clustered.interval()
                                             : wilson(tally.signed_deals, tally.needs)));
        row.push_back(days(in_clusters ? median_of_clusters(tally.days) : median_of(tally.days)));
        std::string why;
        for (std::size_t c = 0; c < causes.size(); ++c)
          if (tally.ended[c] > 0)
            why += (why.empty() ? "" : ", ") + std::string(causes[c]) + " " +
                   percent(static_cast<double>(tally.ended[c]) / static_cast<double>(tally.needs));
        row.push_back(why.empty() ? "-" : why);
        rows.push_back(row);
      }
    }
  }
  print_table(out, rows);
  if (points_.size() < experiment_.points())
    out << "and " << experiment_.points() - points_.size()
        << " more points, which are in the file\n";
  if (deals_ == 0) return;
  out << "\nperson-days a deal:";
  const auto sides = enum_names(models::Side{});
  for (std::size_t side = 0; side < sides.size(); ++side)
    out << (side == 0 ? " " : ", ") << sides[side] << ' '
        << one_decimal(person_days_[side] / static_cast<double>(deals_));
  out << '\n';
}

}  // namespace nakodo::experiment

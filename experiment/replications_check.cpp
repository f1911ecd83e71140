#include "experiment/replications_check.hpp"

#include <cstdint>
#include <limits>
#include <string>

namespace nakodo::experiment {
namespace {

const std::string section_path = "experiment.replications.";

void check_without_rule(const Complaints& complaints) {
  const Node* const until = complaints.said(section_path + "until");
  if (until != nullptr && until->is_sequence())
    complaints.error(section_path + "until", "'until' asks for nothing",
                     "name a metric, such as until: {metric: signed, half_width: 0.01}, or leave "
                     "it out");
  for (const std::string name : {"max", "batch"})
    if (complaints.said(section_path + name) != nullptr && until == nullptr)
      complaints.error(section_path + name, "'" + name + "' means nothing without 'until'",
                       "remove it, or add until: {metric: signed, half_width: 0.01}");
}

void check_wish(const PrecisionSpec& wish, const std::string& place, const Complaints& complaints) {
  if (wish.half_width && wish.relative)
    complaints.error(place + ".relative", "'half_width' is said already",
                     "say one of the two here; for both, make `until` a list of two");
  const Node* const width = complaints.said(place + ".half_width");
  const bool is_share = wish.metric == RunMetric::signed_ || wish.metric == RunMetric::launched;
  if (!is_share && width != nullptr && width->is_scalar() && width->text().ends_with('%')) {
    const std::string share = width->text();
    complaints.error(
        place + ".half_width",
        "'" + std::string(models::to_text(wish.metric)) + "' is no share, but " + share + " is one",
        "say it in the unit of the metric, or, as a share of the estimate, relative: " + share);
  }
  if (width == nullptr && complaints.said(place + ".relative") == nullptr)
    complaints.error(
        place,
        "it is not said how precise '" + std::string(models::to_text(wish.metric)) + "' is to be",
        "add half_width: 0.01, or, as a share of the estimate, relative: 0.05");
}

/// Antithetic replications are made in pairs, of which none may be cut.
void check_pairs(const ReplicationsSpec& spec, const Complaints& complaints) {
  const auto check_even = [&](const std::string& place, int runs) {
    if (runs % 2 == 0) return;
    complaints.error(
        place, "antithetic replications are made in pairs, and " + std::to_string(runs) + " is odd",
        "say " + std::to_string(runs + 1) + ", or leave out `antithetic`");
  };
  if (!spec.sequential()) return check_even("experiment.replications", spec.min);
  check_even(section_path + "min", spec.min);
  if (spec.batch) check_even(section_path + "batch", *spec.batch);
  if (spec.max) check_even(section_path + "max", *spec.max);
}

}  // namespace

void check_replications(const ExperimentSpec& experiment, const Complaints& complaints) {
  const ReplicationsSpec& spec = experiment.replications;
  if (experiment.antithetic) check_pairs(spec, complaints);
  if (!spec.sequential()) return check_without_rule(complaints);
  if (complaints.said(section_path + "max") == nullptr)
    complaints.error(section_path + "until", "'max' is missing: intervals may never get so narrow",
                     "say how many runs of a point are enough in any case, such as max: 20000");
  else if (spec.max && *spec.max <= spec.min)
    complaints.error(section_path + "max",
                     "'max' has to be greater than 'min', which is " + std::to_string(spec.min),
                     "raise it, or, for a fixed number of runs, write replications: " +
                         std::to_string(spec.min));
  const Node* const until = complaints.said(section_path + "until");
  const bool listed = until != nullptr && until->is_sequence();
  for (std::size_t i = 0; i < spec.until.size(); ++i)
    check_wish(spec.until[i],
               section_path + "until" + (listed ? "[" + std::to_string(i) + "]" : std::string()),
               complaints);
}

void check_number_of_runs(std::size_t points, const ReplicationsSpec& spec,
                          const Complaints& complaints) {
  constexpr std::uint64_t most = std::numeric_limits<std::uint32_t>::max();
  if (spec.most() < 1) return;  // which is told already
  if (std::uint64_t{points} * static_cast<std::uint64_t>(spec.most()) <= most) return;
  complaints.error(
      "experiment.replications",
      std::to_string(points) + " points × " + std::to_string(spec.most()) +
          " replications are more runs than there are numbers for, " + std::to_string(most),
      spec.sequential() ? "lower max, or take fewer points" : "ask for fewer of one or the other");
}

}  // namespace nakodo::experiment

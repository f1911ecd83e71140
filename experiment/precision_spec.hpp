// What a file says of the precision it wants: the metric of a run, and how wide the confidence
// interval of its mean may be.
#pragma once

#include <array>
#include <optional>
#include <span>
#include <string_view>

#include "models/fields.hpp"

namespace nakodo::experiment {

using models::Field;

/// A number of each run, whose mean over the replications of a point is estimated.
enum class RunMetric {
  signed_,
  launched,
  days,
  person_days,
  fees,
  encounters,
  clarifications,
  surprises,
  events
};

inline std::span<const std::string_view> enum_names(RunMetric) {
  static constexpr std::array<std::string_view, 9> names{
      "signed",     "launched",       "days",      "person_days", "fees",
      "encounters", "clarifications", "surprises", "events"};
  return names;
}

/// Exactly one of `half_width` and `relative` is said.
struct PrecisionSpec {
  RunMetric metric = RunMetric::signed_;
  std::optional<double> half_width;
  std::optional<double> relative;
  double confidence = 0.95;

  template <class Self, class Visit>
  static void visit_fields(Self& self, Visit&& visit) {
    visit(self.metric,
          Field{.name = "metric",
                .meaning = "a number of each run: signed (share of its needs), launched (share of "
                           "its projects), days (until a need is signed, the horizon where it was "
                           "not; mean over its needs), person_days, fees, encounters, "
                           "clarifications, surprises or events (sums)",
                .required = true});
    visit(self.half_width,
          Field{.name = "half_width",
                .meaning = "half the width of the interval, in the unit of the metric",
                .range = models::positive()});
    visit(self.relative, Field{.name = "relative",
                               .meaning = "half the width of the interval over the absolute value "
                                          "of the estimate",
                               .range = models::positive()});
    visit(self.confidence,
          Field{.name = "confidence",
                .meaning = "level of the interval: Wilson's if all values are 0 or "
                           "1, else Student's",
                .range = models::open_unit()});
  }
};

}  // namespace nakodo::experiment

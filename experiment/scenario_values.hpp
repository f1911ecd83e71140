// Scenario values: everything that a scenario says, as a list of paths and texts, to be compared
// with another one.
//
// Policy: values as they are meant, not as they were written: defaults are said, units are
// canonical, numbers are exact, an imported file is the fingerprint of its bytes. Names count in
// their order, for they get their random streams in it; the order of other keys does not count. Two
// scenarios with equal lists have equal runs.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "models/scenario.hpp"

namespace nakodo::experiment {

struct ScenarioValue {
  std::string path;  ///< "firms.home.stakeholders.count"
  std::string text;

  bool operator==(const ScenarioValue&) const = default;
};

std::vector<ScenarioValue> values_of(const models::Scenario& scenario);

/// Of all of them, in their order; to be compared within one process.
std::uint64_t fingerprint_of(const std::vector<ScenarioValue>& values);

struct ScenarioDifference {
  std::string path;
  std::string first;  ///< what each of the two says; "unset" if nothing
  std::string second;
};

/// In the order of the second.
std::vector<ScenarioDifference> differences_of(const std::vector<ScenarioValue>& first,
                                               const std::vector<ScenarioValue>& second);

}  // namespace nakodo::experiment

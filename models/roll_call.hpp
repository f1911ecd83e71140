// Roll call: the bodies of a scenario in the order of their numbers: firms by name, intermediaries,
// firms of tables, firms of the other populations. So a number does not depend on how many firms a
// population has unless it is one of them.
#pragma once

#include "models/scenario.hpp"

namespace nakodo::models {

/// @param firm called with (name, spec, place among the firms of the scenario) of a single firm
/// @param intermediary called with (name, spec)
/// @param population called like `firm`
template <class OfFirm, class OfIntermediary, class OfPopulation>
void call_roll(const Scenario& scenario, OfFirm&& firm, OfIntermediary&& intermediary,
               OfPopulation&& population) {
  const auto firms = [&](auto&& chosen, auto&& call) {
    for (std::size_t entry = 0; entry < scenario.firms.size(); ++entry) {
      const auto& [name, spec] = scenario.firms[entry];
      if (chosen(spec)) call(name, spec, entry);
    }
  };
  firms([](const FirmSpec& spec) { return !spec.is_population(); }, firm);
  for (const auto& [name, spec] : scenario.intermediaries) intermediary(name, spec);
  for (const bool from_table : {true, false})
    firms(
        [&](const FirmSpec& spec) {
          return spec.is_population() && from_table == (spec.from.table != nullptr);
        },
        population);
}

}  // namespace nakodo::models

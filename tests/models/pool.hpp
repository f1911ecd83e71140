#pragma once
// The reference dyad whose far side is a population, to be found by probing.

#include "tests/models/dyad.hpp"

namespace nakodo::tests {

/// Home knows nobody; any of the population `pool` may supply `module`.
/// @param share of the pool that supplies it
inline Scenario pool_dyad(int size, double share) {
  Scenario scenario = reference_dyad();
  const FirmSpec far = firm(scenario, "far");
  const FirmSpec home = firm(scenario, "home");
  scenario.firms.clear();
  scenario.firms.add("home", home).knows.clear();
  FirmSpec& pool = scenario.firms.add("pool", far);
  pool.count = size;
  pool.supplies.find("module")->share = share;
  venture(scenario).search = SearchMode{AtRandom{}};
  return scenario;
}

}  // namespace nakodo::tests

#pragma once
// Worlds so plain that theory knows what happens in them: nothing takes effort, everybody assents
// at once, nobody walks away, nobody becomes familiar, nothing surfaces. What is left is how long
// messages travel and whether they are understood.

#include "tests/models/dyad.hpp"

namespace nakodo::tests {

/// @param p probability that a fax of home is understood by far
/// @param latency of a fax
inline Scenario plain_dyad(double p, Duration latency, Engagement engage = Never{}) {
  Scenario scenario = reference_dyad(0.0, engage);
  if (p < 1.0)
    scenario.communities.find("silicon_valley")->style.national =
        distance_for(p, fax(scenario).reach);
  fax(scenario).effort = 0.0;
  fax(scenario).latency = latency;
  fax(scenario).noticed = 1.0;
  dcl(scenario).setup = Constant{0.0};
  dcl(scenario).repair = 0.0;
  open_all_doors(scenario);
  make_everybody_forbearing(scenario);
  make_everybody_content(scenario);
  scenario.understanding.familiarity = 0.0;
  scenario.understanding.surfacing = 1e12;
  scenario.dialogue.requirements = 0;
  scenario.time.horizon = 1e7;
  return scenario;
}

}  // namespace nakodo::tests

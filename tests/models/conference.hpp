#pragma once
// The reference dyad as a conference: home looks for whoever supplies `module`, and is certain to
// be there. Nothing is left to chance but who comes and who meets whom.

#include "tests/models/dyad.hpp"

namespace nakodo::tests {

inline SocialEventSpec& event(Scenario& scenario) {
  return std::get<SocialEventSpec>(scenario.occasions.back());
}

/// Home, population `makers` who supply, population `others` who do not, all of them alike and
/// delegating; dcl organises.
/// @param attendance persons from among makers and others
inline Scenario conference(int makers, int others, int attendance) {
  Scenario scenario = dyad_without_chance();
  const FirmSpec far = firm(scenario, "far");
  FirmSpec home = firm(scenario, "home");
  home.knows.clear();
  home.assent.protocol = Protocol::delegated;
  scenario.firms.clear();
  scenario.firms.add("home", home);
  FirmSpec& supplying = scenario.firms.add("makers", far);
  supplying.count = makers;
  supplying.assent.protocol = Protocol::delegated;
  FirmSpec& idle = scenario.firms.add("others", supplying);
  idle.count = others;
  idle.supplies.clear();
  add_fair(scenario, 100.0, {"home"});
  event(scenario).attendance = attendance;
  event(scenario).invites.add("silicon_valley");
  event(scenario).organiser = "dcl";
  event(scenario).matching = Matching::free;
  return scenario;
}

/// How many firms this firm was introduced to at events.
inline std::vector<BodyId> firms_met(const World& world, const std::string& name) {
  const PersonId who = contact(world, name);
  std::vector<BodyId> met;
  for (const FactRow& row : facts_of(world, Fact::introduced)) {
    if (row.from != who && row.to != who) continue;
    const PersonId other = row.from == who ? row.to : row.from;
    for (const Population& population : world.cast().populations())
      if (population.roll().holds(other)) met.push_back(population.roll().firm_of(other));
  }
  return met;
}

}  // namespace nakodo::tests

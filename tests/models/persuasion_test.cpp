#include "models/persuasion.hpp"

#include <cmath>

#include "tests/catch.hpp"
#include "tests/models/dyad.hpp"

namespace nakodo::tests {
namespace {

TEST_CASE("merit grows with fit, trust and endorsement and stays within 0 and 1", "[persuasion]") {
  CHECK(same(merit(0.9, 0.5, 0.0, 0.0), 0.675));
  CHECK(same(merit(0.9, 0.5, 0.1, 0.0), 0.775));
  CHECK(same(merit(0.8, 1.0, 0.0, 0.0), 0.8));
  CHECK(same(merit(0.9, 0.5, 0.1, 0.2), 0.575));
  CHECK(merit(0.9, 0.5, 0.0, 0.8) == 0.0);
  CHECK(merit(1.0, 1.0, 0.5, 0.2) == 1.0);  // cut at the end only
  CHECK(merit(1.0, 1.0, 0.5, 0.0) == 1.0);
  CHECK(merit(0.0, 0.5, 0.0, 0.0) == 0.0);
}

TEST_CASE("an understood visit moves a stance a share of the way to the merit", "[persuasion]") {
  Stance stance;
  stance.reset(0.4, 0.0);
  stance.persuade(0.675, 0.3, 0.0, 0.003);
  CHECK(same(stance.at(0.0, 0.003), 0.4825));
  stance.persuade(0.675, 0.3, 0.0, 0.003);
  CHECK(same(stance.at(0.0, 0.003), 0.54025));
}

TEST_CASE("between visits a stance returns to its anchor", "[persuasion]") {
  Stance stance;
  stance.reset(0.4, 0.0);
  stance.hear(0.2, 10.0, 0.003);
  CHECK(same(stance.at(10.0, 0.003), 0.6));
  CHECK(same(stance.at(110.0, 0.003), 0.4 + 0.2 * std::exp(-0.3)));
  CHECK(same(stance.at(1e5, 0.003), 0.4));
  CHECK(stance.anchor() == 0.4);
}

TEST_CASE("a stance that was lowered recovers", "[persuasion]") {
  Stance stance;
  stance.reset(0.4, 0.0);
  stance.hear(-0.2, 0.0, 0.003);
  CHECK(same(stance.at(100.0, 0.003), 0.4 - 0.2 * std::exp(-0.3)));
}

TEST_CASE("no news takes a stance below 0 or above 1", "[persuasion]") {
  Stance stance;
  stance.reset(0.9, 0.0);
  stance.hear(0.5, 0.0, 0.0);
  CHECK(stance.at(0.0, 0.0) == 1.0);
  stance.hear(-3.0, 0.0, 0.0);
  CHECK(stance.at(0.0, 0.0) == 0.0);
}

TEST_CASE("visits faster than relaxation bring a stance to the merit", "[persuasion]") {
  Stance stance;
  stance.reset(0.1, 0.0);
  for (int i = 0; i < 100; ++i) stance.persuade(0.7, 0.3, 0.0, 0.003);
  CHECK(same(stance.at(0.0, 0.003), 0.7));
}

TEST_CASE("rapport grows with the encounters of the champions to its limit", "[persuasion]") {
  PersuasionParameters parameters;
  CHECK(rapport_gained(parameters, 10.0) == 0.0);
  parameters.rapport = 0.2;
  CHECK(rapport_gained(parameters, 0.0) == 0.0);
  CHECK(same(rapport_gained(parameters, 1.0), 0.2 * (1.0 - std::exp(-0.1))));
  CHECK(same(rapport_gained(parameters, 10.0), 0.2 * (1.0 - std::exp(-1.0))));
  CHECK(same(rapport_gained(parameters, 1e4), 0.2));
}

TEST_CASE("the counterpart champion's word counts inside once the two have understood each other",
          "[persuasion]") {
  Scenario scenario = dyad_without_chance();
  scenario.persuasion.relaxation = 0.0;
  scenario.trust.forgetting = 0.0;
  scenario.persuasion.rapport = 0.2;
  World world(scenario);
  world.run(dyad_seed, 0, TraceLevel::events);
  const auto first_visit = [&](const std::string& body) {
    for (const FactRow& row : facts_of(world, Fact::visit))
      if (row.from == contact(world, body)) return row.value;
    return not_reached;
  };
  CHECK(same(first_visit("home"), 0.4 + 0.3 * (0.9 * 0.75 - 0.4)));
  // The pitch was understood: one encounter, trust (1 + ½)/(2 + ½), stances .4 + .02.
  const double merit = 0.9 * (0.5 + 0.5 * 0.6) + 0.2 * (1.0 - std::exp(-0.1));
  CHECK(same(first_visit("far"), 0.42 + 0.3 * (merit - 0.42)));
}

}  // namespace
}  // namespace nakodo::tests

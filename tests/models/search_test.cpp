#include "models/search.hpp"

#include "tests/catch.hpp"
#include "tests/models/by_hand.hpp"
#include "tests/models/dyad.hpp"

namespace nakodo::tests {
namespace {

TEST_CASE("who looks among those he knows only, waits for no occasion", "[search]") {
  Scenario scenario = dyad_without_chance();
  firm(scenario, "home").knows.clear();
  add_fair(scenario, mandated + 10.0, {"home", "far"});
  venture(scenario).search = SearchMode{AmongKnown{}};
  const DealOutcome deal = only_deal(scenario);
  CHECK(ended_by(deal, Cause::search));
  CHECK(same(deal.t_ended, mandated));
}

TEST_CASE("who looks at occasions only, does not turn to those he knows", "[search]") {
  Scenario scenario = dyad_without_chance();
  add_fair(scenario, mandated + 10.0, {"home", "far"});
  venture(scenario).search = SearchMode{AtOccasions{}};
  CHECK(same(at(only_deal(scenario), DealState::contacted), mandated + 10.0 + 2.0));
}

TEST_CASE("of those he knows the first who supplies what is needed is pursued", "[search]") {
  Scenario scenario = dyad_without_chance();
  const FirmSpec far = firm(scenario, "far");
  scenario.firms.add("farther", far);
  firm(scenario, "far").supplies.clear();
  firm(scenario, "home").knows = {"far", "farther"};
  World world(scenario);
  const DealOutcome deal = world.run(dyad_seed, 0).deals[0];
  CHECK(deal.partner == world.cast().body("farther"));
  CHECK(same(at(deal, DealState::contacted), DyadByHand(false).contacted));
}

TEST_CASE("a firm is no partner of its own project", "[search]") {
  Scenario scenario = dyad_without_chance();
  firm(scenario, "home").supplies.add("module");
  World world(scenario);
  CHECK(world.run(dyad_seed, 0).deals[0].partner == world.cast().body("far"));
}

TEST_CASE("without any mode a search has failed when it begins", "[search]") {
  Scenario scenario = dyad_without_chance();
  venture(scenario).search.clear();
  CHECK(ended_by(only_deal(scenario), Cause::search));
}

}  // namespace
}  // namespace nakodo::tests

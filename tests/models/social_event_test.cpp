#include "models/social_event.hpp"

#include "tests/catch.hpp"
#include "tests/models/by_hand.hpp"
#include "tests/models/dyad.hpp"

namespace nakodo::tests {
namespace {

Scenario lonely_dyad() {
  Scenario scenario = dyad_without_chance();
  firm(scenario, "home").knows.clear();
  return scenario;
}

TEST_CASE("a social event introduces all who meet there to each other", "[social_event]") {
  Scenario scenario = lonely_dyad();
  add_fair(scenario, 10.0, {"home", "far", "dcl"});
  World world(scenario);
  world.run(dyad_seed, 0, TraceLevel::events);
  const auto introduced = facts_of(world, Fact::introduced);
  REQUIRE(introduced.size() == 3);
  for (const FactRow& row : introduced) CHECK(row.t == 10.0);
  CHECK(count_of(world, Fact::occasion) == 1);
}

TEST_CASE("who knows each other need not be introduced", "[social_event]") {
  Scenario scenario = dyad_without_chance();
  add_fair(scenario, 10.0, {"home", "far"});
  World world(scenario);
  world.run(dyad_seed, 0, TraceLevel::events);
  CHECK(count_of(world, Fact::introduced) == 0);
}

TEST_CASE("who is looking for a partner pitches on the spot, without travel", "[social_event]") {
  Scenario scenario = lonely_dyad();
  const double day = mandated + 10.0;
  add_fair(scenario, day, {"home", "far"});
  World world(scenario);
  const DealOutcome deal = world.run(dyad_seed, 0, TraceLevel::events).deals[0];
  CHECK(same(at(deal, DealState::searching), mandated));
  CHECK(same(at(deal, DealState::contacted), day + 2.0));
  CHECK(count_of(world, Fact::meeting_held) == 1);
  REQUIRE(deal.is_signed());
}

TEST_CASE("an acquaintance made before it is needed is not forgotten", "[social_event]") {
  Scenario scenario = lonely_dyad();
  add_fair(scenario, 1.0, {"home", "far"});
  const DealOutcome deal = only_deal(scenario);
  CHECK(same(at(deal, DealState::contacted), DyadByHand(false).contacted));
}

TEST_CASE("the search waits for the last occasion and no longer", "[social_event]") {
  Scenario scenario = lonely_dyad();
  add_fair(scenario, mandated + 10.0, {"home", "dcl"});
  add_fair(scenario, mandated + 30.0, {"home", "dcl"});
  add_fair(scenario, mandated + 90.0, {"far", "dcl"});  // home is not there
  const DealOutcome deal = only_deal(scenario);
  CHECK(ended_by(deal, Cause::search));
  CHECK(same(deal.t_ended, mandated + 30.0));
}

TEST_CASE("the search is over at once when all occasions have passed", "[social_event]") {
  Scenario scenario = lonely_dyad();
  add_fair(scenario, 5.0, {"home", "dcl"});
  const DealOutcome deal = only_deal(scenario);
  CHECK(ended_by(deal, Cause::search));
  CHECK(same(deal.t_ended, mandated));
}

TEST_CASE("a later occasion may bring what an earlier did not", "[social_event]") {
  Scenario scenario = lonely_dyad();
  add_fair(scenario, mandated + 10.0, {"home", "dcl"});
  add_fair(scenario, mandated + 30.0, {"home", "far"});
  CHECK(same(at(only_deal(scenario), DealState::contacted), mandated + 30.0 + 2.0));
}

TEST_CASE("an event before the start or beyond the horizon does not take place", "[social_event]") {
  for (const double day : {-1.0, 1096.0}) {
    Scenario scenario = lonely_dyad();
    add_fair(scenario, day, {"home", "far"});
    World world(scenario);
    const DealOutcome deal = world.run(dyad_seed, 0, TraceLevel::events).deals[0];
    CHECK(ended_by(deal, Cause::search));
    CHECK(same(deal.t_ended, mandated));
    CHECK(count_of(world, Fact::occasion) == 0);
  }
}

TEST_CASE("an event on the first day takes place", "[social_event]") {
  Scenario scenario = lonely_dyad();
  add_fair(scenario, 0.0, {"home", "far"});
  CHECK(only_deal(scenario).is_signed());
}

TEST_CASE("a partner met while another is pitched to is left alone", "[social_event]") {
  Scenario scenario = dyad_without_chance();
  FirmSpec rival = firm(scenario, "far");
  scenario.firms.add("rival", rival);
  add_fair(scenario, DyadByHand(false).mandated + 1.0, {"home", "rival"});
  World world(scenario);
  const DealOutcome deal = world.run(dyad_seed, 0).deals[0];
  CHECK(deal.partner == world.cast().body("far"));
  CHECK(same(deal.t_signed(), DyadByHand(false).signed_));
}

}  // namespace
}  // namespace nakodo::tests

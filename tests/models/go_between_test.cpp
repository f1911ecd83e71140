#include "models/go_between.hpp"

#include <algorithm>
#include <array>

#include "tests/catch.hpp"
#include "tests/models/by_hand.hpp"
#include "tests/models/dyad.hpp"

namespace nakodo::tests {
namespace {

const PersonOutcome& of(const RunOutcome& outcome, PersonId person) {
  return outcome.persons.at(person.index());
}

TEST_CASE("the analysis is work of the go-between before he counts as engaged", "[go_between]") {
  Scenario scenario = dyad_without_chance(FromStart{});
  dcl(scenario).analysis_effort = 10.0;
  World world(scenario);
  world.run(dyad_seed, 0, TraceLevel::events);
  CHECK(same(facts_of(world, Fact::go_between_engaged).at(0).t, 45.0 + 10.0 / 0.5));
}

TEST_CASE("an analysis in hand at the horizon has taken his days so far", "[go_between]") {
  Scenario scenario = dyad_without_chance(FromStart{});
  dcl(scenario).analysis_effort = 10.0;
  scenario.time.horizon = 52.0;
  World world(scenario);
  const RunOutcome& outcome = world.run(dyad_seed, 0);
  CHECK(same(of(outcome, contact(world, "dcl")).busy_days, 7.0));
  CHECK(outcome.deals[0].state == DealState::conceived);
}

TEST_CASE("the analyses for two clients of one man queue in his in-tray", "[go_between]") {
  Scenario scenario = dyad_without_chance(FromStart{});
  dcl(scenario).analysis_effort = 10.0;
  add_neighbour(scenario);
  World alone(scenario);
  alone.run(dyad_seed, 0, TraceLevel::events);
  const auto one_man = facts_of(alone, Fact::go_between_engaged);
  REQUIRE(one_man.size() == 2);
  CHECK(same(one_man[0].t, 65.0));
  CHECK(same(one_man[1].t, 85.0));

  dcl(scenario).staff = 2;
  World together(scenario);
  together.run(dyad_seed, 0, TraceLevel::events);
  for (const FactRow& row : facts_of(together, Fact::go_between_engaged)) CHECK(same(row.t, 65.0));
}

TEST_CASE("an analysis nobody needs any more is not begun", "[go_between]") {
  // Home is called in vain: its only deal is vetoed while the neighbour's analysis is at work.
  Scenario scenario = reference_dyad(distance_for(0.01, 0.9), WhenFrustrated{0.0});
  open_all_doors(scenario);
  fax(scenario).noticed = 1.0;
  fax(scenario).latency = Constant{0.5};
  scenario.trust.floor = 0.0;
  for (auto& entry : scenario.firms) entry.second.patience = 0.5;
  dcl(scenario).setup = Constant{1.0};
  dcl(scenario).analysis_effort = 1000.0;
  add_neighbour(scenario);
  World world(scenario);
  const RunOutcome& outcome = world.run(dyad_seed, 0, TraceLevel::events);
  REQUIRE(count_of(world, Fact::go_between_called) == 2);
  for (const DealOutcome& deal : outcome.deals) CHECK(ended_by(deal, Cause::patience));
  CHECK(count_of(world, Fact::go_between_engaged) == 0);
  const PersonOutcome& man = of(outcome, contact(world, "dcl"));
  CHECK(man.backlog_max == 1);
  CHECK(same(man.busy_days, std::max(outcome.deals[0].t_ended, outcome.deals[1].t_ended) -
                                (std::min(facts_of(world, Fact::go_between_called)[0].t,
                                          facts_of(world, Fact::go_between_called)[1].t) +
                                 1.0)));
}

TEST_CASE("two clients of a one-man go-between wait for each other", "[go_between]") {
  // Both pitches reach him at once; the half day that he reads the first the second has to wait.
  // From then on the two keep out of each other's way.
  const DyadByHand alone(true);
  Scenario scenario = dyad_without_chance(FromStart{});
  add_neighbour(scenario);
  World world(scenario);
  const RunOutcome& outcome = world.run(dyad_seed, 0);
  const PersonOutcome& man = of(outcome, contact(world, "dcl"));
  CHECK(man.backlog_max == 1);
  CHECK(same(man.backlog_mean * outcome.deals[1].t_signed(), 0.5));
  CHECK(same(outcome.deals[0].t_signed(), alone.signed_));
  CHECK(same(outcome.deals[1].t_signed(), alone.signed_ + 0.5));
}

TEST_CASE("the more clients a go-between has, the longer all of them take", "[go_between]") {
  // He gives a twentieth of his days: a message takes him five, and answers come back sooner.
  const auto mean_signed = [](int staff) {
    Scenario scenario = dyad_without_chance(FromStart{});
    dcl(scenario).availability = 0.05;
    dcl(scenario).staff = staff;
    add_neighbour(scenario);
    const RunOutcome outcome = World(scenario).run(dyad_seed, 0);
    REQUIRE(outcome.deals[0].is_signed());
    REQUIRE(outcome.deals[1].is_signed());
    return 0.5 * (outcome.deals[0].t_signed() + outcome.deals[1].t_signed());
  };
  CHECK(mean_signed(1) > mean_signed(2) + 20.0);
  CHECK(mean_signed(2) == mean_signed(3));
}

TEST_CASE("a second man removes the queue", "[go_between]") {
  Scenario scenario = dyad_without_chance(FromStart{});
  dcl(scenario).staff = 2;
  add_neighbour(scenario);
  World world(scenario);
  const RunOutcome& outcome = world.run(dyad_seed, 0);
  for (const PersonId person : world.cast()[world.cast().body("dcl")].people)
    CHECK(of(outcome, person).backlog_max == 0);
  for (const DealOutcome& deal : outcome.deals)
    CHECK(same(deal.t_signed(), DyadByHand(true).signed_));
}

TEST_CASE("a deal goes to whoever of the staff serves fewest open deals, over all projects",
          "[go_between]") {
  // Home has three deals for two men. The neighbour calls later, when only that of the first man
  // that nobody supplies is over: both then serve one.
  Scenario scenario = dyad_without_chance(FromStart{});
  dcl(scenario).staff = 2;
  firm(scenario, "far").supplies.add("disk");
  venture(scenario).needs = {"what nobody supplies", "module", "disk"};
  scenario.persuasion.persistence = 1000000;
  add_neighbour(scenario);
  firm(scenario, "neighbour").knows = {"farther"};
  firm(scenario, "home").assent.protocol = Protocol::parallel;
  add_fair(scenario, 150.0, {"neighbour", "dcl"});
  World world(scenario);
  const RunOutcome& outcome = world.run(dyad_seed, 0, TraceLevel::events);
  REQUIRE(ended_by(outcome.deals[0], Cause::search));
  REQUIRE(outcome.deals[0].t_ended < 195.0);
  for (const std::size_t i : {1, 2}) REQUIRE(outcome.deals[i].t_signed() > 195.0);
  const auto& staff = world.cast()[world.cast().body("dcl")].people;
  const std::array<PersonId, 4> expected{staff[0], staff[1], staff[0], staff[0]};
  int messages = 0;
  for (const FactRow& row : facts_of(world, Fact::message_sent)) {
    const PersonId own = expected[row.deal.index()];
    CHECK((row.from == own || row.to == own));
    messages += row.deal.value == 3;
  }
  CHECK(messages > 0);
}

}  // namespace
}  // namespace nakodo::tests

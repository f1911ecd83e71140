// How many seals a rule asks for, and what that means for a round.
#include "models/rule.hpp"

#include <algorithm>

#include "models/inside.hpp"
#include "tests/catch.hpp"
#include "tests/models/dyad.hpp"

namespace nakodo::tests {
namespace {

Scenario dyad_under(Rule rule, Protocol protocol = Protocol::serial, int stakeholders = 3) {
  Scenario scenario = dyad_without_chance();
  scenario.persuasion.relaxation = 0.0;
  FirmSpec& home = firm(scenario, "home");
  home.stakeholders.count = stakeholders;
  home.assent.protocol = protocol;
  home.assent.rule = rule;
  return scenario;
}

TEST_CASE("a rule asks for all, for more than half, or for so many", "[rule]") {
  CHECK(required(All{}, 5) == 5);
  CHECK(required(Majority{}, 5) == 3);
  CHECK(required(Majority{}, 4) == 3);
  CHECK(required(Majority{}, 1) == 1);
  CHECK(required(AtLeast{2}, 5) == 2);
  CHECK(required(AtLeast{2}, 1) == 1);
}

TEST_CASE("a ringi ends with the last seal it needs", "[rule]") {
  const double each = visits_each * 2 * visited + sealing;
  for (const int k : {1, 2, 3}) {
    const DealOutcome deal = only_deal(dyad_under(AtLeast{k}));
    CHECK(same(at(deal, DealState::mandated), k * each));
  }
  CHECK(same(at(only_deal(dyad_under(Majority{})), DealState::mandated), 2 * each));
}

TEST_CASE("a meeting under a rule ends when enough are in favour", "[rule]") {
  CHECK(same(at(only_deal(dyad_under(Majority{}, Protocol::meeting)), DealState::mandated),
             visits_each * 0.5));
}

TEST_CASE("what somebody works on when a round is complete is finished, charged, and no more",
          "[rule]") {
  // Of three asked in parallel the first seals at 11½ visits' time; the champion is presenting and
  // the second is listening, until 12.
  Scenario scenario = dyad_under(AtLeast{1}, Protocol::parallel);
  CHECK(same(at(only_deal(scenario), DealState::mandated), 11.5 * visited));
  scenario.time.horizon = 11.75 * visited;
  CHECK(same(only_deal(scenario).person_days_initiator, (11.75 + 4.5 + 3.75 + 3.0) * 0.5));
  scenario.time.horizon = 12.25 * visited;  // the champion writes the pitch since 12
  const DealOutcome deal = only_deal(scenario);
  CHECK(same(deal.person_days_initiator, (12.25 + 4.5 + 4.0 + 3.0) * 0.5));
  CHECK(deal.visits == 4 + 3 + 3);
}

TEST_CASE("what still waits when a round is complete is withdrawn", "[rule]") {
  // Of four, the first seals at 14½ visits' time. The champion presents until 15 and would have one
  // more to visit; instead he writes the pitch, half a visit's time.
  World world(dyad_under(AtLeast{1}, Protocol::parallel, 4));
  world.run(dyad_seed, 0, TraceLevel::events);
  CHECK(same(facts_of(world, Fact::message_sent).at(0).t, 15.5 * visited));
}

TEST_CASE("a round is refused once too many are lost", "[rule]") {
  // Three visits convince nobody.
  for (const int k : {1, 2, 3}) {
    Scenario scenario = dyad_under(AtLeast{k});
    scenario.persuasion.persistence = 3;
    World world(scenario);
    const DealOutcome deal = world.run(dyad_seed, 0, TraceLevel::events).deals[0];
    const int lost = 3 - k + 1;
    CHECK(ended_by(deal, Cause::veto));
    CHECK(deal.visits == 3 * lost);
    CHECK(same(deal.t_ended, 3 * lost * 2 * visited));
    CHECK(count_of(world, Fact::objected) == static_cast<std::size_t>(3 * lost - 1));
  }
}

TEST_CASE("a meeting that needs one of two is refused if the better anchor is too low", "[rule]") {
  // Three meetings leave .7³ of the way from the anchor to the merit.
  Scenario scenario = dyad_under(AtLeast{1}, Protocol::meeting, 2);
  scenario.persuasion.persistence = 3;
  firm(scenario, "home").stakeholders.anchor.sd = 0.1;
  scenario.time.horizon = 3.0;
  World world(scenario);
  int lost = 0;
  for (std::uint64_t replication = 0; replication < 200; ++replication) {
    const DealOutcome deal = world.run(dyad_seed, replication).deals[0];
    Stage stage(scenario);
    stage.reset(dyad_seed, replication, TraceLevel::none);
    Inside inside(stage);
    inside.begin(DealId{0}, stage.cast.body("home"));
    const double best = std::max(inside.stance(0), inside.stance(1));
    const bool vetoed = 0.675 - (0.675 - best) * 0.7 * 0.7 * 0.7 < 0.6;
    CHECK(ended_by(deal, Cause::veto) == vetoed);
    lost += vetoed;
  }
  CHECK(lost > 20);
  CHECK(lost < 180);
}

/// Visits until a stance of `anchor` reaches .6 on its way to .675.
int visits_needed(double anchor) {
  int visits = 0;
  for (double stance = anchor; stance < 0.6; ++visits) stance += 0.3 * (0.675 - stance);
  return visits;
}

TEST_CASE("who is lost is not asked again, and the rest may be enough", "[rule]") {
  Scenario scenario = dyad_under(AtLeast{3}, Protocol::serial, 5);
  scenario.persuasion.persistence = 4;
  firm(scenario, "home").stakeholders.anchor.sd = 0.1;
  World world(scenario);
  int given_up = 0;
  for (std::uint64_t replication = 0; replication < 100; ++replication) {
    world.run(dyad_seed, replication, TraceLevel::events);
    Stage stage(scenario);
    stage.reset(dyad_seed, replication, TraceLevel::none);
    Inside inside(stage);
    inside.begin(DealId{0}, stage.cast.body("home"));
    int visits = 0;
    int won = 0;
    int lost = 0;
    for (std::size_t i = 0; i < 5 && won < 3 && lost < 3; ++i) {
      const int needed = visits_needed(inside.stance(i));
      visits += std::min(needed, 4);
      ++(needed <= 4 ? won : lost);
    }
    const auto done = facts_of(world, Fact::round_done);
    CHECK(done.empty() == (lost == 3));
    if (!done.empty()) CHECK(done[0].value == visits);
    given_up += won == 3 && lost > 0;
  }
  CHECK(given_up > 20);
}

TEST_CASE("peers who have assented lower the threshold", "[rule]") {
  // θ = .6, then .55, then .5 at a peer weight of .1; stances .4825, .54025, .580675, .60647.
  Scenario scenario = dyad_under(All{});
  firm(scenario, "home").stakeholders.peer = 0.1;
  const DealOutcome deal = only_deal(scenario);
  CHECK(same(at(deal, DealState::mandated), (4 + 3 + 2) * 2 * visited + 3 * sealing));
}

TEST_CASE("enough peers make visits needless", "[rule]") {
  Scenario scenario = dyad_under(All{});
  firm(scenario, "home").stakeholders.peer = 0.3;  // θ = .6, .45, .3
  const DealOutcome deal = only_deal(scenario);
  CHECK(same(at(deal, DealState::mandated), (4 + 1 + 0) * 2 * visited + 3 * sealing));
}

}  // namespace
}  // namespace nakodo::tests

#include "models/secondment.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

#include "tests/catch.hpp"
#include "tests/models/by_hand.hpp"
#include "tests/models/dyad.hpp"

namespace nakodo::tests {
namespace {

Scenario with_secondment(Scenario scenario, double after_contact, double duration) {
  firm(scenario, "home").people.add("engineer");
  SecondmentSpec secondment;
  secondment.firm = "home";
  secondment.person = "engineer";
  secondment.host = "far";
  secondment.after_contact = after_contact;
  secondment.duration = duration;
  scenario.occasions.emplace_back(std::move(secondment));
  return scenario;
}
PersonId engineer(const World& world) {
  return world.cast().person(world.cast().body("home"), "engineer");
}

TEST_CASE("who is seconded leaves after the first contact and returns in time", "[secondment]") {
  World world(with_secondment(dyad_without_chance(), 10.0, 30.0));
  world.run(dyad_seed, 0, TraceLevel::events);
  const double contacted = DyadByHand(false).contacted;
  const auto left = facts_of(world, Fact::seconded);
  const auto back = facts_of(world, Fact::returned);
  REQUIRE(left.size() == 1);
  REQUIRE(back.size() == 1);
  CHECK(same(left[0].t, contacted + 10.0));
  CHECK(same(back[0].t, contacted + 40.0));
  CHECK(left[0].from == engineer(world));
  CHECK(left[0].to == contact(world, "far"));
}

TEST_CASE("while he is away he explains face to face and without travel", "[secondment]") {
  // The dialogue begins at `dialogue` of the direct dyad and he is there already.
  World world(with_secondment(dyad_without_chance(), 1.0, 1000.0));
  const DealOutcome deal = world.run(dyad_seed, 0, TraceLevel::events).deals[0];
  const DyadByHand hand(false);
  CHECK(same(at(deal, DealState::dialogue), hand.dialogue));
  CHECK(same(at(deal, DealState::bargaining), hand.dialogue + 12 * 2.0));
  const auto met = facts_of(world, Fact::meeting_held);
  REQUIRE(met.size() == 12);
  for (std::size_t i = 0; i < met.size(); ++i) {
    CHECK(met[i].from == (i % 2 == 0 ? engineer(world) : contact(world, "far")));
    CHECK(met[i].to == (i % 2 == 0 ? contact(world, "far") : engineer(world)));
  }
}

TEST_CASE("his own medium goes before that of the topic while he is away", "[secondment]") {
  Scenario scenario = with_secondment(dyad_without_chance(), 1.0, 1000.0);
  const DealOutcome by_visit = only_deal(scenario);
  venture(scenario).media.explain = "letter";
  CHECK(same_deal(only_deal(scenario), by_visit));
  venture(scenario).media.offer = "call";
  CHECK_FALSE(same_deal(only_deal(scenario), by_visit));
}

TEST_CASE("offers stay with the champions while he is away", "[secondment]") {
  World world(with_secondment(dyad_without_chance(), 1.0, 1000.0));
  const DealOutcome deal = world.run(dyad_seed, 0, TraceLevel::events).deals[0];
  REQUIRE(deal.is_signed());
  const auto sent = facts_of(world, Fact::message_sent);
  CHECK(sent.size() == 1 + static_cast<std::size_t>(deal.offers));
  for (const FactRow& row : sent) CHECK((row.from != engineer(world) && row.to != engineer(world)));
}

TEST_CASE("after his return the champions explain by correspondence again", "[secondment]") {
  const DyadByHand hand(false);
  World world(with_secondment(dyad_without_chance(), 1.0, hand.dialogue - hand.contacted + 12.0));
  world.run(dyad_seed, 0, TraceLevel::events);
  const double back = facts_of(world, Fact::returned).at(0).t;
  int face_to_face = 0;
  int by_fax = 0;
  bool away = true;
  for (const FactRow& row : world.trace().facts()) {
    if (row.kind != Fact::encounter_begun || row.value != static_cast<double>(Topic::explain))
      continue;
    away = row.from == engineer(world) || row.to == engineer(world);
    CHECK(away == (row.t < back));
    ++(away ? face_to_face : by_fax);
  }
  CHECK(face_to_face > 0);
  CHECK(by_fax > 0);
}

TEST_CASE("a go-between is not needed where somebody lives with the partner", "[secondment]") {
  World world(with_secondment(dyad_without_chance(FromStart{}), 1.0, 1000.0));
  world.run(dyad_seed, 0, TraceLevel::events);
  CHECK(facts_of(world, Fact::meeting_held).size() == 12);
  for (const FactRow& row : facts_of(world, Fact::meeting_held))
    CHECK((row.from == engineer(world) || row.to == engineer(world)));
}

TEST_CASE("a secondment to somebody else changes nothing between the two", "[secondment]") {
  Scenario scenario = dyad_without_chance();
  FirmSpec elsewhere = firm(scenario, "far");
  elsewhere.supplies.clear();
  scenario.firms.add("elsewhere", elsewhere);
  scenario = with_secondment(scenario, 1.0, 1000.0);
  std::get<SecondmentSpec>(scenario.occasions[0]).host = "elsewhere";
  World world(scenario);
  const DealOutcome deal = world.run(dyad_seed, 0, TraceLevel::events).deals[0];
  CHECK(same(deal.t_signed(), DyadByHand(false).signed_));
  CHECK(count_of(world, Fact::seconded) == 0);
}

SecondmentSpec& secondment(Scenario& scenario) {
  return std::get<SecondmentSpec>(scenario.occasions[0]);
}

/// Home's doors stand open, far's stakeholders are never won: once the pitch was read, on day
/// 13/6, home's champion has nothing to do but to make up for the engineer, who leaves a day later.
Scenario idle_champion(double duration, double cover) {
  Scenario scenario = with_secondment(dyad_without_chance(), 1.0, duration);
  open_all_doors(scenario);
  firm(scenario, "far").stakeholders.threshold = 1.0;
  scenario.persuasion.persistence = 1000000;
  secondment(scenario).cover = cover;
  scenario.time.horizon = 200.0;
  return scenario;
}
constexpr double departure = 0.25 / 0.3 + 0.5 + 0.25 / 0.3 + 1.0;

TEST_CASE("his champion makes up for his share of the work at home, week by week", "[secondment]") {
  // Ten days away are a week and three days; half of .3 person-days a day.
  const double pitch = only_deal(idle_champion(10.0, 0.0)).person_days_initiator;
  CHECK(same(pitch, 0.25));
  CHECK(same(only_deal(idle_champion(10.0, 0.5)).person_days_initiator, pitch + 10.0 * 0.5 * 0.3));
  World world(idle_champion(10.0, 0.5));
  const PersonOutcome& champion =
      world.run(dyad_seed, 0).persons.at(contact(world, "home").index());
  CHECK(same(champion.busy_days, 0.25 / 0.3 + 10.0 * 0.5));
}

TEST_CASE("what the champion makes up for when the run ends is charged as far as it has come",
          "[secondment]") {
  Scenario scenario = idle_champion(100.0, 0.5);
  scenario.time.horizon = departure + 7.0 + 2.0;  // of the three and a half days of the first week
  CHECK(same(only_deal(scenario).person_days_initiator, 0.25 + 2.0 * 0.3));
}

TEST_CASE("what the deals cost is what the people of the firms worked, cover included",
          "[secondment]") {
  for (const Recall recall : {Recall::never, Recall::when_closed}) {
    Scenario scenario = with_secondment(reference_dyad(0.8), 5.0, 100.0);
    secondment(scenario).cover = 0.8;
    secondment(scenario).recall = recall;
    firm(scenario, "far").supplies.add("board");
    venture(scenario).needs = {"module", "board"};
    World world(scenario);
    int covered = 0;
    for (std::uint64_t replication = 0; replication < 50; ++replication) {
      const RunOutcome& outcome = world.run(dyad_seed, replication, TraceLevel::milestones);
      double charged = 0.0;
      for (const DealOutcome& deal : outcome.deals)
        charged += deal.person_days_initiator + deal.person_days_partner;
      double worked = 0.0;
      for (const PersonOutcome& person : outcome.persons) worked += person.person_days;
      CHECK(same(charged, worked));
      covered += count_of(world, Fact::returned) > 0;
    }
    CHECK(covered > 10);
  }
}

TEST_CASE("making up for him at home delays the champion abroad", "[secondment]") {
  // He still writes and reads the offers: twice with all of the engineer's work on his desk.
  Scenario scenario = with_secondment(dyad_without_chance(), 1.0, 1000.0);
  const double unburdened = only_deal(scenario).t_signed();
  secondment(scenario).cover = 1.0;
  CHECK(only_deal(scenario).t_signed() > unburdened + 1.0);
}

TEST_CASE("the journey and each day away are paid by the deal with the host", "[secondment]") {
  Scenario scenario = idle_champion(10.0, 0.0);
  secondment(scenario).fare = 500.0;
  secondment(scenario).upkeep = 3.0;
  CHECK(same(only_deal(scenario).travel_initiator, 500.0 + 3.0 * 10.0));
  CHECK(only_deal(scenario).travel_partner == 0.0);
  scenario.time.horizon = departure + 4.0;
  CHECK(same(only_deal(scenario).travel_initiator, 500.0 + 3.0 * 4.0));
  scenario.time.horizon = departure - 0.1;
  CHECK(only_deal(scenario).travel_initiator == 0.0);
}

/// Home needs something else besides, which keeps the run going.
Scenario with_another_need(Scenario scenario) {
  FirmSpec slow = firm(scenario, "far");
  slow.supplies.clear();
  slow.supplies.add("board");
  slow.stakeholders.threshold = 1.0;
  scenario.firms.add("slow", slow);
  firm(scenario, "home").knows = {"far", "slow", "dcl"};
  venture(scenario).needs = {"module", "board"};
  scenario.persuasion.persistence = 1000000;
  return scenario;
}

TEST_CASE("who is to be recalled returns when no deal with his host is open", "[secondment]") {
  for (const Recall recall : {Recall::never, Recall::when_closed}) {
    Scenario scenario = with_another_need(with_secondment(dyad_without_chance(), 1.0, 900.0));
    secondment(scenario).recall = recall;
    secondment(scenario).upkeep = 2.0;
    World world(scenario);
    const DealOutcome deal = world.run(dyad_seed, 0, TraceLevel::events).deals[0];
    REQUIRE(deal.is_signed());
    const double left = facts_of(world, Fact::seconded).at(0).t;
    const double back = facts_of(world, Fact::returned).at(0).t;
    CHECK(same(back, recall == Recall::never ? left + 900.0 : deal.t_signed()));
    CHECK(same(deal.travel_initiator, 2.0 * (deal.t_signed() - left)));
  }
}

TEST_CASE("who is to be recalled stays at home if the deal is over before he leaves",
          "[secondment]") {
  Scenario scenario = with_another_need(with_secondment(dyad_without_chance(), 900.0, 10.0));
  secondment(scenario).fare = 500.0;
  for (const Recall recall : {Recall::never, Recall::when_closed}) {
    secondment(scenario).recall = recall;
    World world(scenario);
    const DealOutcome deal = world.run(dyad_seed, 0, TraceLevel::events).deals[0];
    REQUIRE(deal.is_signed());
    CHECK(count_of(world, Fact::seconded) == (recall == Recall::never ? 1U : 0U));
    CHECK(deal.travel_initiator == 0.0);
  }
}

TEST_CASE("he stays while any deal with his host is open, and the first of these pays",
          "[secondment]") {
  Scenario scenario = with_secondment(reference_dyad(0.0), 1.0, 1000.0);
  firm(scenario, "far").supplies.add("board");
  venture(scenario).needs = {"module", "board"};
  secondment(scenario).recall = Recall::when_closed;
  secondment(scenario).upkeep = 2.0;
  World world(scenario);
  int shared = 0;
  for (std::uint64_t replication = 0; replication < 20; ++replication) {
    const RunOutcome& outcome = world.run(dyad_seed, replication, TraceLevel::milestones);
    const auto& deals = outcome.deals;
    if (!deals[0].is_signed() || !deals[1].is_signed()) continue;
    const FactRow left = facts_of(world, Fact::seconded).at(0);
    const double first = deals[0].t_signed();
    const double last = std::max(first, deals[1].t_signed());
    CHECK(facts_of(world, Fact::returned).at(0).t == last);
    CHECK(same(deals[0].travel_initiator + deals[1].travel_initiator, 2.0 * (last - left.t)));
    if (left.deal != DealId{0} || first >= last) continue;
    ++shared;
    CHECK(same(deals[0].travel_initiator, 2.0 * (first - left.t)));
    CHECK(same(deals[1].travel_initiator, 2.0 * (last - first)));
  }
  CHECK(shared > 0);
}

TEST_CASE("the horizon calls nobody home", "[secondment]") {
  Scenario scenario = idle_champion(900.0, 0.0);
  secondment(scenario).recall = Recall::when_closed;
  World world(scenario);
  world.run(dyad_seed, 0, TraceLevel::events);
  CHECK(count_of(world, Fact::seconded) == 1);
  CHECK(count_of(world, Fact::returned) == 0);
}

TEST_CASE("his distance to his hosts shrinks with every day (|z| < 4.5)", "[secondment]") {
  // 25 days after he came, the one requirement is explained; all else is understood.
  const double apart = 2.4;
  Scenario scenario = with_secondment(reference_dyad(apart), 0.0, 1000.0);
  open_all_doors(scenario);
  scenario.persuasion.seal_effort = 25.0 * 0.3 / 3;
  scenario.dialogue.requirements = 1;
  scenario.understanding.adaptation = 0.02;
  fax(scenario).reach = 1e9;
  visit(scenario).noticed = 1.0;
  World world(scenario);
  constexpr int runs = 2000;
  int understood = 0;
  for (std::uint64_t replication = 0; replication < runs; ++replication)
    understood += world.run(dyad_seed, replication).deals[0].clarifications == 0;
  const double left = apart * std::exp(-0.02 * 25.0) / 1.6;
  const double p = std::exp(-left * left);
  CHECK(std::abs(understood - runs * p) < 4.5 * std::sqrt(runs * p * (1.0 - p)));
}

}  // namespace
}  // namespace nakodo::tests

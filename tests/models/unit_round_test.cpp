#include "models/unit_round.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

#include "tests/catch.hpp"
#include "tests/models/dyad.hpp"

namespace nakodo::tests {
namespace {

Scenario dyad_deciding(Protocol protocol, Objection objection = Objection::redo,
                       std::string delegate = {}) {
  Scenario scenario = dyad_without_chance();
  scenario.persuasion.relaxation = 0.0;
  firm(scenario, "home").assent = {protocol, objection, std::move(delegate)};
  return scenario;
}

TEST_CASE("ringi visits and seals one after another", "[assent]") {
  CHECK(same(mandated_after(dyad_deciding(Protocol::serial)),
             3 * (visits_each * 2 * visited + sealing)));
}

TEST_CASE("a ringi that restarts makes those who sealed seal again", "[assent]") {
  const Scenario scenario = dyad_deciding(Protocol::serial, Objection::restart);
  // Nobody is visited more often, but each of the three objections of the second lets the first
  // seal again, each of the third's the first two: 1 + 3 + 1 + 6 + 1 seals.
  CHECK(same(mandated_after(scenario), 3 * visits_each * 2 * visited + 12 * sealing));
}

TEST_CASE("in parallel the champion is the bottleneck", "[assent]") {
  CHECK(same(mandated_after(dyad_deciding(Protocol::parallel)),
             (3 * visits_each + 1) * visited + sealing));
}

TEST_CASE("a meeting convinces all at once and nobody has to seal", "[assent]") {
  const Scenario scenario = dyad_deciding(Protocol::meeting);
  CHECK(same(mandated_after(scenario), visits_each * 0.5));
}

TEST_CASE("a meeting costs everybody who sits in it", "[assent]") {
  Scenario scenario = dyad_deciding(Protocol::meeting);
  scenario.time.horizon = visits_each * 0.5;
  const DealOutcome deal = only_deal(scenario);
  CHECK(deal.visits == 3 * visits_each);
  CHECK(same(deal.person_days_initiator, 4 * visits_each * 0.5 * 0.3));
}

TEST_CASE("two meetings of the same people take place one after the other", "[assent]") {
  Scenario scenario = dyad_deciding(Protocol::meeting);
  venture(scenario).needs = {"module", "board"};
  World world(scenario);
  const RunOutcome& outcome = world.run(dyad_seed, 0);
  CHECK(same(at(outcome.deals[0], DealState::mandated), (2 * visits_each - 1) * 0.5));
  CHECK(same(at(outcome.deals[1], DealState::mandated), 2 * visits_each * 0.5));
}

TEST_CASE("a champion with real authority persuades only himself", "[assent]") {
  const Scenario scenario = dyad_deciding(Protocol::delegated);
  CHECK(same(mandated_after(scenario), visits_each * 2 * visited + sealing));
}

TEST_CASE("a delegate decides at his own pace", "[assent]") {
  Scenario scenario = dyad_deciding(Protocol::delegated, Objection::redo, "director");
  firm(scenario, "home").people.add("director", {.availability = 1.0});
  CHECK(same(mandated_after(scenario), visits_each * (visited + 0.5) + 0.25));
}

TEST_CASE("who is in favour already is not visited but seals", "[assent]") {
  Scenario scenario = dyad_deciding(Protocol::serial);
  firm(scenario, "home").stakeholders.threshold = 0.4;
  World world(scenario);
  const DealOutcome deal = world.run(dyad_seed, 0, TraceLevel::events).deals[0];
  CHECK(same(at(deal, DealState::mandated), 3 * sealing));
  for (const FactRow& row : facts_of(world, Fact::visit)) CHECK(row.from != contact(world, "home"));
}

TEST_CASE("twenty visits in vain to one stakeholder are a veto", "[assent]") {
  // A merit of .5·.75 convinces nobody at .6.
  for (const Protocol protocol : {Protocol::serial, Protocol::delegated}) {
    Scenario scenario = dyad_deciding(protocol);
    venture(scenario).hoped_fit = 0.5;
    const DealOutcome deal = only_deal(scenario);
    CHECK(ended_by(deal, Cause::veto));
    CHECK(deal.visits == 20);
    CHECK(same(deal.t_ended, 20 * 2 * visited));
    CHECK(std::isnan(at(deal, DealState::mandated)));
  }
}

TEST_CASE("twenty meetings in vain are a veto", "[assent]") {
  Scenario scenario = dyad_deciding(Protocol::meeting);
  venture(scenario).hoped_fit = 0.5;
  const DealOutcome deal = only_deal(scenario);
  CHECK(ended_by(deal, Cause::veto));
  CHECK(same(deal.t_ended, 20 * 0.5));
}

TEST_CASE("assent on the twentieth visit is assent", "[assent]") {
  Scenario scenario = dyad_deciding(Protocol::serial);
  scenario.persuasion.persistence = visits_each;
  CHECK(same(mandated_after(scenario), 3 * (visits_each * 2 * visited + sealing)));
  scenario.persuasion.persistence = visits_each - 1;
  CHECK(ended_by(only_deal(scenario), Cause::veto));
}

TEST_CASE("the partner's stakeholders have a veto too", "[assent]") {
  Scenario scenario = dyad_deciding(Protocol::serial);
  firm(scenario, "far").stakeholders.threshold = 0.95;
  const DealOutcome deal = only_deal(scenario);
  CHECK(ended_by(deal, Cause::veto));
  CHECK(at(deal, DealState::contacted) > 0.0);
  CHECK(std::isnan(at(deal, DealState::counter_mandated)));
}

TEST_CASE("who is not understood inside convinces nobody", "[assent]") {
  Scenario scenario = dyad_deciding(Protocol::serial);
  firm(scenario, "home").stakeholders.technical = 100.0;
  World world(scenario);
  CHECK(ended_by(world.run(dyad_seed, 0, TraceLevel::events).deals[0], Cause::veto));
  CHECK(count_of(world, Fact::visit_misunderstood) == 20);
  CHECK(count_of(world, Fact::visit) == 0);
}

TEST_CASE("visits are understood as often as the model says (|z| < 4.5)", "[assent]") {
  Scenario scenario = reference_dyad(0.0);
  firm(scenario, "far").stakeholders.technical = 0.0;
  firm(scenario, "home").stakeholders.technical = 0.9;
  scenario.time.horizon = 200.0;
  World world(scenario);
  double visits = 0.0;
  double understood = 0.0;
  for (std::uint64_t replication = 0; replication < 100; ++replication) {
    world.run(dyad_seed, replication, TraceLevel::events);
    for (const FactRow& row : world.trace().facts()) {
      if (row.from != contact(world, "home")) continue;
      visits += row.kind == Fact::visit || row.kind == Fact::visit_misunderstood;
      understood += row.kind == Fact::visit;
    }
  }
  const double p = std::exp(-(0.9 / 1.6) * (0.9 / 1.6));
  CHECK(visits > 1000);
  CHECK(std::abs(understood - visits * p) < 4.5 * std::sqrt(visits * p * (1.0 - p)));
}

TEST_CASE("an objection follows every visit that does not convince", "[assent]") {
  World world(dyad_deciding(Protocol::serial));
  world.run(dyad_seed, 0, TraceLevel::events);
  const double threshold = 0.6;
  std::size_t in_vain = 0;
  for (const FactRow& row : facts_of(world, Fact::visit)) in_vain += row.value < threshold;
  CHECK(in_vain > 0);
  CHECK(count_of(world, Fact::objected) == in_vain);
  for (const FactRow& row : facts_of(world, Fact::assented)) CHECK(row.value >= threshold);
}

TEST_CASE("in a meeting nobody objects who was not visited at that meeting", "[assent]") {
  Scenario scenario = dyad_deciding(Protocol::meeting);
  scenario.persuasion.relaxation = 0.5;  // seals stand although stances slip back below θ
  firm(scenario, "home").stakeholders.anchor.mean = 0.5;
  World world(scenario);
  std::size_t objections = 0;
  for (std::uint64_t replication = 0; replication < 50; ++replication) {
    world.run(dyad_seed, replication, TraceLevel::events);
    auto visits = facts_of(world, Fact::visit);
    for (const FactRow& row : facts_of(world, Fact::visit_misunderstood)) visits.push_back(row);
    for (const FactRow& row : facts_of(world, Fact::objected)) {
      ++objections;
      CHECK(std::any_of(visits.begin(), visits.end(), [&](const FactRow& visit) {
        return visit.t == row.t && visit.to == row.from;
      }));
    }
  }
  CHECK(objections > 0);
}

TEST_CASE("visits that still wait when a deal is vetoed are not made", "[assent]") {
  // The run goes on until the other firm's last occasion; a visit in hand takes 5/3 days at most.
  const auto vetoed = [](double last_occasion) {
    Scenario scenario = dyad_deciding(Protocol::parallel);
    venture(scenario).hoped_fit = 0.5;
    firm(scenario, "home").stakeholders.count = 4;
    firm(scenario, "far").stakeholders.threshold = 0.0;
    ProjectSpec other = venture(scenario);
    other.firm = "far";
    other.needs = {"what nobody supplies"};
    scenario.projects.add("other", other);
    add_fair(scenario, last_occasion, {"far", "dcl"});
    return only_deal(scenario);
  };
  const DealOutcome deal = vetoed(500.0);
  REQUIRE(ended_by(deal, Cause::veto));
  CHECK(vetoed(deal.t_ended + visited + 0.01).person_days_initiator == deal.person_days_initiator);
}

}  // namespace
}  // namespace nakodo::tests

#include "models/project.hpp"

#include <algorithm>
#include <cmath>

#include "tests/catch.hpp"
#include "tests/models/by_hand.hpp"
#include "tests/models/dyad.hpp"

namespace nakodo::tests {
namespace {

/// Home needs one thing of far and one of a firm like it.
Scenario two_needs(Scenario scenario) {
  FirmSpec farther = firm(scenario, "far");
  farther.supplies.clear();
  farther.supplies.add("board");
  scenario.firms.add("farther", farther);
  firm(scenario, "home").knows = {"far", "farther", "dcl"};
  venture(scenario).needs = {"module", "board"};
  return scenario;
}

TEST_CASE("a project needs a deal for each of its needs, with whoever supplies it", "[project]") {
  World world(two_needs(dyad_without_chance()));
  const RunOutcome& outcome = world.run(dyad_seed, 0);
  REQUIRE(outcome.deals.size() == 2);
  CHECK(outcome.deals[0].partner == world.cast().body("far"));
  CHECK(outcome.deals[1].partner == world.cast().body("farther"));
  CHECK(outcome.deals[0].resource == ResourceId{0});
  CHECK(outcome.deals[1].resource == ResourceId{1});
  CHECK(world.resources()[1] == "board");
}

TEST_CASE("a project launches when the last of its deals is signed", "[project]") {
  World world(two_needs(reference_dyad(0.4)));
  int launched = 0;
  for (std::uint64_t replication = 0; replication < 50; ++replication) {
    const RunOutcome& outcome = world.run(dyad_seed, replication);
    const ProjectOutcome& project = outcome.projects.at(0);
    CHECK(project.needs == 2);
    CHECK(project.signed_deals == outcome.deals[0].is_signed() + outcome.deals[1].is_signed());
    if (project.signed_deals < 2) {
      CHECK(std::isnan(project.t_launched));
      continue;
    }
    ++launched;
    CHECK(project.t_launched == std::max(outcome.deals[0].t_signed(), outcome.deals[1].t_signed()));
  }
  CHECK(launched > 0);
}

TEST_CASE("a project whose last deal fails never launches", "[project]") {
  Scenario scenario = two_needs(dyad_without_chance());
  firm(scenario, "farther").supplies.find("board")->fit = 0.1;
  World world(scenario);
  const RunOutcome& outcome = world.run(dyad_seed, 0);
  CHECK(outcome.deals[0].is_signed());
  CHECK(ended_by(outcome.deals[1], Cause::veto));
  CHECK(outcome.projects[0].signed_deals == 1);
  CHECK(std::isnan(outcome.projects[0].t_launched));
}

TEST_CASE("two deals through one champion take longer than one", "[project]") {
  World world(two_needs(dyad_without_chance()));
  const RunOutcome& outcome = world.run(dyad_seed, 0);
  const DyadByHand alone(false);
  for (const DealOutcome& deal : outcome.deals) {
    CHECK(at(deal, DealState::mandated) > alone.mandated + 1.0);
    CHECK(deal.t_signed() > alone.signed_ + 1.0);
  }
}

TEST_CASE("two deals of two champions with two partners do not disturb each other", "[project]") {
  Scenario scenario = two_needs(dyad_without_chance());
  scenario.firms.add("neighbour", firm(scenario, "home"));
  ProjectSpec own = venture(scenario);
  own.firm = "neighbour";
  own.needs = {"board"};
  scenario.projects.add("neighbour's", own);
  venture(scenario).needs = {"module"};
  World world(scenario);
  const RunOutcome& outcome = world.run(dyad_seed, 0);
  const DyadByHand alone(false);
  CHECK(same(outcome.deals[0].t_signed(), alone.signed_));
  CHECK(same(outcome.deals[1].t_signed(), alone.signed_));
  CHECK(same(outcome.projects[1].t_launched, alone.signed_));
}

TEST_CASE("what the deals cost is what the people of the firms worked", "[project]") {
  // In runs that end by signing nobody is left with work in hand.
  for (const char* medium : {"fax", "visit"}) {
    Scenario scenario = two_needs(reference_dyad(0.4, FromStart{}));
    venture(scenario).medium = medium;
    scenario.time.horizon = 4000.0;
    firm(scenario, "far").assent.protocol = Protocol::meeting;
    World world(scenario);
    int launched = 0;
    for (std::uint64_t replication = 0; replication < 50; ++replication) {
      const RunOutcome& outcome = world.run(dyad_seed, replication);
      if (outcome.projects[0].signed_deals < 2) continue;
      ++launched;
      double charged = 0.0;
      for (const DealOutcome& deal : outcome.deals)
        charged += deal.person_days_initiator + deal.person_days_partner;
      double worked = 0.0;
      for (const PersonOutcome& person : outcome.persons) {
        const Person& who = world.cast()[person.person];
        CHECK(same(person.person_days, person.busy_days * who.availability));
        if (who.role != Role::go_between) worked += person.person_days;
      }
      CHECK(same(charged, worked));
    }
    CHECK(launched > 5);
  }
}

TEST_CASE("a project without needs has nothing to do and is not launched", "[project]") {
  Scenario scenario = dyad_without_chance();
  venture(scenario).needs.clear();
  World world(scenario);
  const RunOutcome& outcome = world.run(dyad_seed, 0);
  CHECK(outcome.deals.empty());
  CHECK(outcome.projects[0].needs == 0);
  CHECK(std::isnan(outcome.projects[0].t_launched));
}

}  // namespace
}  // namespace nakodo::tests

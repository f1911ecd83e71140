#include "models/need.hpp"

#include <cmath>
#include <utility>
#include <variant>

#include "tests/catch.hpp"
#include "tests/models/by_hand.hpp"
#include "tests/models/dyad.hpp"
#include "tests/validation/sample.hpp"

namespace nakodo::tests {
namespace {

const double pitch = DyadByHand(false).contacted - mandated;

/// Two firms that supply what is needed. The first, far, refuses whatever it is told.
Scenario refused_at_first() {
  Scenario scenario = dyad_without_chance();
  scenario.firms.add("farther", firm(scenario, "far"));
  firm(scenario, "home").knows = {"far", "farther", "dcl"};
  firm(scenario, "far").stakeholders.threshold = 1.0;
  return scenario;
}

TEST_CASE(
    "after a dropped deal the next of those he knows is pursued, without asking at home again",
    "[need]") {
  World world(refused_at_first());
  const RunOutcome& outcome = world.run(dyad_seed, 0, TraceLevel::events);
  REQUIRE(outcome.deals.size() == 2);
  const DealOutcome& first = outcome.deals[0];
  const DealOutcome& second = outcome.deals[1];
  CHECK(ended_by(first, Cause::veto));
  CHECK(first.partner == world.cast().body("far"));
  CHECK(first.followed);
  CHECK(second.attempt == 2);
  CHECK(second.partner == world.cast().body("farther"));
  CHECK(second.is_signed());
  for (const DealState state : {DealState::conceived, DealState::mandated, DealState::searching})
    CHECK(at(second, state) == first.t_ended);
  CHECK(same(at(second, DealState::contacted), first.t_ended + pitch));
  CHECK(outcome.projects[0].signed_deals == 1);
  CHECK(outcome.projects[0].t_launched == second.t_signed());
  double work = 0.0;
  for (const CostOutcome& cost : outcome.costs)
    if (cost.side == Side::initiator) work += cost.cost.person_days;
  CHECK(same(work, first.person_days_initiator + second.person_days_initiator));
}

TEST_CASE("where people stand at home is kept from one deal to the next", "[need]") {
  Scenario scenario = refused_at_first();
  scenario.persuasion.relaxation = 0.0;
  World world(scenario);
  world.run(dyad_seed, 0, TraceLevel::events);
  std::size_t rounds_at_home = 0;
  for (const FactRow& fact : facts_of(world, Fact::visit))
    rounds_at_home += fact.deal.value == 1 && world.cast()[fact.from].body.value == 0 ? 1U : 0U;
  CHECK(rounds_at_home == 0);  // they were won for the first
}

TEST_CASE("a deal that nobody is left to follow ends the need with its own cause", "[need]") {
  Scenario scenario = refused_at_first();
  firm(scenario, "farther").stakeholders.threshold = 1.0;
  World world(scenario);
  const RunOutcome& outcome = world.run(dyad_seed, 0);
  REQUIRE(outcome.deals.size() == 2);
  CHECK(ended_by(outcome.deals[1], Cause::veto));
  CHECK_FALSE(outcome.deals[1].followed);
  CHECK(std::isnan(outcome.projects[0].t_launched));
}

TEST_CASE("a veto at home ends the need: nobody else would be welcome", "[need]") {
  Scenario scenario = refused_at_first();
  firm(scenario, "home").stakeholders.threshold = 1.0;
  World world(scenario);
  CHECK(world.run(dyad_seed, 0).deals.size() == 1);
}

TEST_CASE("any one of several resources meets a need, the one that serves best", "[need]") {
  Scenario scenario = refused_at_first();
  firm(scenario, "far").stakeholders.threshold = firm(scenario, "farther").stakeholders.threshold;
  FirmSpec& far = firm(scenario, "far");
  far.supplies.clear();
  far.supplies.add("osi").fit = 0.8;
  far.supplies.add("xns").fit = 0.7;
  venture(scenario).needs = {OneOrMore<std::string>{"tcp_ip", "xns", "osi"}, "module"};
  World world(scenario);
  const RunOutcome& outcome = world.run(dyad_seed, 0);
  REQUIRE(outcome.deals.size() == 2);
  CHECK(outcome.deals[0].partner == world.cast().body("far"));
  CHECK(outcome.deals[0].fit == 0.8);
  CHECK(world.resources()[0] == "tcp_ip");
  CHECK(outcome.deals[1].partner == world.cast().body("farther"));
  CHECK(outcome.projects[0].signed_deals == 2);
}

TEST_CASE("random search goes on with those not probed yet", "[need]") {
  Scenario scenario = dyad_without_chance();
  firm(scenario, "home").knows.clear();
  firm(scenario, "far").count = 5;
  firm(scenario, "far").stakeholders.threshold = 1.0;
  venture(scenario).search = SearchMode{AtRandom{}};
  World world(scenario);
  const RunOutcome& outcome = world.run(dyad_seed, 0, TraceLevel::events);
  REQUIRE(outcome.deals.size() == 5);
  for (std::size_t i = 0; i < 5; ++i) {
    CHECK(outcome.deals[i].probes == 1);
    CHECK(ended_by(outcome.deals[i], Cause::veto));
    CHECK(outcome.deals[i].followed == (i < 4));
    for (std::size_t j = 0; j < i; ++j) CHECK(outcome.deals[i].partner != outcome.deals[j].partner);
  }
}

TEST_CASE("a firm with which a deal was dropped is not found again by another mode", "[need]") {
  for (const bool by_random : {true, false}) {
    Scenario scenario = dyad_without_chance();
    firm(scenario, "far").stakeholders.threshold = 1.0;
    firm(scenario, "home").knows = {"far", "dcl"};
    dcl(scenario).embedded.add("silicon_valley", {1.0});
    venture(scenario).search = SearchMode{AmongKnown{}};
    const DealOutcome alone = only_deal(scenario);
    if (by_random)
      venture(scenario).search.add(AtRandom{});
    else
      venture(scenario).search.add(ByReferral{});
    World world(scenario);
    const RunOutcome& outcome = world.run(dyad_seed, 0);
    const DealOutcome& last = outcome.deals.back();
    CHECK(ended_by(outcome.deals[0], Cause::veto));
    CHECK(outcome.deals[0].t_ended == alone.t_ended);
    CHECK(last.probes == 0);
    CHECK(outcome.deals.size() == (by_random ? 1 : 2));  // a gatekeeper might have named another
    if (!by_random) CHECK(ended_by(last, Cause::search));
  }
}

TEST_CASE("when whom he knew refuses, the champion asks the gatekeepers", "[need]") {
  Scenario scenario = refused_at_first();
  firm(scenario, "home").knows = {"far", "dcl"};
  dcl(scenario).embedded.add("silicon_valley", {1.0});
  firm(scenario, "farther").supplies.find("module")->fit = 1.0;  // the best he can name
  venture(scenario).search = SearchMode{AmongKnown{}};
  venture(scenario).search.add(ByReferral{});
  World world(scenario);
  const RunOutcome& outcome = world.run(dyad_seed, 0);
  REQUIRE(outcome.deals.size() == 2);
  CHECK(outcome.deals[0].partner == world.cast().body("far"));
  CHECK(outcome.deals[1].partner == world.cast().body("farther"));
  CHECK(outcome.deals[1].probes == 1);
  CHECK(outcome.deals[1].is_signed());
}

TEST_CASE("who is met while another is pursued is judged there, and turned to only if he fits",
          "[need]") {
  for (const double fit : {0.9, 0.4}) {
    Scenario scenario = refused_at_first();
    firm(scenario, "home").knows.clear();
    firm(scenario, "farther").supplies.find("module")->fit = fit;
    venture(scenario).required_fit = 0.6;
    venture(scenario).search = SearchMode{AtOccasions{}};
    for (const auto& [day, other] : {std::pair{1.0, "far"}, std::pair{5.0, "farther"}}) {
      add_fair(scenario, mandated + day, {"home", other});
      std::get<SocialEventSpec>(scenario.occasions.back()).admits.add(Envoy::engineer);
    }
    World world(scenario);
    const RunOutcome& outcome = world.run(dyad_seed, 0, TraceLevel::events);
    CHECK(count_of(world, Fact::sized_up) == 2);
    CHECK(outcome.deals[0].t_ended > mandated + 5.0);
    CHECK(outcome.deals.size() == (fit > 0.5 ? 2 : 1));
  }
}

TEST_CASE("who is met while another is pursued waits his turn", "[need]") {
  Scenario scenario = refused_at_first();
  firm(scenario, "home").knows.clear();
  venture(scenario).search = SearchMode{AtOccasions{}};
  add_fair(scenario, mandated + 1.0, {"home", "far"});
  add_fair(scenario, mandated + 5.0, {"home", "farther"});
  World world(scenario);
  const RunOutcome& outcome = world.run(dyad_seed, 0);
  REQUIRE(outcome.deals.size() == 2);
  CHECK(outcome.deals[0].t_ended > mandated + 5.0);
  CHECK(outcome.deals[1].partner == world.cast().body("farther"));
  CHECK(outcome.deals[1].is_signed());
}

TEST_CASE("a search that waits for an occasion when its deal is dropped goes on waiting",
          "[need]") {
  Scenario scenario = refused_at_first();
  firm(scenario, "home").knows = {"far"};
  add_fair(scenario, mandated + 300.0, {"home", "farther"});
  World world(scenario);
  const RunOutcome& outcome = world.run(dyad_seed, 0);
  REQUIRE(outcome.deals.size() == 2);
  CHECK(outcome.deals[0].t_ended < mandated + 300.0);
  CHECK(same(at(outcome.deals[1], DealState::contacted), mandated + 300.0 + 2.0));
}

TEST_CASE("the go-between who is engaged stands between the next two as well", "[need]") {
  Scenario scenario = refused_at_first();
  venture(scenario).go_between.engage = FromStart{};
  dcl(scenario).staff = 2;
  dcl(scenario).retainer = 1.0;
  World world(scenario);
  const RunOutcome& outcome = world.run(dyad_seed, 0);
  REQUIRE(outcome.deals.size() == 2);
  for (const DealOutcome& deal : outcome.deals)
    CHECK(deal.intermediary == world.cast().body("dcl"));
  CHECK(outcome.deals[1].person_days_intermediary > outcome.deals[0].person_days_intermediary);
  CHECK(same(outcome.deals[0].fees, outcome.deals[0].t_ended - 45.0));
  CHECK(same(outcome.deals[1].fees, outcome.deals[1].t_signed() - outcome.deals[0].t_ended));
}

TEST_CASE(
    "with k partners who each refuse with probability v one signs with 1 - v^k, after "
    "(1 - v^k)/(1 - v) deals (|z| < 4.5)",
    "[need]") {
  // Nothing moves anybody: whoever stands above the mean of all anchors is in favour.
  Scenario scenario = dyad_without_chance();
  scenario.persuasion.influence = 0.0;
  scenario.persuasion.news = 0.0;
  scenario.persuasion.persistence = 1;
  firm(scenario, "home").stakeholders.threshold = 0.0;
  FirmSpec& far = firm(scenario, "far");
  far.stakeholders.count = 1;
  far.stakeholders.anchor.sd = 0.1;
  far.stakeholders.threshold = far.stakeholders.anchor.mean;
  firm(scenario, "home").knows = {"far", "second", "third"};
  for (const char* name : {"second", "third"}) scenario.firms.add(name, firm(scenario, "far"));
  World world(scenario);
  constexpr int runs = 4000;
  int signed_needs = 0;
  std::vector<double> deals;
  for (std::uint64_t i = 0; i < runs; ++i) {
    const RunOutcome& outcome = world.run(dyad_seed, i);
    signed_needs += outcome.projects[0].signed_deals;
    deals.push_back(static_cast<double>(outcome.deals.size()));
  }
  CHECK(std::abs(z_of_count(signed_needs, runs, 1.0 - 0.125)) < z_bound);
  CHECK(std::abs(z_of_mean(deals, 0.875 / 0.5)) < z_bound);
}

}  // namespace
}  // namespace nakodo::tests

#include "models/bureau.hpp"

#include <cmath>
#include <utility>

#include "tests/catch.hpp"
#include "tests/models/pool.hpp"
#include "tests/validation/sample.hpp"

namespace nakodo::tests {
namespace {

/// Everybody is alike, a fax takes half a day; dcl has one officer and every firm on file.
Scenario world_with_a_bureau(int pool, double share, ByBureau mode = {.agency = "dcl"}) {
  Scenario scenario = pool_dyad(pool, share);
  scenario.communities.find("silicon_valley")->style.national = 0.0;
  fax(scenario).latency = Constant{0.5};
  dcl(scenario).bureau = BureauSpec{
      .stages = 1, .service = Constant{40.0}, .applicants = 0.0, .coverage = 1.0, .bias = 0.0};
  venture(scenario).search = SearchMode{std::move(mode)};
  scenario.time.horizon = 1e6;
  return scenario;
}

constexpr double writing = 2.0 / 0.3;

/// Days in the offices of a bureau with nobody on file: the only answer is an empty list.
std::vector<double> days_in_offices(Scenario scenario, std::uint64_t runs) {
  for (auto& [name, spec] : scenario.intermediaries)
    if (spec.bureau) spec.bureau->coverage = 0.0;
  World world(std::move(scenario));
  std::vector<double> days(runs);
  for (std::uint64_t i = 0; i < runs; ++i) {
    const DealOutcome& deal = world.run(dyad_seed, i).deals[0];
    REQUIRE(ended_by(deal, Cause::search));
    REQUIRE(deal.applications == 1);
    days[i] = searched(deal) - writing;
  }
  return days;
}

TEST_CASE("an application takes two days of writing, then each stage its time", "[bureau]") {
  Scenario scenario = world_with_a_bureau(20, 0.0, {.agency = "dcl", .applications = 1});
  bureau(scenario).stages = 3;
  World world(scenario);
  const DealOutcome deal = world.run(dyad_seed, 0, TraceLevel::events).deals[0];
  CHECK(ended_by(deal, Cause::search));
  CHECK(deal.applications == 1);
  CHECK(deal.probes == 5);
  CHECK(same(searched(deal), writing + 3 * 40.0 + 5 * probe));
  const auto applied = facts_of(world, Fact::applied);
  const auto listed = facts_of(world, Fact::listed);
  REQUIRE(applied.size() == 1);
  REQUIRE(listed.size() == 1);
  CHECK(same(applied[0].t, at(deal, DealState::searching) + writing));
  CHECK(same(listed[0].t, applied[0].t + 120.0));
  CHECK(applied[0].value == 1);
  CHECK(listed[0].value == 5);
  CHECK(world.cast().name(applied[0].to) == "dcl officer 1");
  CHECK(world.cast().name(listed[0].from) == "dcl officer 3");
  CHECK(same(deal.person_days_intermediary, 3 * 40.0 * 0.5));
  double by_initiator = 0.0;
  for (const CostOutcome& cost : world.run(dyad_seed, 0).costs)
    if (cost.phase == Phase::search && cost.side == Side::initiator)
      by_initiator += cost.cost.person_days;
  CHECK(same(by_initiator, 2.0 + 5 * 1.25));
}

TEST_CASE("the stages of the counterpart abroad come after one's own, the list from its registry",
          "[bureau]") {
  Scenario scenario = world_with_a_bureau(20, 1.0);
  bureau(scenario).stages = 2;
  bureau(scenario).coverage = 0.0;
  bureau(scenario).counterpart = "uscs";
  IntermediarySpec& abroad = scenario.intermediaries.add("uscs", dcl(scenario));
  abroad.bureau->service = Constant{30.0};
  abroad.bureau->coverage = 1.0;
  abroad.bureau->counterpart = "dcl";  // the other way it is the other way round
  World world(scenario);
  const DealOutcome deal = world.run(dyad_seed, 0, TraceLevel::events).deals[0];
  const auto listed = facts_of(world, Fact::listed);
  REQUIRE(listed.size() == 1);
  CHECK(same(listed[0].t, at(deal, DealState::searching) + writing + 2 * 40.0 + 2 * 30.0));
  CHECK(world.cast().name(listed[0].from) == "uscs officer 2");
  CHECK(deal.partner.some());
  CHECK(deal.probes == 1);
}

TEST_CASE("s stages where nobody else applies take an Erlang time (|z| < 4.5)", "[bureau]") {
  Scenario scenario = world_with_a_bureau(2, 0.0);
  bureau(scenario).service = Exponential{40.0};
  for (const int stages : {1, 3, 6}) {
    bureau(scenario).stages = stages;
    const auto days = days_in_offices(scenario, 4000);
    INFO(stages << " stages");
    CHECK(std::abs(z_of_mean(days, stages * 40.0)) < z_bound);
    CHECK(std::abs(z_of_variance(days, stages * 40.0 * 40.0)) < z_bound);
  }
}

TEST_CASE("behind other applicants a stage takes the sojourn of an M/M/1 queue (99.9 %)",
          "[bureau]") {
  // Exponential with mean s/(1 − ρ), from day 0 on: 133 days at ρ = .7, s = 40.
  Scenario scenario = world_with_a_bureau(2, 0.0);
  bureau(scenario).service = Exponential{40.0};
  for (const double load : {0.5, 0.7, 0.9}) {
    bureau(scenario).applicants = load;
    const double mean = 40.0 / (1.0 - load);
    const auto days = days_in_offices(scenario, 4000);
    INFO("load " << load);
    CHECK(std::abs(z_of_mean(days, mean)) < z_bound);
    CHECK(ks_distance(days, [&](double t) { return 1.0 - std::exp(-t / mean); }) < ks_999);
  }
}

TEST_CASE("stages behind other applicants add up, and so do their variances (|z| < 4.5)",
          "[bureau]") {
  Scenario scenario = world_with_a_bureau(2, 0.0);
  bureau(scenario).service = Exponential{40.0};
  bureau(scenario).applicants = 0.7;
  bureau(scenario).stages = 3;
  const double mean = 40.0 / 0.3;
  const auto days = days_in_offices(scenario, 4000);
  CHECK(std::abs(z_of_mean(days, 3 * mean)) < z_bound);
  CHECK(std::abs(z_of_variance(days, 3 * mean * mean)) < z_bound);
}

TEST_CASE("constant services wait as in an M/D/1 queue (|z| < 4.5)", "[bureau]") {
  Scenario scenario = world_with_a_bureau(2, 0.0);
  bureau(scenario).applicants = 0.8;
  // Wq = ρ/(2(1 − ρ))·s = 2 s.
  CHECK(std::abs(z_of_mean(days_in_offices(scenario, 4000), 3 * 40.0)) < z_bound);
}

TEST_CASE("lists are asked for until one holds a firm that fits: geometric (|z| < 4.5)",
          "[bureau]") {
  Scenario scenario = world_with_a_bureau(20'000, 0.01);
  bureau(scenario).relevance = 0.05;
  World world(scenario);
  const double q = 0.05 + 0.95 * 0.01;
  const double p = 1.0 - std::pow(1.0 - q, 5);
  std::vector<double> applications(3000);
  for (std::uint64_t i = 0; i < applications.size(); ++i) {
    const DealOutcome& deal = world.run(dyad_seed, i).deals[0];
    REQUIRE(deal.partner.some());
    CHECK(deal.probes > 5 * (deal.applications - 1));
    CHECK(deal.probes <= 5 * deal.applications);
    applications[i] = deal.applications;
  }
  CHECK(std::abs(z_of_mean(applications, 1.0 / p)) < z_bound);
  CHECK(std::abs(z_of_variance(applications, (1.0 - p) / (p * p))) < z_bound);
}

TEST_CASE("an agreement that does not address the issue lists nobody (|z| < 4.5)", "[bureau]") {
  Scenario scenario = world_with_a_bureau(100, 1.0);
  bureau(scenario).addresses = 0.25;
  World world(scenario);
  std::vector<double> applications(3000);
  for (std::uint64_t i = 0; i < applications.size(); ++i) {
    const DealOutcome& deal = world.run(dyad_seed, i).deals[0];
    CHECK(deal.probes == 1);
    applications[i] = deal.applications;
  }
  CHECK(std::abs(z_of_mean(applications, 4.0)) < z_bound);
  world.run(dyad_seed, 0, TraceLevel::events);
  for (const FactRow& list : facts_of(world, Fact::listed)) {
    const bool last = list.t == facts_of(world, Fact::listed).back().t;
    CHECK(list.value == (last ? 5.0 : 0.0));
  }
}

TEST_CASE("a bureau is exhausted when it has nobody more to list", "[bureau]") {
  Scenario scenario = world_with_a_bureau(7, 0.0);
  const DealOutcome deal = only_deal(scenario);
  CHECK(ended_by(deal, Cause::search));
  CHECK(deal.applications == 3);
  CHECK(deal.probes == 7);
  CHECK(same(searched(deal), 3 * (writing + 40.0) + 7 * probe));
}

TEST_CASE("or after as many applications as the searcher has patience for", "[bureau]") {
  const DealOutcome deal =
      only_deal(world_with_a_bureau(100, 0.0, {.agency = "dcl", .applications = 2}));
  CHECK(ended_by(deal, Cause::search));
  CHECK(deal.applications == 2);
  CHECK(deal.probes == 10);
}

TEST_CASE("an office without stages answers at once", "[bureau]") {
  Scenario scenario = world_with_a_bureau(7, 0.0, {.agency = "dcl", .effort = 1.0});
  bureau(scenario).stages = 0;
  const DealOutcome deal = only_deal(scenario);
  CHECK(deal.applications == 3);
  CHECK(same(searched(deal), 3 * (1.0 / 0.3) + 7 * probe));
}

TEST_CASE("two applications wait for one another", "[bureau]") {
  Scenario scenario = world_with_a_bureau(10, 1.0);
  firm(scenario, "pool").supplies.add("board");
  venture(scenario).needs.emplace_back("board");
  World world(scenario);
  world.run(dyad_seed, 0, TraceLevel::events);
  const auto applied = facts_of(world, Fact::applied);
  const auto listed = facts_of(world, Fact::listed);
  REQUIRE(applied.size() >= 2);
  REQUIRE(listed.size() == 2);
  CHECK(same(listed[1].t, applied[0].t + 2 * 40.0));
}

TEST_CASE("a deal that ends otherwise takes its application out of the in-tray", "[bureau]") {
  Scenario scenario = world_with_a_bureau(10, 1.0);
  bureau(scenario).service = Constant{1e5};
  bureau(scenario).stages = 2;
  FirmSpec guest = firm(scenario, "pool");
  guest.count = 1;
  scenario.firms.add("guest", guest);
  add_fair(scenario, 200.0, {"home", "guest"});
  venture(scenario).search.add(AtOccasions{});
  World world(scenario);
  const RunOutcome& outcome = world.run(dyad_seed, 0, TraceLevel::events);
  const DealOutcome& deal = outcome.deals[0];
  CHECK(deal.is_signed());
  CHECK(deal.partner == world.cast().body("guest"));
  CHECK(deal.applications == 1);
  CHECK(deal.person_days_intermediary > 0.0);
  CHECK(facts_of(world, Fact::listed).empty());
}

TEST_CASE("who has no bureau cannot be applied to", "[bureau]") {
  Scenario scenario = world_with_a_bureau(10, 1.0);
  dcl(scenario).bureau.reset();
  CHECK_THROWS_AS(World(scenario), std::invalid_argument);
  dcl(scenario).bureau = BureauSpec{.counterpart = "bank"};
  CHECK_THROWS_AS(World(scenario), std::invalid_argument);
  scenario.intermediaries.add("bank", dcl(scenario)).bureau.reset();
  CHECK_THROWS_AS(World(scenario), std::invalid_argument);
}

TEST_CASE("officers are not the staff of their house", "[bureau]") {
  Scenario scenario = reference_dyad(1.2, FromStart{});
  World plain(scenario);
  const RunOutcome without = plain.run(dyad_seed, 0);
  dcl(scenario).bureau = BureauSpec{};
  World world(scenario);
  const RunOutcome& with = world.run(dyad_seed, 0);
  CHECK(with.fingerprint == without.fingerprint);
  CHECK(with.events == without.events);  // and nobody waits where nobody applies
  CHECK(same_deal(with.deals[0], without.deals[0]));
  const Body& house = world.cast()[world.cast().body("dcl")];
  CHECK(house.people.size() == 1);
  REQUIRE(house.officers.size() == 3);
  for (const PersonId officer : house.officers) {
    CHECK(world.cast()[officer].role == Role::officer);
    CHECK(world.cast().duties(officer).load == 0.7);
  }
}

}  // namespace
}  // namespace nakodo::tests

#include "models/random_search.hpp"

#include <cmath>

#include "tests/catch.hpp"
#include "tests/models/pool.hpp"
#include "tests/validation/sample.hpp"

namespace nakodo::tests {
namespace {

/// Everybody is alike and a fax takes half a day.
Scenario plain_pool(int size, double share) {
  Scenario scenario = pool_dyad(size, share);
  scenario.communities.find("silicon_valley")->style.national = 0.0;
  fax(scenario).latency = Constant{0.5};
  return scenario;
}

TEST_CASE("a probe takes writing, travelling, reading and a day of screening", "[random_search]") {
  Scenario scenario = plain_pool(10, 0.0);
  World world(scenario);
  const DealOutcome deal = world.run(dyad_seed, 0).deals[0];
  CHECK(ended_by(deal, Cause::search));
  CHECK(deal.probes == 10);
  CHECK(same(searched(deal), 10 * (0.25 / 0.3 + 0.5 + 0.25 / 0.3 + 1.0 / 0.3)));
  double days = 0.0;
  for (const CostOutcome& cost : world.run(dyad_seed, 0).costs) {
    if (cost.phase != Phase::search) continue;
    days += cost.cost.person_days;
    CHECK(same(cost.cost.person_days, cost.side == Side::initiator ? 10 * 1.25 : 10 * 0.25));
  }
  CHECK(same(days, 10 * 1.5));
  venture(scenario).search = SearchMode{AtRandom{}};
  venture(scenario).screening = 0.0;
  CHECK(same(searched(only_deal(scenario)), 10 * (0.25 / 0.3 + 0.5 + 0.25 / 0.3)));
}

TEST_CASE("everybody is probed once, until somebody fits", "[random_search]") {
  World world(plain_pool(50, 0.1));
  const DealOutcome deal = world.run(dyad_seed, 0, TraceLevel::events).deals[0];
  const auto probed = facts_of(world, Fact::probed);
  REQUIRE(probed.size() == static_cast<std::size_t>(deal.probes));
  for (std::size_t i = 0; i < probed.size(); ++i) {
    for (std::size_t j = 0; j < i; ++j) CHECK(probed[i].to != probed[j].to);
    const BodyId firm = world.cast()[probed[i].to].body;
    CHECK((firm == deal.partner) == (i + 1 == probed.size()));
    CHECK(std::isnan(probed[i].value) == (firm != deal.partner));
  }
  CHECK(probed.back().value == 0.9);
  CHECK(deal.fit == 0.9);
}

TEST_CASE("who supplies but does not fit is passed over", "[random_search]") {
  Scenario scenario = plain_pool(20, 1.0);
  venture(scenario).required_fit = 0.95;
  const DealOutcome deal = only_deal(scenario);
  CHECK(ended_by(deal, Cause::search));
  CHECK(deal.probes == 20);
  venture(scenario).required_fit = 0.9;
  CHECK(only_deal(scenario).probes == 1);
}

TEST_CASE("who lowers his sights as time goes by takes what he passed over at first",
          "[random_search]") {
  Scenario scenario = plain_pool(20, 1.0);
  venture(scenario).accepts = {.fit = 1.0, .falls = 0.1 / (3.5 * probe)};
  CHECK(only_deal(scenario).probes == 4);  // .9 will do after three and a half
  venture(scenario).accepts = {.fit = 0.9, .falls = 0.0};
  CHECK(only_deal(scenario).probes == 1);
}

/// Of so many runs, those in which the first who was probed was taken.
int taken_at_once(const Scenario& scenario, int runs) {
  World world(scenario);
  int count = 0;
  for (int i = 0; i < runs; ++i)
    count += world.run(dyad_seed, static_cast<std::uint64_t>(i)).deals[0].probes == 1;
  return count;
}

TEST_CASE("who judges through noise takes a wrong one half the time (|z| < 4.5)",
          "[random_search]") {
  Scenario scenario = plain_pool(1, 1.0);
  FirmSpec& one = firm(scenario, "pool");
  one.count = 2;
  one.supplies.find("module")->fit = 0.7;
  scenario.persuasion.fit_noise = 0.1;
  venture(scenario).required_fit = 0.7;
  CHECK(std::abs(z_of_count(taken_at_once(scenario, 4000), 4000, 0.5)) < z_bound);
}

TEST_CASE("what was misunderstood and not noticed shows nothing (|z| < 4.5)", "[random_search]") {
  Scenario scenario = plain_pool(2, 1.0);
  fax(scenario).noticed = 0.0;
  // A probe is half as complex as what the distance is measured with.
  scenario.communities.find("silicon_valley")->style.national =
      2.0 * distance_for(0.6, fax(scenario).reach);
  CHECK(std::abs(z_of_count(taken_at_once(scenario, 4000), 4000, 0.6)) < z_bound);
}

TEST_CASE("a partner met at an occasion ends the probing", "[random_search]") {
  Scenario scenario = plain_pool(100, 0.0);
  FirmSpec far = firm(scenario, "pool");
  far.count = 1;
  far.supplies.find("module")->share = 1.0;
  scenario.firms.add("fair guest", far);
  far.supplies.clear();
  add_fair(scenario, 200.0, {"home", "fair guest"});
  venture(scenario).search.add(AtOccasions{});
  World world(scenario);
  const DealOutcome deal = world.run(dyad_seed, 0, TraceLevel::events).deals[0];
  CHECK(deal.partner == world.cast().body("fair guest"));
  CHECK(deal.probes > 1);
  CHECK(deal.probes < 100);
  CHECK(facts_of(world, Fact::probed).size() >= static_cast<std::size_t>(deal.probes) - 1);
}

TEST_CASE("those he knows come first, and then nobody is probed", "[random_search]") {
  Scenario scenario = plain_pool(100, 0.5);
  FirmSpec far = firm(scenario, "pool");
  far.count = 1;
  far.supplies.find("module")->share = 1.0;
  scenario.firms.add("friend", far);
  firm(scenario, "home").knows = {"friend"};
  venture(scenario).search.add(AmongKnown{});
  World world(scenario);
  const DealOutcome deal = world.run(dyad_seed, 0).deals[0];
  CHECK(deal.partner == world.cast().body("friend"));
  CHECK(deal.probes == 0);
}

TEST_CASE("two needs of a project search for themselves and share the champion",
          "[random_search]") {
  Scenario scenario = plain_pool(30, 0.0);
  firm(scenario, "pool").supplies.add("board", {.fit = 0.9, .share = 0.0});
  const double alone = searched(only_deal(scenario));
  venture(scenario).needs.emplace_back("board");
  World world(scenario);
  const RunOutcome& outcome = world.run(dyad_seed, 0);
  for (const DealOutcome& deal : outcome.deals) CHECK(deal.probes == 30);
  CHECK(searched(outcome.deals[0]) > 1.2 * alone);
}

}  // namespace
}  // namespace nakodo::tests

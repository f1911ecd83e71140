#include "models/referral.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

#include "tests/catch.hpp"
#include "tests/models/pool.hpp"
#include "tests/validation/sample.hpp"

namespace nakodo::tests {
namespace {

/// Somebody whom home knows, or who knows firms of silicon_valley, each with probability 1.
IntermediarySpec& add_gatekeeper(Scenario& scenario, const std::string& name, bool far,
                                 std::vector<std::string> tied_to = {}) {
  IntermediarySpec& one = scenario.intermediaries.add(name, dcl(scenario));
  one.embedded.clear();
  one.embedded.add(far ? "silicon_valley" : "osaka", {1.0});
  one.tied_to = std::move(tied_to);
  return one;
}

/// Everybody is alike, a fax takes half a day, and all questions are forwarded.
Scenario world_of_gatekeepers(int pool, double share) {
  Scenario scenario = pool_dyad(pool, share);
  scenario.communities.find("silicon_valley")->style.national = 0.0;
  fax(scenario).latency = Constant{0.5};
  venture(scenario).search = SearchMode{ByReferral{.forwarded = 1.0}};
  return scenario;
}

constexpr double question = 0.25 / 0.3 + 0.5 + 0.25 / 0.5;
constexpr double errand = 14.0 + 0.25 / 0.5;

TEST_CASE("2 spanners at home and 3 gatekeepers abroad are 6 channels", "[referral]") {
  Scenario scenario = world_of_gatekeepers(10, 0.0);
  for (const char* name : {"bank", "trader"})
    add_gatekeeper(scenario, name, false, {"one", "two", "three"});
  for (const char* name : {"one", "two", "three"}) add_gatekeeper(scenario, name, true);
  World world(scenario);
  const DealOutcome deal = world.run(dyad_seed, 0, TraceLevel::events).deals[0];
  CHECK(count_of(world, Fact::referred) == 6);
  CHECK(ended_by(deal, Cause::search));
  CHECK(deal.probes == 0);
}

TEST_CASE("a question takes a hop and some work at each gatekeeper, a name a probe", "[referral]") {
  Scenario scenario = world_of_gatekeepers(10, 1.0);
  add_gatekeeper(scenario, "bank", false, {"friend"});
  add_gatekeeper(scenario, "friend", true);
  World world(scenario);
  const DealOutcome deal = world.run(dyad_seed, 0, TraceLevel::events).deals[0];
  const auto probed = facts_of(world, Fact::probed);
  REQUIRE(probed.size() == 1);
  CHECK(same(probed[0].t, at(deal, DealState::searching) + question + 2 * errand + probe));
  CHECK(world.cast()[probed[0].to].body == deal.partner);
  CHECK(same(deal.person_days_intermediary, 0.25 + 2 * 0.25));
}

TEST_CASE("questions are shared among the staff of a gatekeeper, who has least to do first",
          "[referral]") {
  Scenario scenario = world_of_gatekeepers(10, 0.0);
  for (const char* name : {"bank", "trader"}) add_gatekeeper(scenario, name, false, {"friend"});
  add_gatekeeper(scenario, "friend", true).availability = 0.05;
  venture(scenario).search = SearchMode{ByReferral{.forwarded = 1.0, .effort = 5.0}};
  firm(scenario, "home").count = 2;
  firm(scenario, "home").knows = {"bank", "trader"};
  venture(scenario).count = 2;
  for (const int staff : {1, 2, 3}) {
    scenario.intermediaries.find("friend")->staff = staff;
    World world(scenario);
    const RunOutcome& outcome = world.run(dyad_seed, 0);
    const Body& asked = world.cast()[world.cast().body("friend")];
    REQUIRE(asked.people.size() == static_cast<std::size_t>(staff));
    double busy = 0.0;
    int at_work = 0;
    for (const PersonId person : asked.people) {
      busy += outcome.persons[person.index()].busy_days;
      at_work += outcome.persons[person.index()].busy_days > 0.0;
    }
    CHECK(same(busy, 4 * 5.0 / 0.05));
    CHECK(at_work == std::min(staff, 2));  // each champion has one question under way
  }
}

TEST_CASE("who does not span asks those at home who do", "[referral]") {
  Scenario scenario = world_of_gatekeepers(10, 1.0);
  add_gatekeeper(scenario, "club", false, {"bank", "chamber"});
  add_gatekeeper(scenario, "bank", false, {"friend"}).embedded.clear();
  add_gatekeeper(scenario, "chamber", false).embedded.clear();
  add_gatekeeper(scenario, "friend", true);
  World world(scenario);
  const DealOutcome deal = world.run(dyad_seed, 0, TraceLevel::events).deals[0];
  const auto referred = facts_of(world, Fact::referred);
  REQUIRE(referred.size() == 2);
  CHECK(referred[0].to == contact(world, "bank"));
  CHECK(referred[1].to == contact(world, "friend"));
  CHECK(same(facts_of(world, Fact::probed).at(0).t,
             at(deal, DealState::searching) + question + 3 * errand + probe));
}

TEST_CASE("a question is forwarded with its probability (|z| < 4.5)", "[referral]") {
  Scenario scenario = world_of_gatekeepers(10, 1.0);
  venture(scenario).search = SearchMode{ByReferral{}};
  add_gatekeeper(scenario, "bank", false, {"friend"});
  add_gatekeeper(scenario, "friend", true);
  World world(scenario);
  constexpr int runs = 4000;
  int found = 0;
  for (std::uint64_t i = 0; i < runs; ++i) found += world.run(dyad_seed, i).deals[0].partner.some();
  CHECK(std::abs(z_of_count(found, runs, 0.8)) < z_bound);
}

TEST_CASE("a gatekeeper knows a firm with the probability of his embeddedness (|z| < 4.5)",
          "[referral]") {
  Scenario scenario = world_of_gatekeepers(2, 1.0);
  add_gatekeeper(scenario, "bank", false, {"friend"}).embedded.find("osaka")->probability = 0.6;
  add_gatekeeper(scenario, "friend", true).embedded.find("silicon_valley")->probability = 0.3;
  World world(scenario);
  constexpr int runs = 4000;
  int found = 0;
  for (std::uint64_t i = 0; i < runs; ++i) found += world.run(dyad_seed, i).deals[0].partner.some();
  CHECK(std::abs(z_of_count(found, runs, 0.6 * (1.0 - 0.7 * 0.7))) < z_bound);
}

TEST_CASE("who can judge names the best fitting firm he knows, else any (|z| < 4.5)",
          "[referral]") {
  Scenario scenario = world_of_gatekeepers(2, 1.0);
  FirmSpec better = firm(scenario, "pool");
  better.count = 1;
  better.supplies.find("module")->fit = 0.95;
  scenario.firms.add("better", better);
  add_gatekeeper(scenario, "friend", true);
  firm(scenario, "home").knows = {"friend"};
  constexpr int runs = 2000;
  for (const double technical : {0.5, 0.9}) {
    scenario.intermediaries.find("friend")->technical = technical;
    scenario.understanding.weights.technical = 0.0;
    World world(scenario);
    int best = 0;
    for (std::uint64_t i = 0; i < runs; ++i)
      best += world.run(dyad_seed, i).deals[0].partner == world.cast().body("better");
    if (technical == 0.5)
      CHECK(best == runs);
    else
      CHECK(std::abs(z_of_count(best, runs, 1.0 / 3.0)) < z_bound);
  }
}

TEST_CASE("a name carries the trust that the chain leaves", "[referral]") {
  Scenario scenario = world_of_gatekeepers(10, 1.0);
  add_gatekeeper(scenario, "bank", false, {"friend"}).confidence = 0.9;
  add_gatekeeper(scenario, "friend", true).confidence = 0.7;
  World world(scenario);
  world.run(dyad_seed, 0, TraceLevel::events);
  for (const StockRow& row : world.trace().stocks()) {
    if (row.stock != Stock::trust) continue;
    CHECK(same(row.value, 0.5 * 0.9 * 0.7 + (1.0 - 0.5 * 0.9) * 0.5));
    break;
  }
}

TEST_CASE("of those he knows the champion asks whom he is told to ask", "[referral]") {
  Scenario scenario = world_of_gatekeepers(10, 1.0);
  for (const char* name : {"one", "two", "three"}) {
    add_gatekeeper(scenario, name, true);
    firm(scenario, "home").knows.emplace_back(name);
  }
  venture(scenario).required_fit = 0.95;  // nobody fits, so that all are asked
  for (const auto& [ask, asked] : {std::pair{OneOrMore<std::string>{}, 3},
                                   {OneOrMore<std::string>{"two"}, 1},
                                   {OneOrMore<std::string>{"three", "one"}, 2}}) {
    venture(scenario).search = SearchMode{ByReferral{.forwarded = 1.0, .ask = ask}};
    World world(scenario);
    world.run(dyad_seed, 0, TraceLevel::events);
    int questions = 0;
    for (const FactRow& fact : facts_of(world, Fact::encounter_begun))
      questions += fact.value == static_cast<double>(Topic::refer);
    CHECK(questions == asked);
  }
}

TEST_CASE("who knows no gatekeeper has nobody to ask", "[referral]") {
  Scenario scenario = world_of_gatekeepers(10, 1.0);
  add_gatekeeper(scenario, "friend", true);
  const DealOutcome deal = only_deal(scenario);
  CHECK(ended_by(deal, Cause::search));
  CHECK(deal.t_ended == at(deal, DealState::searching));
}

TEST_CASE("a wrong name is probed once, then the next gatekeeper is asked", "[referral]") {
  Scenario scenario = world_of_gatekeepers(10, 0.0);
  for (const char* name : {"one", "two"}) {
    add_gatekeeper(scenario, name, true).technical = 1.2;
    firm(scenario, "home").knows.emplace_back(name);
  }
  firm(scenario, "pool").count = 2;
  scenario.understanding.weights.technical = 0.0;
  World world(scenario);
  int once = 0;
  for (std::uint64_t i = 0; i < 100; ++i) {
    const DealOutcome deal = world.run(dyad_seed, i).deals[0];
    CHECK(ended_by(deal, Cause::search));
    CHECK((deal.probes == 1 || deal.probes == 2));
    once += deal.probes == 1;
    CHECK(same(deal.t_ended,
               at(deal, DealState::searching) + 2 * (question + errand) + deal.probes * probe));
  }
  CHECK(once > 20);
  CHECK(once < 80);
}

}  // namespace
}  // namespace nakodo::tests

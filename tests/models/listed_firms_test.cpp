// Populations whose firms differ: sizes that are drawn, firms of a table, ties that are listed.
#include <algorithm>
#include <cmath>
#include <utility>

#include "tests/catch.hpp"
#include "tests/models/pool.hpp"
#include "tests/validation/sample.hpp"

namespace nakodo::tests {
namespace {

/// Firms `a`, `b`, … of a table, each supplying `module` with this fit; nobody where it is NaN.
Imported<FirmTable> listed(const std::vector<double>& fits) {
  auto table = std::make_shared<FirmTable>(std::vector<std::string>{"module"});
  char name = 'a';
  for (const double fit : fits) {
    table->add({std::string_view(&name, 1), {}, {}, {}});
    if (!std::isnan(fit)) table->supply(0, fit);
    ++name;
  }
  return {"listed.csv", {}, table};
}
/// The pool is a table; whoever is known to whom is listed by numbers of bodies.
Scenario listed_dyad(const std::vector<double>& fits,
                     const std::vector<std::pair<BodyId, BodyId>>& ties) {
  Scenario scenario = pool_dyad(1, 1.0);
  FirmSpec& pool = firm(scenario, "pool");
  pool.supplies.clear();
  pool.from = listed(fits);
  scenario.ties = {"ties.csv", {}, std::make_shared<Acquaintances>(2 + fits.size(), ties)};
  return scenario;
}
constexpr BodyId wanting{0};
constexpr BodyId go_between{1};
constexpr BodyId a{2};
constexpr BodyId b{3};
constexpr BodyId c{4};

TEST_CASE("a firm of a table has its id for a name and is numbered before drawn ones",
          "[listed_firms]") {
  Scenario scenario = pool_dyad(10, 1.0);
  FirmSpec& makers = scenario.firms.add("makers", firm(scenario, "pool"));
  makers.count = 1;
  makers.supplies.clear();
  makers.from = listed({no_value, 0.5});
  const World world(scenario);
  const auto& populations = world.cast().populations();
  REQUIRE(populations.size() == 2);
  const Roll& roll = populations[0].roll();
  CHECK(roll.first_firm == a);
  CHECK(roll.firms == 2);
  CHECK(roll.name_of(b) == "b");
  CHECK(roll.name_of(roll.person(b, 1)) == "b stakeholder 1");
  CHECK(populations[1].roll().name_of(c) == "pool 1");
  CHECK_FALSE(world.cast().fit(a, "module").has_value());
  CHECK(world.cast().fit(b, "module") == 0.5);
}

TEST_CASE("small and large firms of one population have the houses of their sizes",
          "[listed_firms]") {
  Scenario scenario = pool_dyad(200, 0.02);
  FirmSpec& pool = firm(scenario, "pool");
  pool.employees = LognormalIn<Unit::none>{300.0, 2.0};
  for (const char* unit : {"engineering", "sales"}) pool.units.add(unit);
  World world(scenario);
  int small = 0;
  int large = 0;
  for (std::uint64_t i = 0; i < 40; ++i) {
    const BodyId partner = world.run(dyad_seed, i).deals[0].partner;
    if (!partner.some()) continue;
    const Body& body = world.cast()[partner];
    const bool is_small = world.cast().employees(partner) <= 300;
    ++(is_small ? small : large);
    CHECK(body.stakeholders.size() == (is_small ? 6 : 16));
    std::size_t persons = 0;
    world.cast().visit_met([&](const Person& person) {
      if (person.body != partner) return;
      ++persons;
      CHECK(person.styles[0].organisational == (is_small ? 0.2 : 0.9));
      CHECK(&world.cast()[person.id] == &person);
      CHECK(world.cast().owner(person.calendar) == person.id);
    });
    CHECK(persons == body.stakeholders.size() + 1);
    CHECK(world.cast().name(body.deciders.back()) ==
          body.name + " sales stakeholder " + (is_small ? "3" : "8"));
  }
  CHECK(small > 3);
  CHECK(large > 3);
}

TEST_CASE("size and style of a single firm are no draws", "[listed_firms]") {
  Scenario scenario = reference_dyad();
  firm(scenario, "far").employees = LognormalIn<Unit::none>{300.0, 2.0};
  CHECK_THROWS_WITH(World(scenario), contains("far is a single firm"));
  firm(scenario, "far").employees = 30;
  firm(scenario, "far").style.organisational = NormalPlace{};
  CHECK_THROWS_WITH(World(scenario), contains("far is a single firm"));
}

TEST_CASE("the fit of a single firm may be a draw (|z| < 4.5)", "[listed_firms]") {
  Scenario scenario = dyad_without_chance();
  firm(scenario, "far").supplies.find("module")->fit = UniformFit{0.6, 1.0};
  World world(scenario);
  std::vector<double> fits;
  for (std::uint64_t i = 0; i < 2000; ++i) fits.push_back(world.run(dyad_seed, i).deals[0].fit);
  CHECK(std::abs(z_of_mean(fits, 0.8)) < z_bound);
}

TEST_CASE("a biased search turns to each first as its share of visibility^bias (|z| < 4.5)",
          "[listed_firms]") {
  for (const double bias : {0.0, 0.5, 1.0, 2.0}) {
    Scenario scenario = pool_dyad(30, 1.0);
    scenario.communities.find("silicon_valley")->style.national = 0.0;  // all is understood
    scenario.understanding.weights.organisational = 0.0;
    firm(scenario, "pool").employees = 25;
    firm(scenario, "pool").supplies.clear();
    FirmSpec& giants = scenario.firms.add("giants", firm(scenario, "pool"));
    giants.count = 10;
    giants.employees = 400;
    giants.supplies.add("module");
    venture(scenario).search = SearchMode{AtRandom{.bias = bias}};
    World world(scenario);
    constexpr int runs = 2000;
    int first = 0;
    for (std::uint64_t i = 0; i < runs; ++i) first += world.run(dyad_seed, i).deals[0].probes == 1;
    const double weight = 10 * std::pow(400.0, bias);
    const double theory = weight / (weight + 30 * std::pow(25.0, bias));
    CHECK(std::abs(z_of_count(first, runs, theory)) < z_bound);
  }
}

TEST_CASE("whom of a table he knows he turns to first", "[listed_firms]") {
  Scenario scenario = listed_dyad({0.9, no_value, 0.8}, {{wanting, b}, {c, wanting}});
  venture(scenario).search = SearchMode{AmongKnown{}};
  World world(scenario);
  const DealOutcome deal = world.run(dyad_seed, 0).deals[0];
  CHECK(deal.partner == c);
  CHECK(deal.fit == 0.8);
  CHECK(deal.probes == 0);
  scenario.ties = {};
  CHECK(ended_by(only_deal(scenario), Cause::search));
}

TEST_CASE("a tie of two who are there from the start is like `knows`", "[listed_firms]") {
  Scenario known = dyad_without_chance();
  Scenario tied = known;
  firm(tied, "home").knows = {"dcl"};
  const std::vector<std::pair<BodyId, BodyId>> ties{{BodyId{1}, BodyId{0}}};
  tied.ties = {"ties.csv", {}, std::make_shared<Acquaintances>(3, ties)};
  CHECK(same_deal(only_deal(known), only_deal(tied)));
}

TEST_CASE("gatekeepers name firms they are tied to, and ask those they are tied to",
          "[listed_firms]") {
  Scenario scenario = listed_dyad({0.9, 0.7, 0.8}, {});
  scenario.intermediaries.add("friend", dcl(scenario));  // number 2; the table begins at 3
  scenario.ties.table = std::make_shared<Acquaintances>(
      6, std::vector<std::pair<BodyId, BodyId>>{{wanting, go_between},
                                                {go_between, BodyId{2}},
                                                {BodyId{2}, BodyId{4}},
                                                {BodyId{2}, BodyId{5}}});
  scenario.communities.find("silicon_valley")->style.national = 0.0;
  venture(scenario).search = SearchMode{ByReferral{.forwarded = 1.0}};
  World world(scenario);
  const DealOutcome deal = world.run(dyad_seed, 0, TraceLevel::events).deals[0];
  CHECK(count_of(world, Fact::referred) == 1);
  CHECK(deal.partner == BodyId{5});  // the better of the two he knows
  CHECK(world.cast()[deal.partner].name == "c");

  const Gatekeepers seen(world.cast(), "osaka");
  REQUIRE(seen.size() == 2);
  CHECK(seen[0].spans);
  CHECK_FALSE(seen[0].far);
  CHECK(seen[1].far);
}

}  // namespace
}  // namespace nakodo::tests

#include "models/population.hpp"

#include <cmath>
#include <map>
#include <set>
#include <utility>

#include "tests/catch.hpp"
#include "tests/models/pool.hpp"
#include "tests/validation/sample.hpp"

namespace nakodo::tests {
namespace {

const Population& pool_of(const World& world) { return world.cast().populations().at(0); }

int suppliers_in(const World& world) {
  int suppliers = 0;
  const Roll& roll = pool_of(world).roll();
  for (std::size_t i = 0; i < roll.count(); ++i)
    suppliers += world.cast().fit(roll.firm(i), "module").has_value();
  return suppliers;
}

TEST_CASE("exactly the share of a population supplies, others in other runs", "[population]") {
  for (const auto& [share, suppliers] : {std::pair{0.0, 0}, {0.014, 1}, {0.37, 37}, {1.0, 100}}) {
    World world(pool_dyad(100, share));
    std::set<std::int32_t> first;
    for (std::uint64_t i = 0; i < 50; ++i) {
      world.run(dyad_seed, i);
      CHECK(suppliers_in(world) == suppliers);
      for (std::size_t f = 0; f < 100; ++f)
        if (world.cast().fit(pool_of(world).roll().firm(f), "module").has_value()) {
          first.insert(static_cast<std::int32_t>(f));
          break;
        }
    }
    CHECK((share == 0.0 || share == 1.0 || first.size() > 3));
  }
}

TEST_CASE("every firm of a population is as likely to supply as any other (|z| < 4.5)",
          "[population]") {
  World world(pool_dyad(10, 0.3));
  constexpr int runs = 4000;
  std::vector<int> supplied(10);
  for (std::uint64_t i = 0; i < runs; ++i) {
    world.run(dyad_seed, i);
    for (std::size_t f = 0; f < 10; ++f)
      supplied[f] += world.cast().fit(pool_of(world).roll().firm(f), "module").has_value();
  }
  for (const int count : supplied) CHECK(std::abs(z_of_count(count, runs, 0.3)) < z_bound);
}

TEST_CASE("what a firm of a population supplies does not depend on who searches", "[population]") {
  Scenario scenario = pool_dyad(100, 0.1);
  World one(scenario);
  venture(scenario).search = SearchMode{AmongKnown{}};
  World two(scenario);
  one.run(dyad_seed, 3);
  two.run(dyad_seed, 3);
  for (std::size_t f = 0; f < 100; ++f) {
    const BodyId firm = pool_of(one).roll().firm(f);
    CHECK(one.cast().fit(firm, "module") == two.cast().fit(firm, "module"));
  }
}

TEST_CASE("named firms and intermediaries are numbered before all populations", "[population]") {
  const World world(pool_dyad(100, 1.0));
  const Roll& roll = pool_of(world).roll();
  CHECK(world.cast().bodies().size() == 2);
  CHECK(world.cast().persons().size() == 5);
  CHECK(roll.first_firm.value == 2);
  CHECK(roll.first_person.value == 5);
  CHECK(roll.persons ==
        std::vector<std::string>{"champion", "stakeholder 1", "stakeholder 2", "stakeholder 3"});
  CHECK(roll.name_of(roll.firm(41)) == "pool 42");
  CHECK(roll.name_of(roll.person(roll.firm(41), 3)) == "pool 42 stakeholder 3");
  CHECK(roll.firm_of(roll.person(roll.firm(99), 3)) == roll.firm(99));
  CHECK(roll.holds(roll.person(roll.firm(99), 3)));
  CHECK_FALSE(roll.holds(make_id<PersonId>(5 + 400)));
  CHECK_FALSE(roll.holds(make_id<BodyId>(2 + 100)));
}

TEST_CASE("whoever was probed is there with his contact, whoever is pursued with his house",
          "[population]") {
  Scenario scenario = pool_dyad(100, 0.05);
  scenario.communities.find("silicon_valley")->style.national = 0.2;
  World world(std::move(scenario));
  const DealOutcome deal = world.run(dyad_seed, 0).deals[0];
  REQUIRE(deal.probes > 1);
  REQUIRE(deal.is_signed());
  std::map<BodyId, int> met;
  world.cast().visit_met([&](const Person& person) {
    ++met[person.body];
    CHECK(&world.cast()[person.id] == &person);
    CHECK(world.cast().owner(person.calendar) == person.id);
    CHECK(person.styles[0].national == 0.2);
  });
  CHECK(met.size() == static_cast<std::size_t>(deal.probes));
  for (const auto& [firm, persons] : met) CHECK(persons == (firm == deal.partner ? 4 : 1));
  const Body& partner = world.cast()[deal.partner];
  CHECK(partner.id == deal.partner);
  CHECK(partner.name == pool_of(world).roll().name_of(deal.partner));
  CHECK(world.cast().name(partner.deciders[2]) == partner.name + " stakeholder 3");
}

TEST_CASE("a run is the same whatever ran before it", "[population]") {
  World one(pool_dyad(300, 0.01));
  World two(pool_dyad(300, 0.01));
  for (std::uint64_t i = 0; i < 5; ++i) two.run(dyad_seed, i);
  CHECK(two.run(dyad_seed, 9).fingerprint == one.run(dyad_seed, 9).fingerprint);
}

TEST_CASE("a firm of a population takes 4 bytes and a bit for each resource that is shared",
          "[population]") {
  Scenario scenario = pool_dyad(100'000, 0.01);
  firm(scenario, "pool").supplies.add("board", {.fit = 0.9, .share = 0.5});
  firm(scenario, "pool").supplies.add("market");
  const World world(scenario);
  CHECK(static_cast<double>(pool_of(world).bytes()) / 100'000 < 4.26);
}

TEST_CASE("the first firms of a population have a project each, and those they know",
          "[population]") {
  Scenario scenario = reference_dyad(0.0, FromStart{});
  firm(scenario, "home").count = 5;
  firm(scenario, "home").knows = {"dcl", "far"};
  venture(scenario).count = 3;
  World world(scenario);
  const RunOutcome& outcome = world.run(dyad_seed, 0);
  REQUIRE(outcome.deals.size() == 3);
  REQUIRE(outcome.projects.size() == 3);
  const Roll& homes = world.cast().populations()[0].roll();
  for (std::size_t i = 0; i < 3; ++i) {
    CHECK(outcome.projects[i].project.value == 0);
    CHECK(outcome.projects[i].firm == homes.firm(i));
    CHECK(outcome.deals[i].initiator == homes.firm(i));
    CHECK(outcome.deals[i].intermediary == world.cast().body("dcl"));
    CHECK(outcome.deals[i].is_signed());
    for (std::size_t j = 0; j < i; ++j)
      CHECK(outcome.deals[i].t_signed() != outcome.deals[j].t_signed());
  }
}

TEST_CASE("a project of a population goes as that of a single firm does", "[population]") {
  Scenario scenario = dyad_without_chance();
  const DealOutcome alone = only_deal(scenario);
  firm(scenario, "home").count = 2;
  DealOutcome of_many = only_deal(scenario);
  CHECK(of_many.initiator != alone.initiator);
  of_many.initiator = alone.initiator;
  of_many.partner = alone.partner;
  CHECK(same_deal(of_many, alone));
}

}  // namespace
}  // namespace nakodo::tests

// Firms that are trees of units.
#include "models/assent_round.hpp"

#include <algorithm>
#include <utility>

#include "tests/catch.hpp"
#include "tests/models/dyad.hpp"

namespace nakodo::tests {
namespace {

UnitSpec unit_of(int count, double availability = 0.3, double threshold = 0.6) {
  UnitSpec unit;
  unit.stakeholders.count = count;
  unit.stakeholders.technical = 0.0;
  unit.stakeholders.availability = availability;
  unit.stakeholders.anchor.sd = 0.0;
  unit.stakeholders.threshold = threshold;
  return unit;
}

Scenario dyad_with_units(Protocol protocol,
                         const std::vector<std::pair<std::string, UnitSpec>>& units) {
  Scenario scenario = dyad_without_chance();
  scenario.persuasion.relaxation = 0.0;
  FirmSpec& home = firm(scenario, "home");
  home.assent.protocol = protocol;
  for (const auto& [name, unit] : units) home.units.add(name, unit);
  return scenario;
}

TEST_CASE("a firm of one unit is that unit, bit for bit", "[units]") {
  for (const Protocol protocol :
       {Protocol::delegated, Protocol::serial, Protocol::parallel, Protocol::meeting}) {
    Scenario plain = reference_dyad();
    firm(plain, "home").assent.protocol = protocol;
    firm(plain, "home").assent.objection = Objection::restart;
    Scenario nested = plain;
    FirmSpec& home = firm(nested, "home");
    home.units.add("all", {home.stakeholders, home.assent});
    home.assent = {};
    World one(plain);
    World other(nested);
    for (std::uint64_t replication = 0; replication < 3; ++replication)
      CHECK(one.run(dyad_seed, replication).fingerprint ==
            other.run(dyad_seed, replication).fingerprint);
  }
}

TEST_CASE("units that only seal take their sum one after another, their maximum at once",
          "[units]") {
  // Everybody is in favour: a unit takes 3 · .25/.3 = 2.5, the other .25/.05 = 5.
  const auto units = {std::pair{std::string("engineering"), unit_of(3, 0.3, 0.4)},
                      std::pair{std::string("sales"), unit_of(1, 0.05, 0.4)}};
  CHECK(same(mandated_after(dyad_with_units(Protocol::serial, units)), 2.5 + 5.0));
  CHECK(same(mandated_after(dyad_with_units(Protocol::parallel, units)), 5.0));
}

TEST_CASE("units of one asked at once are one unit asked in parallel", "[units]") {
  const auto units = {std::pair{std::string("a"), unit_of(1)},
                      std::pair{std::string("b"), unit_of(1)},
                      std::pair{std::string("c"), unit_of(1)}};
  CHECK(same(mandated_after(dyad_with_units(Protocol::parallel, units)),
             (3 * visits_each + 1) * visited + sealing));
  CHECK(same(mandated_after(dyad_with_units(Protocol::serial, units)),
             3 * (visits_each * 2 * visited + sealing)));
}

TEST_CASE("a unit has a rule and a protocol of its own", "[units]") {
  UnitSpec ringi = unit_of(3);
  ringi.assent.rule = Majority{};
  UnitSpec kaigi = unit_of(3);
  kaigi.assent.protocol = Protocol::meeting;
  UnitSpec boss = unit_of(3);
  boss.assent.protocol = Protocol::delegated;
  const auto units = {std::pair{std::string("a"), ringi}, std::pair{std::string("b"), kaigi},
                      std::pair{std::string("c"), boss}};
  World world(dyad_with_units(Protocol::serial, units));
  const DealOutcome deal = world.run(dyad_seed, 0, TraceLevel::events).deals[0];
  CHECK(same(at(deal, DealState::mandated), 2 * (visits_each * 2 * visited + sealing) +
                                                visits_each * 0.5 +
                                                (visits_each * 2 * visited + sealing)));
  CHECK(deal.alignment_points == 3 + 3 + 1 + 3);
  const FactRow begun = facts_of(world, Fact::round_begun).at(0);
  const FactRow done = facts_of(world, Fact::round_done).at(0);
  CHECK(begun.value == 2 + 3 + 1);
  CHECK(done.value == visits_each * (2 + 3 + 1));
}

TEST_CASE("the meetings of two units share the champion", "[units]") {
  UnitSpec kaigi = unit_of(2);
  kaigi.assent.protocol = Protocol::meeting;
  const auto units = {std::pair{std::string("a"), kaigi}, std::pair{std::string("b"), kaigi}};
  CHECK(same(mandated_after(dyad_with_units(Protocol::parallel, units)), 2 * visits_each * 0.5));
}

TEST_CASE("where one decides for the firm its units are not asked", "[units]") {
  Scenario scenario = dyad_with_units(Protocol::delegated, {{"a", unit_of(3)}, {"b", unit_of(2)}});
  World world(scenario);
  const DealOutcome deal = world.run(dyad_seed, 0).deals[0];
  CHECK(world.cast()[world.cast().body("home")].stakeholders.size() == 5);
  CHECK(deal.alignment_points == 1 + 3);
  CHECK(same(at(deal, DealState::mandated), visits_each * 2 * visited + sealing));
}

TEST_CASE("the veto of one unit ends the rounds of all", "[units]") {
  // The second unit can never be won; 20 visits to each of two that take turns with the champion.
  Scenario scenario =
      dyad_with_units(Protocol::parallel, {{"a", unit_of(1, 0.001)}, {"b", unit_of(1, 0.3, 1.0)}});
  World world(scenario);
  const DealOutcome deal = world.run(dyad_seed, 0, TraceLevel::events).deals[0];
  CHECK(ended_by(deal, Cause::veto));
  // The first listens for 500 days; the second's visits take the champion alone, but for the first.
  CHECK(same(deal.t_ended, visited + 20 * 2 * visited));
  CHECK(count_of(world, Fact::visit) == 20);
}

TEST_CASE("a firm of units seals again before it signs", "[units]") {
  Scenario scenario = dyad_with_units(Protocol::parallel, {{"a", unit_of(2)}, {"b", unit_of(1)}});
  World world(scenario);
  const DealOutcome deal = world.run(dyad_seed, 0, TraceLevel::events).deals[0];
  REQUIRE(deal.is_signed());
  std::size_t rounds = 0;
  for (const FactRow& row : facts_of(world, Fact::round_begun))
    rounds += row.from == contact(world, "home");
  CHECK(rounds == 2);
  std::size_t seals = 0;
  for (const FactRow& row : facts_of(world, Fact::assented))
    seals += row.to == contact(world, "home");
  CHECK(seals == 2 * 3);
}

TEST_CASE("points of alignment are the deciders of both sides once both are known", "[units]") {
  Scenario scenario = dyad_with_units(Protocol::serial, {{"a", unit_of(2)}, {"b", unit_of(4)}});
  CHECK(only_deal(scenario).alignment_points == 2 + 4 + 3);
  firm(scenario, "home").units.find("a")->stakeholders.threshold = 1.0;
  CHECK(only_deal(scenario).alignment_points == 2 + 4);  // never got as far as a partner
}

TEST_CASE("units draw from streams of their own", "[units]") {
  // The second unit is visited at the same stances whatever happens in the first.
  const auto first_visit_to_b = [](double technical_of_a) {
    Scenario scenario = dyad_with_units(Protocol::parallel, {{"a", unit_of(1)}, {"b", unit_of(1)}});
    FirmSpec& home = firm(scenario, "home");
    home.units.find("a")->stakeholders.technical = technical_of_a;
    home.units.find("b")->stakeholders.technical = 1.0;
    scenario.persuasion.persistence = 1000;
    World world(scenario);
    std::vector<bool> understood;
    for (std::uint64_t replication = 0; replication < 20; ++replication) {
      world.run(dyad_seed, replication, TraceLevel::events);
      const Body& body = world.cast()[world.cast().body("home")];
      const auto about_b = [&](Fact kind) {
        for (const FactRow& row : facts_of(world, kind))
          if (row.to == body.stakeholders[1]) return row.t;
        return 1e12;
      };
      understood.push_back(about_b(Fact::visit) < about_b(Fact::visit_misunderstood));
    }
    return understood;
  };
  const auto near = first_visit_to_b(0.0);
  CHECK(near == first_visit_to_b(1.5));
  CHECK(std::count(near.begin(), near.end(), true) > 3);
  CHECK(std::count(near.begin(), near.end(), false) > 3);
}

}  // namespace
}  // namespace nakodo::tests

#include "models/person.hpp"

#include "tests/catch.hpp"
#include "tests/models/dyad.hpp"

namespace nakodo::tests {
namespace {

TEST_CASE("attention ranks the work of an in-tray", "[person]") {
  Person person;
  CHECK(person.rank(Work::inside) == person.rank(Work::outside));
  person.attention = Attention::inside_first;
  CHECK(person.rank(Work::inside) < person.rank(Work::outside));
  person.attention = Attention::outside_first;
  CHECK(person.rank(Work::outside) < person.rank(Work::inside));
}

/// When home reads the pitch of far while its champion visits three stakeholders in turns, four
/// times each, 5/3 days a visit, from day 0 to 20. The pitch arrives at 23/6; then the visit that
/// goes on lasts until 5, and one more waits.
/// @param units the three stakeholders are a unit each
double day_of_contact(Attention attention, bool units) {
  Scenario scenario = dyad_without_chance();
  scenario.persuasion.relaxation = 0.0;
  FirmSpec& home = firm(scenario, "home");
  home.assent.protocol = Protocol::parallel;
  home.people.add("home champion", {.attention = attention});
  home.supplies.add("board");
  if (units) {
    UnitSpec unit;
    unit.stakeholders = home.stakeholders;
    unit.stakeholders.count = 1;
    for (const char* name : {"engineering", "sales", "finance"}) home.units.add(name, unit);
  }
  firm(scenario, "far").stakeholders.threshold = 0.0;
  firm(scenario, "far").knows = {"home"};
  ProjectSpec counter = venture(scenario);
  counter.firm = "far";
  counter.needs = {"board"};
  scenario.projects.add("counter", counter);
  World world(scenario);
  return at(world.run(dyad_seed, 0).deals[1], DealState::contacted);
}

TEST_CASE("in order of arrival a message waits for the work that came before", "[person]") {
  for (const bool units : {false, true})
    CHECK(same(day_of_contact(Attention::fifo, units), 20.0 / 3 + 0.25 / 0.3));
}

TEST_CASE("outside first a message waits only for the work in hand", "[person]") {
  for (const bool units : {false, true})
    CHECK(same(day_of_contact(Attention::outside_first, units), 5.0 + 0.25 / 0.3));
}

TEST_CASE("inside first a message waits until nobody inside waits", "[person]") {
  for (const bool units : {false, true})
    CHECK(same(day_of_contact(Attention::inside_first, units), 20.0 + 0.25 / 0.3));
}

}  // namespace
}  // namespace nakodo::tests

#include "models/cast.hpp"

#include "tests/catch.hpp"
#include "tests/models/dyad.hpp"

namespace nakodo::tests {
namespace {

TEST_CASE("a small firm has a champion and three stakeholders", "[cast]") {
  const World world(reference_dyad());
  const Body& home = world.cast()[world.cast().body("home")];
  CHECK(home.people.size() == 1);
  CHECK(home.stakeholders.size() == 3);
  CHECK(home.deciders == home.stakeholders);
  const Person& champion = world.cast()[home.contact()];
  CHECK(champion.role == Role::champion);
  CHECK(world.cast().name(champion.id) == "home champion");
  CHECK(champion.availability == 0.3);
  CHECK(champion.styles.size() == 1);
  CHECK(champion.styles[0].organisational == 0.2);
}

TEST_CASE("a large firm is bureaucratic and has eight stakeholders", "[cast]") {
  Scenario scenario = reference_dyad();
  firm(scenario, "home").employees = 301;
  const World world(scenario);
  const Body& home = world.cast()[world.cast().body("home")];
  CHECK(home.stakeholders.size() == 8);
  CHECK(world.cast()[home.contact()].styles[0].organisational == 0.9);
}

TEST_CASE("a firm of 300 is small", "[cast]") {
  Scenario scenario = reference_dyad();
  firm(scenario, "home").employees = 300;
  const World world(scenario);
  CHECK(world.cast()[world.cast().body("home")].stakeholders.size() == 3);
}

TEST_CASE("everybody has a calendar of his own", "[cast]") {
  const World world(reference_dyad());
  const auto& persons = world.cast().persons();
  REQUIRE(persons.size() == 9);
  for (std::size_t i = 0; i < persons.size(); ++i) {
    CHECK(persons[i].id.index() == i);
    for (std::size_t j = 0; j < i; ++j) CHECK(persons[i].calendar != persons[j].calendar);
  }
}

TEST_CASE("the staff of an intermediary speak every language it speaks", "[cast]") {
  Scenario scenario = reference_dyad();
  dcl(scenario).staff = 2;
  const World world(scenario);
  const Body& body = world.cast()[world.cast().body("dcl")];
  REQUIRE(body.people.size() == 2);
  for (const PersonId person : body.people) {
    CHECK(world.cast()[person].role == Role::go_between);
    REQUIRE(world.cast()[person].styles.size() == 2);
    CHECK(world.cast()[person].styles[0].national == 0.0);
    CHECK(world.cast()[person].styles[1].national == 1.2);
  }
}

TEST_CASE("a named champion has the attributes of the person so named", "[cast]") {
  Scenario scenario = reference_dyad();
  FirmSpec& home = firm(scenario, "home");
  home.champion = "director";
  home.people.add("engineer", {.technical = 0.1});
  home.people.add("director", {.technical = 0.5, .availability = 0.7});
  const World world(scenario);
  const Body& body = world.cast()[world.cast().body("home")];
  REQUIRE(body.people.size() == 2);
  CHECK(world.cast().name(body.contact()) == "director");
  CHECK(world.cast()[body.contact()].availability == 0.7);
  CHECK(world.cast()[body.people[1]].role == Role::engineer);
  CHECK(world.cast().person(body.id, "engineer") == body.people[1]);
}

TEST_CASE("under delegation one decides: the delegate, or the champion", "[cast]") {
  Scenario scenario = reference_dyad();
  firm(scenario, "home").assent.protocol = Protocol::delegated;
  firm(scenario, "far").people.add("director");
  firm(scenario, "far").assent = {.protocol = Protocol::delegated, .delegate = "director"};
  const World world(scenario);
  const Body& home = world.cast()[world.cast().body("home")];
  const Body& far = world.cast()[world.cast().body("far")];
  CHECK(home.deciders == std::vector{home.contact()});
  CHECK(far.deciders == std::vector{world.cast().person(far.id, "director")});
}

TEST_CASE("a firm without units is its only unit", "[cast]") {
  const World world(reference_dyad());
  const Body& home = world.cast()[world.cast().body("home")];
  REQUIRE(home.units.size() == 1);
  CHECK(home.units[0].size == 3);
  CHECK(world.cast().name(home.deciders[0]) == "home stakeholder 1");
}

TEST_CASE("the stakeholders of units are named after them and decide in their order", "[cast]") {
  Scenario scenario = reference_dyad();
  FirmSpec& home = firm(scenario, "home");
  home.people.add("director");
  UnitSpec unit;
  home.units.add("engineering", unit);
  unit.stakeholders.count = 2;
  unit.assent = {.protocol = Protocol::delegated, .delegate = "director"};
  home.units.add("sales", unit);
  const World world(scenario);
  const Body& body = world.cast()[world.cast().body("home")];
  CHECK(body.stakeholders.size() == 3 + 2);
  REQUIRE(body.deciders.size() == 3 + 1);
  REQUIRE(body.units.size() == 2);
  CHECK(world.cast().name(body.deciders[2]) == "home engineering stakeholder 3");
  CHECK(world.cast().name(body.stakeholders[4]) == "home sales stakeholder 2");
  CHECK(body.deciders[3] == world.cast().person(body.id, "director"));
  CHECK(body.units[1].first == 3);
  CHECK(body.units[1].size == 1);
}

TEST_CASE("a name that is nobody's is refused", "[cast]") {
  const auto refuses = [](Scenario scenario, const char* complaint) {
    CHECK_THROWS_AS(World(scenario), std::invalid_argument);
    CHECK_THROWS_WITH(World(scenario), contains(complaint));
  };
  Scenario scenario = reference_dyad();
  firm(scenario, "home").community = "atlantis";
  refuses(scenario, "atlantis");
  scenario = reference_dyad();
  firm(scenario, "home").knows.push_back("nemo");
  refuses(scenario, "nemo");
  scenario = reference_dyad();
  dcl(scenario).speaks.push_back("mu");
  refuses(scenario, "mu");
  scenario = reference_dyad();
  venture(scenario).medium = "pigeon";
  refuses(scenario, "pigeon");
  scenario = reference_dyad(1.2, FromStart{});
  venture(scenario).go_between.who = "nobody";
  refuses(scenario, "nobody");
  scenario = reference_dyad();
  venture(scenario).firm = "lost";
  refuses(scenario, "lost");
  scenario = reference_dyad();
  firm(scenario, "far").assent = {.protocol = Protocol::delegated, .delegate = "ghost"};
  refuses(scenario, "ghost");
  scenario = reference_dyad();
  scenario.occasions.emplace_back(
      SecondmentSpec{.firm = "home", .person = "phantom", .host = "far"});
  refuses(scenario, "phantom");
  scenario = reference_dyad();
  add_fair(scenario, 1.0, {"absent"});
  refuses(scenario, "absent");
}

TEST_CASE("what a firm cannot decide by is refused", "[cast]") {
  Scenario scenario = reference_dyad();
  firm(scenario, "home").assent.rule = AtLeast{4};
  CHECK_THROWS_WITH(World(scenario), contains("more have to assent in home"));
  scenario = reference_dyad();
  firm(scenario, "home").units.add("sales");
  firm(scenario, "home").assent.protocol = Protocol::meeting;
  CHECK_THROWS_WITH(World(scenario), contains("units do not meet"));
}

}  // namespace
}  // namespace nakodo::tests

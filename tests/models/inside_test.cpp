#include "models/inside.hpp"

#include <algorithm>
#include <array>
#include <cmath>

#include "tests/catch.hpp"
#include "tests/kernel/statistics.hpp"
#include "tests/models/dyad.hpp"

namespace nakodo::tests {
namespace {

TEST_CASE("a stakeholder has the same anchor towards every deal of a run", "[inside]") {
  const Scenario scenario = reference_dyad();
  Stage stage(scenario);
  stage.reset(dyad_seed, 3, TraceLevel::none);
  Inside one(stage);
  Inside two(stage);
  one.begin(DealId{0}, stage.cast.body("home"));
  two.begin(DealId{1}, stage.cast.body("home"));
  REQUIRE(one.size() == 3);
  for (std::size_t i = 0; i < 3; ++i) CHECK(one.stance(i) == two.stance(i));
  CHECK(one.stance(0) != one.stance(1));
  stage.reset(dyad_seed, 4, TraceLevel::none);
  two.begin(DealId{1}, stage.cast.body("home"));
  CHECK(two.stance(0) != one.stance(0));
}

TEST_CASE("anchors are normal (99.9 %) and cut", "[inside]") {
  Scenario scenario = reference_dyad();
  firm(scenario, "home").stakeholders.count = 1;
  firm(scenario, "home").stakeholders.anchor.low = 0.2;
  firm(scenario, "home").stakeholders.anchor.high = 0.6;
  Stage stage(scenario);
  Inside inside(stage);
  std::vector<double> anchors(4000);
  for (std::size_t i = 0; i < anchors.size(); ++i) {
    stage.reset(dyad_seed, i, TraceLevel::none);
    inside.begin(DealId{0}, stage.cast.body("home"));
    anchors[i] = inside.stance(0);
  }
  CHECK(mean_of(anchors).holds(0.4));
  const double beyond = normal_distribution(-2.0);
  CHECK(share_of(anchors, [](double a) { return a == 0.2; }).holds(beyond));
  CHECK(share_of(anchors, [](double a) { return a == 0.6; }).holds(beyond));
  CHECK(share_of(anchors, [](double a) { return a < 0.3; }).holds(normal_distribution(-1.0)));
}

TEST_CASE("news reaches everybody inside, a visit one", "[inside]") {
  Scenario scenario = dyad_without_chance();
  Stage stage(scenario);
  stage.reset(dyad_seed, 0, TraceLevel::none);
  Inside inside(stage);
  inside.begin(DealId{0}, stage.cast.body("far"));
  inside.hear(-0.04);
  for (std::size_t i = 0; i < 3; ++i) CHECK(same(inside.stance(i), 0.36));
  inside.persuade(1, 0.86);
  CHECK(same(inside.stance(0), 0.36));
  CHECK(same(inside.stance(1), 0.51));
}

TEST_CASE("in favour is who stands at the threshold or above", "[inside]") {
  Scenario scenario = dyad_without_chance();
  firm(scenario, "far").stakeholders.threshold = 0.4;
  Stage stage(scenario);
  stage.reset(dyad_seed, 0, TraceLevel::none);
  Inside inside(stage);
  inside.begin(DealId{0}, stage.cast.body("far"));
  CHECK(inside.in_favour(0, 0.0));
  inside.hear(-0.001);
  CHECK_FALSE(inside.in_favour(0, 0.0));
}

TEST_CASE("peers who have assented lower the threshold in proportion", "[inside]") {
  Scenario scenario = dyad_without_chance();
  firm(scenario, "far").stakeholders.peer = 0.4;
  Stage stage(scenario);
  stage.reset(dyad_seed, 0, TraceLevel::none);
  Inside inside(stage);
  inside.begin(DealId{0}, stage.cast.body("far"));  // stances .4, θ = .6
  CHECK_FALSE(inside.in_favour(0, 0.0));
  CHECK_FALSE(inside.in_favour(0, 0.49));
  CHECK(inside.in_favour(0, 0.51));
}

/// A firm of two units, in one of them four who are afraid.
Scenario afraid(double mean, double sd) {
  Scenario scenario = dyad_without_chance();
  FirmSpec& home = firm(scenario, "home");
  UnitSpec unit;
  unit.stakeholders.count = 2;
  home.units.add("calm", unit);
  unit.stakeholders.count = 4;
  unit.stakeholders.fear = {.mean = mean, .sd = sd};
  home.units.add("afraid", unit);
  return scenario;
}

TEST_CASE("an objection frightens the less afraid of the unit, a share of the way each time",
          "[inside]") {
  const Scenario scenario = afraid(0.5, 0.1);
  Stage stage(scenario);
  stage.reset(dyad_seed, 0, TraceLevel::events);
  Inside inside(stage);
  inside.begin(DealId{0}, stage.cast.body("home"));
  REQUIRE(inside.size() == 6);
  std::vector<double> before;
  for (std::size_t i = 0; i < 6; ++i) before.push_back(inside.fear(i));
  const auto objector =
      static_cast<std::size_t>(std::max_element(before.begin() + 2, before.end()) - before.begin());
  for (int n = 1; n <= 5; ++n) {
    inside.objected(objector);
    const double left = std::pow(1.0 - 0.2, n);
    for (std::size_t i = 2; i < 6; ++i)
      CHECK(same(before[objector] - inside.fear(i), left * (before[objector] - before[i])));
  }
  CHECK(inside.fear(0) == 0.0);  // another unit
  CHECK(inside.fear(1) == 0.0);
  std::size_t recorded = 0;
  for (const StockRow& row : stage.trace.stocks()) recorded += row.stock == Stock::fear;
  CHECK(recorded == 4 + 5 * 3);
}

TEST_CASE("fear that the partner shows is caught by all who are less afraid", "[inside]") {
  const Scenario scenario = afraid(0.0, 0.0);
  Stage stage(scenario);
  stage.reset(dyad_seed, 0, TraceLevel::none);
  Inside inside(stage);
  inside.begin(DealId{0}, stage.cast.body("home"));
  inside.feared_by_the_partner(0.5);
  for (std::size_t i = 0; i < 6; ++i) CHECK(same(inside.fear(i), 0.2 * 0.5));
  inside.feared_by_the_partner(0.1);
  for (std::size_t i = 0; i < 6; ++i) CHECK(same(inside.fear(i), 0.2 * 0.5));
}

TEST_CASE("who objects out of fear makes the other side afraid", "[inside]") {
  Scenario scenario = dyad_without_chance();
  venture(scenario).alliance.form = Form::joint_venture;
  firm(scenario, "far").stakeholders.fear.mean = 0.1;
  World world(scenario);
  world.run(dyad_seed, 0, TraceLevel::events);
  const auto objections = count_of(world, Fact::objected);
  REQUIRE(objections > 0);
  const PersonId champion = contact(world, "home");
  double last = 0.0;
  for (const StockRow& row : world.trace().stocks())
    if (row.stock == Stock::fear && row.object == champion) last = row.value;
  // Home has no fear of its own: it goes a fifth of the way to far's .1 at each of far's
  // objections.
  std::size_t of_far = 0;
  for (const FactRow& fact : facts_of(world, Fact::objected))
    of_far += fact.to == contact(world, "far");
  CHECK(same(last, 0.1 * (1.0 - std::pow(0.8, static_cast<double>(of_far)))));
}

TEST_CASE("nobody takes courage from one who is less afraid", "[inside]") {
  const Scenario scenario = afraid(0.5, 0.1);
  Stage stage(scenario);
  stage.reset(dyad_seed, 0, TraceLevel::none);
  Inside inside(stage);
  inside.begin(DealId{0}, stage.cast.body("home"));
  std::size_t calmest = 2;
  for (std::size_t i = 3; i < 6; ++i)
    if (inside.fear(i) < inside.fear(calmest)) calmest = i;
  std::vector<double> before;
  for (std::size_t i = 0; i < 6; ++i) before.push_back(inside.fear(i));
  inside.objected(calmest);
  for (std::size_t i = 0; i < 6; ++i) CHECK(inside.fear(i) == before[i]);
}

TEST_CASE("fear is normal (99.9 %) and cut, and does not move anchors", "[inside]") {
  Scenario scenario = reference_dyad();
  StakeholderSpec& stakeholders = firm(scenario, "home").stakeholders;
  stakeholders.count = 1;
  Scenario with_fear = scenario;
  firm(with_fear, "home").stakeholders.fear = {.mean = 0.3, .sd = 0.1, .low = 0.1, .high = 0.5};
  Stage stage(scenario);
  Stage fearful(with_fear);
  Inside calm(stage);
  Inside inside(fearful);
  std::vector<double> fears(4000);
  for (std::size_t i = 0; i < fears.size(); ++i) {
    stage.reset(dyad_seed, i, TraceLevel::none);
    fearful.reset(dyad_seed, i, TraceLevel::none);
    calm.begin(DealId{0}, stage.cast.body("home"));
    inside.begin(DealId{0}, fearful.cast.body("home"));
    REQUIRE(inside.stance(0) == calm.stance(0));
    fears[i] = inside.fear(0);
  }
  CHECK(mean_of(fears).holds(0.3));
  const double beyond = normal_distribution(-2.0);
  CHECK(share_of(fears, [](double fear) { return fear == 0.1; }).holds(beyond));
  CHECK(share_of(fears, [](double fear) { return fear == 0.5; }).holds(beyond));
  CHECK(share_of(fears, [](double fear) { return fear < 0.2; }).holds(normal_distribution(-1.0)));
}

TEST_CASE("who fears to lose control is won the harder the more control is ceded", "[inside]") {
  // A fear of .1 takes .1 · control off the merit of .675: eleven visits for a joint venture
  // (.605), four for a licence (.665), as without fear.
  Scenario scenario = dyad_without_chance();
  scenario.persuasion.relaxation = 0.0;
  firm(scenario, "home").stakeholders.fear.mean = 0.1;
  const auto visits_of_each = [&](Form form) {
    venture(scenario).alliance.form = form;
    const double each = (at(only_deal(scenario), DealState::mandated) / 3 - 0.25 / 0.3);
    return each / (2 * 0.5 / 0.3);
  };
  CHECK(same(visits_of_each(Form::joint_venture), 11.0));
  CHECK(same(visits_of_each(Form::licence), 4.0));
  CHECK(same(visits_of_each(Form::unspecified), 4.0));
}

TEST_CASE("an objection heard in one's unit lowers the merit one sees", "[inside]") {
  // Two are asked in turns; the one who is more afraid objects and with full contagion makes the
  // other as afraid.
  Scenario scenario = dyad_without_chance();
  scenario.persuasion.relaxation = 0.0;
  scenario.persuasion.contagion = 1.0;
  venture(scenario).alliance.control = 0.5;
  FirmSpec& home = firm(scenario, "home");
  home.assent.protocol = Protocol::parallel;
  home.stakeholders.count = 2;
  home.stakeholders.fear = {.mean = 0.5, .sd = 0.2};
  World world(scenario);
  world.run(dyad_seed, 0, TraceLevel::events);
  std::array<double, 2> fear{};
  const auto& asked = world.cast()[world.cast().body("home")].deciders;
  for (const StockRow& row : world.trace().stocks())
    if (row.stock == Stock::fear && row.t == 0.0) fear[row.subject == asked[1]] = row.value;
  REQUIRE(fear[0] != fear[1]);
  std::array<double, 2> stance{0.4, 0.4};
  std::size_t seen = 0;
  for (const FactRow& row : facts_of(world, Fact::visit)) {
    const std::size_t who = row.to == asked[1];
    stance[who] += 0.3 * (0.675 - fear[who] * 0.5 - stance[who]);
    CHECK(same(row.value, stance[who]));
    fear[1 - who] = std::max(fear[1 - who], fear[who]);  // he objects
    if (++seen == 6) break;
  }
  CHECK(seen == 6);
}

}  // namespace
}  // namespace nakodo::tests

#include "models/inside.hpp"

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

}  // namespace
}  // namespace nakodo::tests

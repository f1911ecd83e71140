#include "models/relation.hpp"

#include <cmath>
#include <utility>

#include "tests/catch.hpp"
#include "tests/models/dyad.hpp"

namespace nakodo::tests {
namespace {

struct Pair {
  explicit Pair(Scenario the_scenario = reference_dyad()) : scenario(std::move(the_scenario)) {
    stage.reset(dyad_seed, 0, TraceLevel::none);
    relation.reset(DealId{0});
    relation.begin(home, far);
  }
  double familiarity() const { return stage.bonds[stage.bonds.find(home, far)].familiarity; }

  Scenario scenario;
  Stage stage{scenario};
  PersonId home = stage.cast[stage.cast.body("home")].contact();
  PersonId far = stage.cast[stage.cast.body("far")].contact();
  Relation relation{stage};
};

constexpr Party initiator = Party::initiator;
constexpr Party partner = Party::partner;

TEST_CASE("strangers trust each other as their firms trust strangers", "[relation]") {
  Scenario scenario = reference_dyad();
  firm(scenario, "home").trust_propensity = 0.7;
  firm(scenario, "far").trust_propensity = 0.4;
  Pair pair(scenario);
  CHECK(same(pair.relation.trust(initiator), 0.7));
  CHECK(same(pair.relation.trust(partner), 0.4));
  CHECK_FALSE(pair.relation.broken());
}

TEST_CASE("a clarification frustrates both and is held against the sender", "[relation]") {
  Pair pair;
  pair.relation.clarified(partner);
  CHECK(same(pair.relation.frustration(initiator), 0.03));
  CHECK(same(pair.relation.frustration(partner), 0.03));
  CHECK(same(pair.relation.trust(initiator), 0.5));
  CHECK(same(pair.relation.trust(partner), 1.0 / (2.0 + 0.5 * 2.5 * 0.5)));
  CHECK(pair.familiarity() == 0.0);
}

TEST_CASE("a clarification a go-between asked for is held against nobody", "[relation]") {
  Pair pair;
  pair.relation.clarified(std::nullopt);
  CHECK(same(pair.relation.worst_frustration(), 0.03));
  CHECK(same(pair.relation.trust(initiator), 0.5));
  CHECK(same(pair.relation.trust(partner), 0.5));
}

TEST_CASE("a surprise frustrates both and each blames the other", "[relation]") {
  Pair pair;
  pair.relation.surprised();
  for (const Party party : both_parties) {
    CHECK(same(pair.relation.frustration(party), 0.12));
    CHECK(same(pair.relation.trust(party), 1.0 / 2.625));
  }
}

TEST_CASE("to be understood is relief, evidence and familiarity for both", "[relation]") {
  Pair pair;
  pair.relation.surprised();
  pair.relation.understood();
  for (const Party party : both_parties) {
    CHECK(same(pair.relation.frustration(party), 0.10));
    CHECK(same(pair.relation.trust(party), 1.5 / 3.125));
  }
  CHECK(pair.familiarity() == 1.0);
}

TEST_CASE("who waits is frustrated by the day, who must reject by the offer", "[relation]") {
  Pair pair;
  pair.relation.waited(initiator, 40.0);
  pair.relation.rejected(partner);
  CHECK(same(pair.relation.frustration(initiator), 0.02));
  CHECK(same(pair.relation.frustration(partner), 0.01));
  CHECK(same(pair.relation.worst_frustration(), 0.02));
}

TEST_CASE("a shield takes its share of all frustration and blame, and of no relief", "[relation]") {
  Pair pair;
  pair.relation.set_shield(0.8);
  pair.relation.clarified(partner);
  CHECK(same(pair.relation.frustration(initiator), 0.006));
  CHECK(same(pair.relation.trust(partner), 1.0 / (2.0 + 0.625 * 0.2)));
  pair.relation.surprised();
  pair.relation.waited(initiator, 100.0);
  pair.relation.rejected(initiator);
  CHECK(same(pair.relation.frustration(initiator), 0.2 * (0.03 + 0.12 + 0.05 + 0.01)));
  CHECK(same(pair.relation.trust(initiator), 1.0 / (2.0 + 0.625 * 0.2)));
  pair.relation.understood();
  CHECK(same(pair.relation.frustration(initiator), 0.042 - 0.02));
}

TEST_CASE("preferences that clash are held against both by the gap, and shielded", "[relation]") {
  Pair pair;
  pair.relation.preferences_clashed(0.6);
  const double blame = 0.6 * 0.5 * 2.5 * 0.5;
  for (const Party party : both_parties) {
    CHECK(same(pair.relation.trust(party), 1.0 / (2.0 + blame)));
    CHECK(pair.relation.frustration(party) == 0.0);
  }
  pair.relation.set_shield(0.8);
  pair.relation.preferences_clashed(0.6);
  CHECK(same(pair.relation.trust(initiator), 1.0 / (2.0 + 1.2 * blame)));
}

TEST_CASE("a relation breaks when frustration passes patience, not when it reaches it",
          "[relation]") {
  Scenario scenario = reference_dyad();
  firm(scenario, "far").patience = 0.5;
  scenario.patience.waiting = 0.25;
  Pair pair(scenario);
  pair.relation.waited(partner, 2.0);
  CHECK_FALSE(pair.relation.broken());
  pair.relation.waited(partner, 0.5);
  CHECK(pair.relation.broken() == Cause::patience);
}

TEST_CASE("a relation breaks when the trust of either side falls below the floor", "[relation]") {
  Scenario scenario = reference_dyad();
  scenario.trust.floor = 0.45;
  Pair pair(scenario);
  CHECK_FALSE(pair.relation.broken());
  pair.relation.clarified(initiator);
  CHECK(pair.relation.broken() == Cause::trust);
}

TEST_CASE("evidence fades between what happens", "[relation]") {
  Pair pair;
  pair.relation.understood();
  pair.stage.simulation.run_until(1000.0);
  const double left = 0.5 * std::exp(-0.7);
  CHECK(same(pair.relation.trust(initiator), (left + 1.0) / (left + 2.0)));
}

TEST_CASE("two deals between the same champions share trust but not frustration", "[relation]") {
  Pair pair;
  Relation second(pair.stage);
  second.reset(DealId{1});
  second.begin(pair.home, pair.far);
  pair.relation.surprised();
  CHECK(same(second.trust(initiator), 1.0 / 2.625));
  CHECK(second.worst_frustration() == 0.0);
}

}  // namespace
}  // namespace nakodo::tests

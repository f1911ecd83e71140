#include "models/bargaining.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <utility>

#include "tests/catch.hpp"
#include "tests/models/dyad.hpp"

namespace nakodo::tests {
namespace {

struct Table {
  explicit Table(Scenario the_scenario = reference_dyad()) : scenario(std::move(the_scenario)) {
    stage.reset(dyad_seed, 0, TraceLevel::none);
    bargaining.reset(0);
    bargaining.begin({});
  }
  Package log_rolled(Party maker, std::span<const double> believed, double aspiration) {
    Package package;
    std::vector<std::size_t> order;
    log_roll(package, bargaining.weights(maker), believed, aspiration, order);
    return package;
  }

  Scenario scenario;
  Stage stage{scenario};
  Bargaining bargaining{stage};
};

TEST_CASE("the weights of either side are shares of one", "[bargaining]") {
  Table table;
  for (const Party party : both_parties) {
    const auto weights = table.bargaining.weights(party);
    REQUIRE(weights.size() == 5);
    CHECK(same(std::accumulate(weights.begin(), weights.end(), 0.0), 1.0));
    for (const double weight : weights) CHECK(weight >= 0.0);
  }
  CHECK(table.bargaining.weights(Party::initiator)[0] !=
        table.bargaining.weights(Party::partner)[0]);
}

TEST_CASE("an offer is worth the aspiration of its maker at that moment", "[bargaining]") {
  Table table;
  for (const double day : {0.0, 30.0, 100.0, 170.0, 250.0}) {
    table.stage.simulation.run_until(day);
    for (const Party maker : both_parties) {
      table.bargaining.make_offer(maker, 0.6);
      CHECK(table.bargaining.maker() == maker);
      CHECK(same(table.bargaining.utility(maker), aspiration(day, 0.6, {})));
    }
  }
}

TEST_CASE("who trusts the other wholly shares priorities", "[bargaining]") {
  Table table;
  table.stage.simulation.run_until(120.0);
  for (int i = 0; i < 50; ++i) {
    table.bargaining.make_offer(Party::partner, 1.0);
    CHECK(table.bargaining.package() ==
          table.log_rolled(Party::partner, table.bargaining.weights(Party::initiator),
                           table.bargaining.demand(Party::partner, 1.0)));
  }
}

TEST_CASE("who trusts the other not at all believes him indifferent", "[bargaining]") {
  Table table;
  table.stage.simulation.run_until(120.0);
  const std::vector<double> equal(5, 0.2);
  for (int i = 0; i < 50; ++i) {
    table.bargaining.make_offer(Party::initiator, 0.0);
    CHECK(
        table.bargaining.package() ==
        table.log_rolled(Party::initiator, equal, table.bargaining.demand(Party::initiator, 0.0)));
  }
}

TEST_CASE("priorities are shared with the probability of trust (|z| < 4.5)", "[bargaining]") {
  Table table;
  table.stage.simulation.run_until(60.0);
  constexpr int offers = 10000;
  constexpr double trust = 0.3;
  const Package informed =
      table.log_rolled(Party::initiator, table.bargaining.weights(Party::partner),
                       table.bargaining.demand(Party::initiator, trust));
  const Package blind = table.log_rolled(Party::initiator, std::vector<double>(5, 0.2),
                                         table.bargaining.demand(Party::initiator, trust));
  REQUIRE(informed != blind);
  int shared = 0;
  for (int i = 0; i < offers; ++i) {
    table.bargaining.make_offer(Party::initiator, trust);
    shared += table.bargaining.package() == informed;
  }
  CHECK(std::abs(shared - offers * trust) < 4.5 * std::sqrt(offers * trust * (1.0 - trust)));
}

TEST_CASE("what both have of a package is what it holds for them", "[bargaining]") {
  Table table;
  table.stage.simulation.run_until(90.0);
  table.bargaining.make_offer(Party::initiator, 0.5);
  CHECK(same(
      table.bargaining.utility(Party::initiator),
      utility_of_maker(table.bargaining.package(), table.bargaining.weights(Party::initiator))));
  CHECK(same(
      table.bargaining.utility(Party::partner),
      utility_of_receiver(table.bargaining.package(), table.bargaining.weights(Party::partner))));
}

/// One issue, trust ½ and no trust effect: what one side asks for is what the other is not offered.
struct Rivals {
  Rivals(TacticSpec of_home, TacticSpec of_far, Reciprocity reciprocity = Reciprocity::absolute,
         int window = 2) {
    scenario.bargaining.issues = 1;
    scenario.bargaining.reciprocity = reciprocity;
    scenario.bargaining.window = window;
    stage.reset(dyad_seed, 0, TraceLevel::none);
    bargaining.reset(0);
    bargaining.begin({{of_home, of_far}});
  }
  /// The utility he asks for in it.
  double offer(double day, Party maker) {
    stage.simulation.run_until(day);
    bargaining.make_offer(maker, 0.5);
    return bargaining.utility(maker);
  }
  double wanted(Party party) { return bargaining.demand(party, 0.5); }

  Scenario scenario = reference_dyad();
  Stage stage{scenario};
  Bargaining bargaining{stage};
};

constexpr Party home = Party::initiator;
constexpr Party far = Party::partner;
const TacticSpec as_usual;
const TacticSpec imitates{.imitation = 1.0};

TEST_CASE("a firm's own concession departs from what is usual", "[bargaining]") {
  Rivals rivals({.concession = 0.2}, as_usual);
  rivals.stage.simulation.run_until(90.0);
  BargainingParameters boulware;
  boulware.concession = 0.2;
  CHECK(same(rivals.wanted(home), aspiration(90.0, 0.5, boulware)));
  CHECK(same(rivals.wanted(far), aspiration(90.0, 0.5, {})));
}

TEST_CASE("who imitates concedes by the clock until the other has made two offers",
          "[bargaining]") {
  Rivals rivals(as_usual, imitates);
  rivals.offer(20.0, home);
  CHECK(same(rivals.offer(25.0, far), aspiration(25.0, 0.5, {})));
  CHECK(same(rivals.wanted(far), aspiration(25.0, 0.5, {})));
}

TEST_CASE("tit for tat mirrors what the other has conceded, whatever the clock says",
          "[bargaining]") {
  Rivals rivals(as_usual, imitates);
  double home_before = rivals.offer(20.0, home);
  double far_before = rivals.offer(25.0, far);
  for (const double day : {30.0, 70.0, 71.0, 71.5, 90.0}) {
    const double conceded = home_before - rivals.offer(day, home);
    home_before -= conceded;
    CHECK(same(rivals.wanted(far), far_before - conceded));
    CHECK(same(rivals.offer(day + 0.1, far), far_before - conceded));
    far_before -= conceded;
  }
}

TEST_CASE("relative tit for tat mirrors percentages of what is offered", "[bargaining]") {
  Rivals rivals(as_usual, imitates, Reciprocity::relative);
  const double first = 1.0 - rivals.offer(100.0, home);
  const double own = rivals.offer(101.0, far);
  const double second = 1.0 - rivals.offer(110.0, home);
  REQUIRE(own * first / second > 0.45);
  CHECK(same(rivals.offer(111.0, far), own * first / second));
}

TEST_CASE("averaged tit for tat looks back over a window of offers", "[bargaining]") {
  Rivals rivals(as_usual, imitates, Reciprocity::averaged, 3);
  std::vector<double> offered;
  double own = 0.0;
  for (int i = 0; i < 6; ++i) {
    offered.push_back(1.0 - rivals.offer(150.0 + 0.2 * i, home));
    // As far back as there is, three offers at most.
    const auto last = offered.size() - 1;
    if (i > 0) {
      const double expected = own * offered[last - std::min<std::size_t>(last, 3)] / offered[last];
      REQUIRE(expected > 0.45);
      CHECK(same(rivals.wanted(far), expected));
    }
    own = rivals.offer(150.1 + 0.2 * i, far);
  }
}

TEST_CASE("a mixed tactic asks for the weighted mean of both", "[bargaining]") {
  Rivals rivals(as_usual, {.imitation = 0.3});
  const double first = rivals.offer(20.0, home);
  const double own = rivals.offer(25.0, far);
  const double second = rivals.offer(60.0, home);
  rivals.stage.simulation.run_until(65.0);
  CHECK(same(rivals.wanted(far), 0.7 * aspiration(65.0, 0.5, {}) + 0.3 * (own - (first - second))));
}

TEST_CASE("who imitates never goes below his lowest aspiration nor above everything",
          "[bargaining]") {
  Rivals generous({.concession = 50.0}, imitates);
  generous.offer(0.0, home);
  generous.offer(170.0, far);
  generous.offer(180.0, home);
  CHECK(same(generous.wanted(far), 0.45));
  // Home, distrustful for a moment, takes back what it had offered.
  Rivals taken_back(as_usual, imitates);
  taken_back.stage.simulation.run_until(170.0);
  taken_back.bargaining.make_offer(home, 0.9);
  taken_back.bargaining.make_offer(far, 0.01);
  taken_back.bargaining.make_offer(home, 0.01);
  CHECK(taken_back.wanted(far) <= 1.0);
  CHECK(taken_back.wanted(far) > aspiration(170.0, 0.01, {}));
}

TEST_CASE("who wants more than everything is never talked down", "[bargaining]") {
  Rivals rivals(as_usual, imitates);
  rivals.scenario.bargaining.reservation = 1.0;
  rivals.bargaining.begin({{as_usual, imitates}});
  rivals.bargaining.make_offer(home, 0.9);
  rivals.bargaining.make_offer(far, 0.2);
  rivals.stage.simulation.run_until(170.0);
  rivals.bargaining.make_offer(home, 0.9);
  CHECK(same(rivals.bargaining.demand(far, 0.2), 1.0 + 0.3 * 0.3));
}

TEST_CASE("a new bargaining remembers nothing of the last", "[bargaining]") {
  Rivals rivals(as_usual, imitates);
  rivals.offer(20.0, home);
  rivals.offer(25.0, far);
  rivals.offer(60.0, home);
  rivals.bargaining.begin({{as_usual, imitates}});
  rivals.stage.simulation.run_until(90.0);
  CHECK(same(rivals.wanted(far), aspiration(30.0, 0.5, {})));
}

}  // namespace
}  // namespace nakodo::tests

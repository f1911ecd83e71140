#include "models/bargaining.hpp"

#include <numeric>

#include "tests/catch.hpp"
#include "tests/models/dyad.hpp"

namespace nakodo::tests {
namespace {

struct Table {
  explicit Table(Scenario the_scenario = reference_dyad()) : scenario(std::move(the_scenario)) {
    stage.reset(dyad_seed, 0, TraceLevel::none);
    bargaining.reset(0);
    bargaining.begin();
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
    CHECK(table.bargaining.package() == table.log_rolled(Party::partner,
                                                         table.bargaining.weights(Party::initiator),
                                                         table.bargaining.aspiration_now(1.0)));
  }
}

TEST_CASE("who trusts the other not at all believes him indifferent", "[bargaining]") {
  Table table;
  table.stage.simulation.run_until(120.0);
  const std::vector<double> equal(5, 0.2);
  for (int i = 0; i < 50; ++i) {
    table.bargaining.make_offer(Party::initiator, 0.0);
    CHECK(table.bargaining.package() ==
          table.log_rolled(Party::initiator, equal, table.bargaining.aspiration_now(0.0)));
  }
}

TEST_CASE("priorities are shared with the probability of trust (|z| < 4.5)", "[bargaining]") {
  Table table;
  table.stage.simulation.run_until(60.0);
  constexpr int offers = 10000;
  constexpr double trust = 0.3;
  const Package informed =
      table.log_rolled(Party::initiator, table.bargaining.weights(Party::partner),
                       table.bargaining.aspiration_now(trust));
  const Package blind = table.log_rolled(Party::initiator, std::vector<double>(5, 0.2),
                                         table.bargaining.aspiration_now(trust));
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

}  // namespace
}  // namespace nakodo::tests

// Where two sides that concede by the clock meet, and what log-rolling is worth (validation
// sections 1 and 2).
#include <array>
#include <cmath>

#include "models/aspiration.hpp"
#include "models/package.hpp"
#include "tests/catch.hpp"
#include "tests/validation/plain_worlds.hpp"
#include "tests/validation/sample.hpp"

namespace nakodo::tests {
namespace {

/// A unit zone: from everything down to nothing, trust makes no difference.
BargainingParameters unit_zone(double beta, double deadline = 1.0) {
  BargainingParameters parameters;
  parameters.concession = beta;
  parameters.deadline = deadline;
  parameters.reservation = parameters.minimum = parameters.credit = parameters.sensitivity = 0.0;
  return parameters;
}
double crossing(const BargainingParameters& one, const BargainingParameters& two, double latest) {
  return root_of([&](double t) { return aspiration(t, 0.5, one) + aspiration(t, 0.5, two) - 1.0; },
                 0.0, latest);
}

struct Pair {
  double one, two, figure;
};
constexpr std::array pairs{Pair{0.2, 1.0, 0.754878}, Pair{0.2, 5.0, 0.619579},
                           Pair{1.0, 5.0, 0.245122}};

TEST_CASE("equal concession crosses at half to the power of beta", "[validation]") {
  for (const double beta : {0.2, 0.5, 1.0, 2.0, 5.0})
    CHECK(same(crossing(unit_zone(beta), unit_zone(beta), 1.0), std::pow(0.5, beta)));
}

TEST_CASE("unequal concession crosses where the table says", "[validation]") {
  for (const Pair& pair : pairs)
    CHECK(is_figure(crossing(unit_zone(pair.one), unit_zone(pair.two), 1.0), pair.figure, 6));
}

TEST_CASE("linear concession with deadlines 10 and 20 crosses at 6.6667", "[validation]") {
  CHECK(is_figure(crossing(unit_zone(1.0, 10.0), unit_zone(1.0, 20.0), 10.0), 6.6667, 4));
}

constexpr double between_offers = 0.01;

/// A whole run in which nothing but concession takes time; trust is what firms feel for strangers.
DealOutcome bargained(BargainingParameters parameters, double trust_of_home, double trust_of_far) {
  Scenario scenario = plain_dyad(1.0, Constant{between_offers});
  parameters.issues = 1;
  parameters.deadline = 180.0;
  scenario.bargaining = parameters;
  scenario.trust.weight = 0.0;
  firm(scenario, "home").trust_propensity = trust_of_home;
  firm(scenario, "far").trust_propensity = trust_of_far;
  return only_deal(scenario);
}
double agreed_at(const DealOutcome& deal) {
  return at(deal, DealState::sealing) - at(deal, DealState::bargaining);
}

TEST_CASE("with distance 0, no gates and fixed beta a run ends at the concession crossing",
          "[validation]") {
  for (const double beta : {0.2, 1.0, 5.0}) {
    const DealOutcome deal = bargained(unit_zone(beta), 0.5, 0.5);
    REQUIRE(deal.is_signed());
    CHECK(std::abs(agreed_at(deal) - 180.0 * std::pow(0.5, beta)) < 3 * between_offers);
    CHECK(deal.t_signed() == at(deal, DealState::sealing));
    CHECK(same(deal.utility_initiator + deal.utility_partner, 1.0));
  }
}

TEST_CASE("sides that trust unequally concede unequally and cross where the table says",
          "[validation]") {
  // beta_eff = e^(k(T - 1/2)) = beta at T = 1/2 + ln(beta)/k.
  BargainingParameters parameters = unit_zone(1.0);
  parameters.sensitivity = 10.0;
  for (const Pair& pair : pairs) {
    const DealOutcome deal =
        bargained(parameters, 0.5 + std::log(pair.one) / 10.0, 0.5 + std::log(pair.two) / 10.0);
    REQUIRE(deal.is_signed());
    CHECK(std::abs(agreed_at(deal) - 180.0 * pair.figure) < 3 * between_offers);
  }
}

TEST_CASE("who mirrors the other meets him where he would meet his like", "[validation]") {
  // Conceding exactly as much, however the mirroring side itself would concede: half to the beta.
  for (const double beta : {0.2, 1.0, 3.0}) {
    Scenario scenario = plain_dyad(1.0, Constant{between_offers});
    scenario.bargaining = unit_zone(1.0, 180.0);
    scenario.bargaining.issues = 1;
    scenario.trust.weight = 0.0;
    firm(scenario, "home").tactic.concession = beta;
    firm(scenario, "far").tactic = {.concession = 0.5, .imitation = 1.0};
    const DealOutcome deal = only_deal(scenario);
    REQUIRE(deal.is_signed());
    // Before there was anything to mirror, home had made one concession far did not return.
    CHECK(std::abs(agreed_at(deal) / 180.0 - std::pow(0.5, beta)) < 0.005);
    CHECK(std::abs(deal.utility_initiator - 0.5) < 0.02);
  }
}

TEST_CASE("log-rolling weights (.8, .2) and (.2, .8) gives both .8, a product of .64 against .25",
          "[validation]") {
  const std::vector<double> one{0.8, 0.2};
  const std::vector<double> two{0.2, 0.8};
  Package package;
  std::vector<std::size_t> order;
  log_roll(package, one, two, 0.8, order);
  const double first = utility_of_maker(package, one);
  const double second = utility_of_receiver(package, two);
  CHECK(same(first, 0.8));
  CHECK(same(second, 0.8));
  CHECK(same(first * second, 0.64));
  const Package split{0.5, 0.5};
  CHECK(same(utility_of_maker(split, one) * utility_of_receiver(split, two), 0.25));
  // Nash: no aspiration of the maker gives a greater product.
  for (int i = 0; i <= 1000; ++i) {
    log_roll(package, one, two, i / 1000.0, order);
    CHECK(utility_of_maker(package, one) * utility_of_receiver(package, two) <= 0.64 + 1e-9);
  }
}

}  // namespace
}  // namespace nakodo::tests

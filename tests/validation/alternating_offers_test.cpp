// Alternating offers with discounting end where Rubinstein (1982, Econometrica 50) says: the first
// to offer gets (1 − δ₂)/(1 − δ₁δ₂) (validation section 1).
#include "models/package.hpp"
#include "models/party.hpp"
#include "tests/catch.hpp"
#include "tests/validation/sample.hpp"

namespace nakodo::tests {
namespace {

using namespace models;

const std::vector<double> pie{1.0};

/// Utility the maker of offer number `n` keeps for himself, if offers alternate up to number
/// `last`, the other accepts what is worth at least the discounted value of his own next offer, and
/// after the last offer there is nothing. Each package is made and judged by the program.
double kept(int n, int last, const Each<double>& discount) {
  double next_is_worth = 0.0;  // what the maker of the next offer keeps of it
  for (int i = last; i >= n; --i) {
    const Party receiver = i % 2 == 0 ? Party::partner : Party::initiator;
    const double wanted = discount[receiver] * next_is_worth;
    Package package;
    std::vector<std::size_t> order;
    log_roll(package, pie, pie, 1.0 - wanted, order);
    REQUIRE(utility_of_receiver(package, pie) >= wanted - 1e-12);
    next_is_worth = utility_of_maker(package, pie);
  }
  return next_is_worth;
}

double rubinstein(const Each<double>& discount) {
  const double one = discount[Party::initiator];
  const double two = discount[Party::partner];
  return (1.0 - two) / (1.0 - one * two);
}

struct Discounted {
  Each<double> discount;
  double figure;
};
const std::array cases{Discounted{{{0.9, 0.9}}, 0.526316}, Discounted{{{0.9, 0.8}}, 0.714286},
                       Discounted{{{0.8, 0.9}}, 0.357143}};

TEST_CASE("alternating offers with a far deadline end where Rubinstein says", "[validation]") {
  for (const Discounted& one : cases) {
    CHECK(is_figure(kept(0, 400, one.discount), one.figure, 6));
    CHECK(is_figure(rubinstein(one.discount), one.figure, 6));
  }
}

TEST_CASE("every two rounds more bring the agreement nearer by the product of the discounts",
          "[validation]") {
  for (const Discounted& one : cases) {
    const double product = one.discount[Party::initiator] * one.discount[Party::partner];
    const double limit = rubinstein(one.discount);
    for (int last = 0; last < 40; ++last)
      CHECK(std::abs((kept(0, last + 2, one.discount) - limit) -
                     product * (kept(0, last, one.discount) - limit)) < 1e-12);
  }
}

TEST_CASE("nobody gains by waiting for his own turn", "[validation]") {
  for (const Discounted& one : cases)
    for (int n = 0; n < 10; ++n) {
      const Party receiver = n % 2 == 0 ? Party::partner : Party::initiator;
      const double offered = 1.0 - kept(n, 400, one.discount);
      CHECK(std::abs(offered - one.discount[receiver] * kept(n + 1, 400, one.discount)) < 1e-12);
    }
}

}  // namespace
}  // namespace nakodo::tests

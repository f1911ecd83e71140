#include "models/solution.hpp"

#include <algorithm>
#include <cmath>
#include <vector>

#include "kernel/random.hpp"
#include "tests/catch.hpp"
#include "tests/models/dyad.hpp"

namespace nakodo::tests {
namespace {

using Weights = std::vector<double>;

ParetoFront front_of(const Weights& one, const Weights& two) {
  ParetoFront front;
  front.assign(one, two);
  return front;
}

TEST_CASE("weights (.8, .2) and (.2, .8) are best log-rolled to .8 each", "[solution]") {
  const ParetoFront front = front_of({0.8, 0.2}, {0.2, 0.8});
  CHECK(same(front.greatest_product(), 0.64));
  const Utilities equal = front.kalai_smorodinsky();
  CHECK(same(equal.one, 0.8));
  CHECK(same(equal.two, 0.8));
  CHECK(front.distance_to({0.8, 0.8}) < 1e-12);
  // The even split is worth (.5, .5); the nearest edge lies on .2 x + .8 y = .8.
  CHECK(same(front.distance_to({0.5, 0.5}), 0.3 / std::sqrt(0.68)));
  CHECK(same(distance({0.5, 0.5}, equal), 0.3 * std::sqrt(2.0)));
}

TEST_CASE("with equal weights the two can only divide one", "[solution]") {
  const ParetoFront front = front_of({0.25, 0.25, 0.25, 0.25}, {0.25, 0.25, 0.25, 0.25});
  CHECK(same(front.greatest_product(), 0.25));
  CHECK(same(front.kalai_smorodinsky().one, 0.5));
  CHECK(same(front.kalai_smorodinsky().two, 0.5));
  CHECK(front.distance_to({0.7, 0.3}) < 1e-12);
  CHECK(same(front.distance_to({0.3, 0.3}), 0.4 / std::sqrt(2.0)));
  for (const Utilities& corner : front.corners()) CHECK(same(corner.welfare(), 1.0));
}

TEST_CASE("one issue is divided, not log-rolled", "[solution]") {
  const ParetoFront front = front_of({1.0}, {1.0});
  CHECK(same(front.greatest_product(), 0.25));
  CHECK(front.distance_to({0.55, 0.45}) < 1e-12);
  CHECK(same(distance({0.55, 0.45}, front.kalai_smorodinsky()), 0.05 * std::sqrt(2.0)));
}

TEST_CASE("who cares about different issues has everything", "[solution]") {
  const ParetoFront front = front_of({1.0, 0.0}, {0.0, 1.0});
  CHECK(same(front.greatest_product(), 1.0));
  CHECK(same(front.kalai_smorodinsky().one, 1.0));
  CHECK(same(front.kalai_smorodinsky().two, 1.0));
  CHECK(front.corners().size() == 1);
}

TEST_CASE("what both have of an issue only one cares about is not efficient", "[solution]") {
  // From the corner (.5, 1) on there is something to divide; (.2, 1) gives away for nothing.
  const ParetoFront front = front_of({0.5, 0.5}, {0.0, 1.0});
  CHECK(same(front.distance_to({0.2, 1.0}), 0.3));
  CHECK(same(front.corners().front().one, 0.5));
}

TEST_CASE("equal utilities lie on the front, Nash's product is at least theirs", "[solution]") {
  kernel::RandomStream random(dyad_seed, 0, 0, 0);
  ParetoFront front;
  for (int i = 0; i < 200; ++i) {
    Weights one(1 + i % 7);
    Weights two(one.size());
    random.dirichlet(one);
    random.dirichlet(two);
    front.assign(one, two);
    const Utilities equal = front.kalai_smorodinsky();
    CHECK(same(equal.one, equal.two));
    CHECK(equal.one >= 0.5 - 1e-12);
    CHECK(front.distance_to(equal) < 1e-12);
    CHECK(front.greatest_product() >= equal.product() - 1e-12);
  }
}

TEST_CASE("the front is what a fine grid of all packages finds", "[solution]") {
  kernel::RandomStream random(dyad_seed, 1, 0, 0);
  constexpr int steps = 50;
  for (int i = 0; i < 20; ++i) {
    Weights one(3);
    Weights two(3);
    random.dirichlet(one);
    random.dirichlet(two);
    const ParetoFront front = front_of(one, two);
    const Utilities agreement{0.4 * random.uniform(), 0.4 * random.uniform()};
    double product = 0.0;
    double fairest = 0.0;
    double nearest = 2.0;
    std::vector<Utilities> grid;
    for (int a = 0; a <= steps; ++a)
      for (int b = 0; b <= steps; ++b)
        for (int c = 0; c <= steps; ++c) {
          const Package shares{a / double{steps}, b / double{steps}, c / double{steps}};
          const Utilities had{utility_of_maker(shares, one), utility_of_receiver(shares, two)};
          product = std::max(product, had.product());
          fairest = std::max(fairest, std::min(had.one, had.two));
          // Nothing can be had beyond the front.
          for (std::size_t k = 1; k < front.corners().size(); ++k) {
            const Utilities& from = front.corners()[k - 1];
            const Utilities& to = front.corners()[k];
            const double beyond = (had.one - from.one) * (from.two - to.two) +
                                  (had.two - from.two) * (to.one - from.one);
            if (beyond > 1e-12) FAIL("a package lies beyond the front");
          }
          // Log-rolled packages, all but one issue undivided, are the candidates for the nearest.
          if ((a % steps != 0) + (b % steps != 0) + (c % steps != 0) <= 1) grid.push_back(had);
        }
    for (const Utilities& had : grid) {
      bool efficient = true;
      for (const Utilities& rival : grid)
        efficient = efficient && !(rival.one >= had.one + 1e-9 && rival.two >= had.two + 1e-9);
      if (efficient) nearest = std::min(nearest, distance(had, agreement));
    }
    CHECK(product <= front.greatest_product() + 1e-12);
    CHECK(product > front.greatest_product() - 2.0 / steps);
    CHECK(std::abs(fairest - front.kalai_smorodinsky().one) < 1.0 / steps);
    CHECK(std::abs(nearest - front.distance_to(agreement)) < 1.0 / steps);
  }
}

TEST_CASE("the memory of a front is used again", "[solution]") {
  ParetoFront front = front_of({0.5, 0.3, 0.2}, {0.2, 0.3, 0.5});
  const auto* const before = front.corners().data();
  front.assign(Weights{0.1, 0.2, 0.7}, Weights{0.6, 0.3, 0.1});
  CHECK(front.corners().data() == before);
}

}  // namespace
}  // namespace nakodo::tests

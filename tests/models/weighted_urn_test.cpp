#include "models/weighted_urn.hpp"

#include <cmath>
#include <vector>

#include "tests/catch.hpp"
#include "tests/models/dyad.hpp"
#include "tests/models/property.hpp"
#include "tests/validation/sample.hpp"

namespace nakodo::tests {
namespace {

TEST_CASE("every number is drawn once, whatever the weights", "[weighted_urn]") {
  holds(200, [] {
    const auto n = static_cast<std::uint32_t>(any_count(1, 200));
    kernel::RandomStream random(dyad_seed, static_cast<std::uint64_t>(any_count(0, 1000)), 0, 0);
    WeightedUrn urn;
    std::vector<double> weights(n);
    for (double& weight : weights) weight = std::pow(10.0, any_number(-300.0, 300.0));
    urn.fill(n, [&](std::uint32_t i) { return weights[i]; });
    std::vector<int> drawn(n, 0);
    for (std::uint32_t i = 0; i < n; ++i) {
      RC_ASSERT(urn.left() == n - i);
      ++drawn.at(urn.draw(random));
    }
    RC_ASSERT(urn.empty());
    for (const int times : drawn) RC_ASSERT(times == 1);
  });
}

TEST_CASE("of weights 1, 2, 3 the first two drawn are which two they should be (|z| < 4.5)",
          "[weighted_urn]") {
  kernel::RandomStream random(dyad_seed, 0, 0, 0);
  WeightedUrn urn;
  constexpr int runs = 60000;
  std::vector<int> included(3, 0);
  for (int run = 0; run < runs; ++run) {
    urn.fill(3, [](std::uint32_t i) { return i + 1.0; });
    ++included[urn.draw(random)];
    ++included[urn.draw(random)];
  }
  // P(i) = w/6 + Σ over j ≠ i of v/6 · w/(6 − v).
  const std::vector<double> theory{1.0 / 6 + 2.0 / 6 * 1 / 4 + 3.0 / 6 * 1 / 3,
                                   2.0 / 6 + 1.0 / 6 * 2 / 5 + 3.0 / 6 * 2 / 3,
                                   3.0 / 6 + 1.0 / 6 * 3 / 5 + 2.0 / 6 * 3 / 4};
  for (std::size_t i = 0; i < 3; ++i)
    CHECK(std::abs(z_of_count(included[i], runs, theory[i])) < z_bound);
}

TEST_CASE("among equals every order is as likely (|z| < 4.5)", "[weighted_urn]") {
  kernel::RandomStream random(dyad_seed, 1, 0, 0);
  WeightedUrn urn;
  constexpr int runs = 60000;
  std::vector<int> last(5, 0);
  for (int run = 0; run < runs; ++run) {
    urn.fill(5, [](std::uint32_t) { return 7.5; });
    for (int i = 0; i < 4; ++i) urn.draw(random);
    ++last[urn.draw(random)];
  }
  for (const int times : last) CHECK(std::abs(z_of_count(times, runs, 0.2)) < z_bound);
}

}  // namespace
}  // namespace nakodo::tests

#include "models/distribution.hpp"

#include <algorithm>
#include <cmath>

#include "tests/catch.hpp"
#include "tests/kernel/statistics.hpp"
#include "tests/models/dyad.hpp"

namespace nakodo::tests {
namespace {

std::vector<double> drawn(const Duration& duration) {
  kernel::RandomStream random(dyad_seed, 0, 0, 0);
  std::vector<double> values(20000);
  for (double& value : values) value = draw(duration, random);
  return values;
}

TEST_CASE("a constant is always the same and draws nothing", "[distribution]") {
  kernel::RandomStream random(dyad_seed, 0, 0, 0);
  kernel::RandomStream untouched = random;
  CHECK(draw(Constant{45.0}, random) == 45.0);
  CHECK(random.bits() == untouched.bits());
}

TEST_CASE("durations have the mean they name (99.9 % each)", "[distribution]") {
  CHECK(mean_of(drawn(Exponential{7.0})).holds(7.0));
  CHECK(mean_of(drawn(Gamma{.mean = 3.0, .cv = 0.5})).holds(3.0));
  CHECK(mean_of(drawn(Lognormal{.mean = 2.0, .cv = 0.7})).holds(2.0));
}

TEST_CASE("durations vary as much as they say (99.9 % each)", "[distribution]") {
  CHECK(variance_of(drawn(Exponential{7.0})).holds(49.0));
  CHECK(variance_of(drawn(Gamma{.mean = 3.0, .cv = 0.5})).holds(2.25));
  CHECK(variance_of(drawn(Lognormal{.mean = 2.0, .cv = 0.7})).holds(1.96));
}

TEST_CASE("an exponential latency is exponential (99.9 %)", "[distribution]") {
  CHECK(ks_distance(drawn(Exponential{0.5}), [](double t) { return 1.0 - std::exp(-2.0 * t); }) <
        ks_999);
}

TEST_CASE("what is left at a random moment is half the mean, the longer counted more (99.9 % each)",
          "[distribution]") {
  // E = s(1 + cv²)/2, E² = third moment/(3 s): of the equilibrium distribution of a renewal
  // process.
  const auto rests = [](const Duration& duration) {
    kernel::RandomStream random(dyad_seed, 0, 0, 0);
    std::vector<double> values(20000);
    for (double& value : values) value = draw_rest(duration, random);
    return values;
  };
  CHECK(ks_distance(rests(Constant{6.0}), [](double t) { return std::min(1.0, t / 6.0); }) <
        ks_999);
  CHECK(ks_distance(rests(Exponential{5.0}), [](double t) { return 1.0 - std::exp(-t / 5.0); }) <
        ks_999);
  CHECK(mean_of(rests(Gamma{.mean = 3.0, .cv = 0.5})).holds(3.0 * 1.25 / 2.0));
  // Shape 4, scale ¾: third moment 4·5·6·¾³.
  const double second = 120.0 * 0.75 * 0.75 * 0.75 / 9.0;
  CHECK(variance_of(rests(Gamma{.mean = 3.0, .cv = 0.5})).holds(second - 1.875 * 1.875));
  CHECK(mean_of(rests(Lognormal{.mean = 2.0, .cv = 0.7})).holds(2.0 * 1.49 / 2.0));
  // Third moment of a lognormal: s³(1 + cv²)³.
  const double third = 8.0 * 1.49 * 1.49 * 1.49;
  CHECK(variance_of(rests(Lognormal{.mean = 2.0, .cv = 0.7})).holds(third / 6.0 - 1.49 * 1.49));
}

}  // namespace
}  // namespace nakodo::tests

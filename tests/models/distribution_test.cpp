#include "models/distribution.hpp"

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

}  // namespace
}  // namespace nakodo::tests

#include "kernel/elementary.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include "kernel/random.hpp"
#include "tests/catch.hpp"

using namespace nakodo::kernel;

namespace {

// Distance in units of the last place of the reference.
double ulps(double value, double reference) {
  const double next = std::nextafter(std::abs(reference), std::numeric_limits<double>::infinity());
  return std::abs(value - reference) / (next - std::abs(reference));
}

}  // namespace

TEST_CASE("exp is at most one unit of the last place from the C library", "[kernel][elementary]") {
  RandomStream random(3, 0, 0, 0);
  double worst = 0.0;
  for (int i = 0; i < 200'000; ++i) {
    const double range = i % 2 == 0 ? 1.0 : 700.0;
    const double x = range * (2.0 * random.uniform() - 1.0);
    worst = std::max(worst, ulps(fixed_exp(x), std::exp(x)));
  }
  CHECK(worst <= 1.0);
}

TEST_CASE("log is at most one unit of the last place from the C library, log1p three",
          "[kernel][elementary]") {
  RandomStream random(4, 0, 0, 0);
  double worst = 0.0;
  double worst_1p = 0.0;
  for (int i = 0; i < 200'000; ++i) {
    const double x =
        i % 2 == 0 ? 0.5 + random.uniform() : std::exp(1400.0 * (random.uniform() - 0.5));
    worst = std::max(worst, ulps(fixed_log(x), std::log(x)));
    const double y = random.exponential(1.0) * (i % 3 == 0 ? 1e-9 : 1.0);
    worst_1p = std::max(worst_1p, ulps(fixed_log1p(y), std::log1p(y)));
  }
  CHECK(worst <= 1.0);
  CHECK(worst_1p <= 3.0);
}

TEST_CASE("exp and log are exact where they can be", "[kernel][elementary]") {
  STATIC_REQUIRE(fixed_exp(0.0) == 1.0);
  STATIC_REQUIRE(fixed_log(1.0) == 0.0);
  STATIC_REQUIRE(fixed_log1p(0.0) == 0.0);
  CHECK(fixed_exp(-1000.0) == 0.0);
  CHECK(std::isinf(fixed_exp(1000.0)));
}

TEST_CASE("exp and log have pinned bits", "[kernel][elementary]") {
  CHECK(fixed_exp(1.0) == 0x1.5bf0a8b14576ap+1);
  CHECK(fixed_exp(-7.7) == 0x1.dad2df0f5035dp-12);
  CHECK(fixed_log(10.0) == 0x1.26bb1bbb55516p+1);
  CHECK(fixed_log1p(0.1) == 0x1.8663f793c46c7p-4);
}

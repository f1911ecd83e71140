#include "models/mandate.hpp"

#include <algorithm>

#include "tests/catch.hpp"
#include "tests/models/dyad.hpp"

namespace nakodo::tests {
namespace {

Mandate mandate_of(double floor, double step) {
  Mandate mandate;
  mandate.reset({.floor = floor, .step = step});
  return mandate;
}

TEST_CASE("a mandate without a floor covers everything", "[mandate]") {
  const Mandate mandate = mandate_of(0.0, 0.1);
  CHECK(mandate.covers(0.0));
  CHECK(mandate.covers(1.0));
}

TEST_CASE("a mandate covers what is asked down to its floor", "[mandate]") {
  const Mandate mandate = mandate_of(0.7, 0.1);
  CHECK(mandate.covers(0.7));
  CHECK_FALSE(mandate.covers(0.69));
}

TEST_CASE("leave to concede lowers the floor by as many whole steps as it takes", "[mandate]") {
  Mandate mandate = mandate_of(0.7, 0.1);
  mandate.widen(0.65);
  CHECK(same(mandate.floor(), 0.6));
  mandate.widen(0.25);
  CHECK(same(mandate.floor(), 0.2));
  CHECK(mandate.covers(0.25));
}

TEST_CASE("leave nobody needed changes nothing", "[mandate]") {
  Mandate mandate = mandate_of(0.7, 0.1);
  mandate.widen(0.8);
  CHECK(mandate.floor() == 0.7);
}

TEST_CASE("a mandate always covers what leave was given for, and never ends below nothing",
          "[mandate]") {
  for (const double step : {1e-9, 0.03, 0.1, 0.7, 1.0})
    for (int i = 0; i <= 100; ++i) {
      Mandate mandate = mandate_of(0.95, step);
      mandate.widen(i / 100.0);
      CHECK(mandate.covers(i / 100.0));
      CHECK(mandate.floor() >= 0.0);
      CHECK(mandate.floor() > std::min(0.95, i / 100.0) - step - 1e-12);
    }
}

}  // namespace
}  // namespace nakodo::tests

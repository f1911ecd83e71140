#include "models/trust.hpp"

#include <cmath>

#include "tests/catch.hpp"
#include "tests/models/dyad.hpp"

namespace nakodo::tests {
namespace {

constexpr double prior = 2.0;

TEST_CASE("without evidence trust is the base rate", "[trust]") {
  Evidence evidence{.base_rate = 0.3};
  CHECK(same(evidence.trust(0.0, 0.0007, prior), 0.3));
  CHECK(same(evidence.trust(1e4, 0.0007, prior), 0.3));
}

TEST_CASE("trust is the expected share of good deeds", "[trust]") {
  Evidence evidence;
  evidence.good_deed(2.0, 0.0, 0.0);
  evidence.bad_deed(1.0, 0.0, 0.0);
  CHECK(same(evidence.trust(0.0, 0.0, prior), 3.0 / 5.0));
}

TEST_CASE("evidence fades until somebody asks and until it is added to", "[trust]") {
  Evidence evidence;
  evidence.good_deed(4.0, 0.0, 0.01);
  const double left = 4.0 * std::exp(-1.0);
  CHECK(same(evidence.trust(100.0, 0.01, prior), (left + 1.0) / (left + 2.0)));
  evidence.bad_deed(1.0, 100.0, 0.01);
  CHECK(same(evidence.good, left));
  CHECK(evidence.bad == 1.0);
  CHECK(evidence.updated == 100.0);
}

TEST_CASE("fading in two steps is fading in one", "[trust]") {
  Evidence once;
  once.good_deed(4.0, 0.0, 0.01);
  Evidence twice = once;
  once.fade_until(70.0, 0.01);
  twice.fade_until(30.0, 0.01);
  twice.fade_until(70.0, 0.01);
  CHECK(same(once.good, twice.good));
}

TEST_CASE("trust that fades returns to its base rate", "[trust]") {
  Evidence evidence{.base_rate = 0.4};
  evidence.bad_deed(10.0, 0.0, 0.01);
  CHECK(evidence.trust(0.0, 0.01, prior) < 0.1);
  CHECK(same(evidence.trust(1e5, 0.01, prior), 0.4));
}

TEST_CASE("a referral is discounted by the trust in who refers", "[trust]") {
  CHECK(same(referred_base_rate(0.8, 0.9, 0.5), 0.8 * 0.9 + 0.2 * 0.5));
  CHECK(referred_base_rate(0.0, 0.9, 0.5) == 0.5);
  CHECK(referred_base_rate(1.0, 0.9, 0.5) == 0.9);
}

}  // namespace
}  // namespace nakodo::tests

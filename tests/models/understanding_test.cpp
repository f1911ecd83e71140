#include "models/understanding.hpp"

#include <cmath>

#include "tests/catch.hpp"
#include "tests/models/dyad.hpp"

namespace nakodo::tests {
namespace {

TEST_CASE("people alike always understand each other", "[understanding]") {
  CHECK(probability_understood(1.0, 0.0, 0.0, 0.9) == 1.0);
}

TEST_CASE("at a distance of one reach a leg is understood with probability 1/e",
          "[understanding]") {
  CHECK(same(probability_understood(1.0, 0.9, 0.0, 0.9), std::exp(-1.0)));
  CHECK(same(probability_understood(1.0, 1.8, 0.0, 0.9), std::exp(-4.0)));
}

TEST_CASE("a champion is understood by his stakeholders as the model says", "[understanding]") {
  CHECK(same(probability_understood(1.0, 0.3, 0.0, 1.6), std::exp(-(0.3 / 1.6) * (0.3 / 1.6))));
}

TEST_CASE("familiarity shrinks the distance", "[understanding]") {
  CHECK(same(probability_understood(1.0, 0.9, std::log(3.0), 0.9), std::exp(-1.0 / 9.0)));
}

TEST_CASE("a simpler topic is understood as if from nearer", "[understanding]") {
  const Complexity complexity;
  CHECK(complexity[Topic::probe] == 0.5);
  CHECK(complexity[Topic::explain] == 1.0);
  CHECK(same(probability_understood(complexity[Topic::probe], 1.8, 0.0, 0.9), std::exp(-1.0)));
}

TEST_CASE("two equal legs halfway are understood more often than one", "[understanding]") {
  for (const double apart : {0.3, 0.9, 1.8, 3.6}) {
    const double half = probability_understood(1.0, apart / 2, 0.0, 0.9);
    CHECK(half * half > probability_understood(1.0, apart, 0.0, 0.9));
  }
}

}  // namespace
}  // namespace nakodo::tests

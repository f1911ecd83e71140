#include "models/tactic.hpp"

#include <vector>

#include "tests/catch.hpp"
#include "tests/models/dyad.hpp"

namespace nakodo::tests {
namespace {

using enum Reciprocity;
using Worths = std::vector<double>;

double imitated(Reciprocity how, double last_own, const Worths& worths) {
  const auto demand = imitated_demand(how, last_own, worths);
  REQUIRE(demand);
  return *demand;
}

TEST_CASE("until the other has made two offers there is nothing to imitate", "[tactic]") {
  for (const Reciprocity how : {relative, absolute, averaged}) {
    CHECK_FALSE(imitated_demand(how, 0.9, Worths{}));
    CHECK_FALSE(imitated_demand(how, 0.9, Worths{0.3}));
    CHECK(imitated_demand(how, 0.9, Worths{0.3, 0.4}));
  }
}

TEST_CASE("who imitates absolutely gives what he was given", "[tactic]") {
  CHECK(same(imitated(absolute, 0.9, {0.1, 0.25}), 0.75));
  CHECK(same(imitated(absolute, 0.9, {0.25, 0.1}), 1.05));
  CHECK(same(imitated(absolute, 0.9, {0.25, 0.25}), 0.9));
}

TEST_CASE("who imitates relatively asks for less by the percentage he is offered more",
          "[tactic]") {
  CHECK(same(imitated(relative, 0.9, {0.2, 0.25}), 0.72));
  CHECK(same(imitated(relative, 0.9, {0.1, 0.2, 0.25}), 0.72));
  CHECK(same(imitated(relative, 0.9, {0.25, 0.2}), 1.125));
}

TEST_CASE("averaged imitation looks back over the whole window", "[tactic]") {
  CHECK(same(imitated(averaged, 0.9, {0.2, 0.24, 0.25}), 0.72));
  CHECK(same(imitated(averaged, 0.9, {0.2, 0.25}), imitated(relative, 0.9, {0.2, 0.25})));
}

TEST_CASE("percentages of nothing cannot be imitated", "[tactic]") {
  CHECK_FALSE(imitated_demand(relative, 0.9, Worths{0.0, 0.3}));
  CHECK_FALSE(imitated_demand(averaged, 0.9, Worths{0.0, 0.2, 0.3}));
  CHECK(same(imitated(absolute, 0.9, {0.0, 0.3}), 0.6));
}

TEST_CASE("who takes everything back is asked for everything", "[tactic]") {
  CHECK(imitated(relative, 0.4, {0.3, 0.0}) == 1.0);
}

}  // namespace
}  // namespace nakodo::tests

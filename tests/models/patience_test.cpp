#include "models/patience.hpp"

#include "tests/catch.hpp"
#include "tests/models/dyad.hpp"

namespace nakodo::tests {
namespace {

TEST_CASE("frustration adds up and is relieved, but never below nothing", "[patience]") {
  Frustration frustration;
  frustration.add(0.3, 0.0);
  frustration.add(0.2, 0.0);
  CHECK(same(frustration.level(), 0.5));
  frustration.relieve(0.1);
  CHECK(same(frustration.level(), 0.4));
  frustration.relieve(7.0);
  CHECK(frustration.level() == 0.0);
}

TEST_CASE("a shield keeps its share of frustration away", "[patience]") {
  Frustration frustration;
  frustration.add(0.5, 0.8);
  CHECK(same(frustration.level(), 0.1));
  frustration.add(5.0, 1.0);
  CHECK(same(frustration.level(), 0.1));
}

TEST_CASE("a new deal begins without frustration", "[patience]") {
  Frustration frustration;
  frustration.add(0.5, 0.0);
  frustration.reset();
  CHECK(frustration.level() == 0.0);
}

}  // namespace
}  // namespace nakodo::tests

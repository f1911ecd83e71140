#include "models/clientele.hpp"

#include <array>

#include "tests/catch.hpp"

namespace nakodo::tests {
namespace {

using namespace nakodo::models;

const std::array<PersonId, 3> staff{PersonId{2}, PersonId{3}, PersonId{4}};

TEST_CASE("whoever serves fewest deals takes the next, of several the first", "[clientele]") {
  Clientele clientele;
  clientele.reset(6);
  for (const PersonId expected : {staff[0], staff[1], staff[2], staff[0]}) {
    CHECK(clientele.least_busy(staff) == expected);
    clientele.took_on(expected);
  }
  CHECK(clientele.of(staff[0]) == 2);
  clientele.was_released(staff[2]);
  CHECK(clientele.least_busy(staff) == staff[2]);
}

TEST_CASE("a new run begins with nobody served", "[clientele]") {
  Clientele clientele;
  clientele.reset(6);
  clientele.took_on(staff[0]);
  clientele.reset(6);
  CHECK(clientele.of(staff[0]) == 0);
}

}  // namespace
}  // namespace nakodo::tests

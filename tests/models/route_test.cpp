#include "models/route.hpp"

#include "tests/catch.hpp"

namespace nakodo::tests {
namespace {

using namespace nakodo::models;

TEST_CASE("a route without go-betweens is direct, both ways", "[route]") {
  CHECK(Route{}.size() == 0);
  CHECK(Route{}.reversed().size() == 0);
}

TEST_CASE("the way back passes the same people with their own repair in the other order",
          "[route]") {
  Route route;
  for (std::int32_t i = 0; i < static_cast<std::int32_t>(Route::most); ++i)
    route.add({PersonId{i}, 0.1 * i});
  REQUIRE(route.size() == Route::most);
  const Route back = route.reversed();
  REQUIRE(back.size() == route.size());
  for (std::size_t i = 0; i < route.size(); ++i) {
    CHECK(back[i].person == route[route.size() - 1 - i].person);
    CHECK(back[i].repair == route[route.size() - 1 - i].repair);
  }
}

}  // namespace
}  // namespace nakodo::tests

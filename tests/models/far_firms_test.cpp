#include "models/far_firms.hpp"

#include "tests/catch.hpp"
#include "tests/models/dyad.hpp"

namespace nakodo::tests {
namespace {

TEST_CASE("the far firms are those of all other communities, by name and from populations",
          "[far_firms]") {
  Scenario scenario = reference_dyad();
  scenario.communities.add("tokyo");
  const FirmSpec far = firm(scenario, "far");
  scenario.firms.add("near").community = "osaka";
  FirmSpec& pool = scenario.firms.add("pool", far);
  pool.count = 5;
  FirmSpec& peers = scenario.firms.add("peers", far);
  peers.community = "osaka";
  peers.count = 7;
  FirmSpec& bay = scenario.firms.add("bay", far);
  bay.count = 2;
  scenario.firms.add("capital").community = "tokyo";
  const World world(scenario);
  const Cast& cast = world.cast();
  const FarFirms firms(cast, "osaka");
  REQUIRE(firms.size() == 2 + 5 + 2);
  CHECK(firms[0] == cast.body("far"));
  CHECK(firms[1] == cast.body("capital"));
  for (std::uint32_t i = 0; i < 5; ++i)
    CHECK(cast.populations()[0].roll().place(firms[2 + i]) == i);
  for (std::uint32_t i = 0; i < 2; ++i)
    CHECK(cast.populations()[2].roll().place(firms[7 + i]) == i);
  CHECK(FarFirms(cast, "silicon_valley").size() == 2 + 7 + 1);
}

}  // namespace
}  // namespace nakodo::tests

#include "models/gatekeepers.hpp"

#include <utility>

#include "tests/catch.hpp"
#include "tests/models/dyad.hpp"

namespace nakodo::tests {
namespace {

TEST_CASE("who spans is tied to one who knows firms of another community", "[gatekeepers]") {
  Scenario scenario = reference_dyad();
  const auto add = [&](const char* name, const char* community, std::vector<std::string> ties) {
    IntermediarySpec& one = scenario.intermediaries.add(name, dcl(scenario));
    one.embedded.add(community, {0.5});
    one.tied_to = std::move(ties);
  };
  add("club", "osaka", {"bank", "chamber"});
  add("bank", "osaka", {"friend"});
  add("chamber", "osaka", {});
  add("friend", "silicon_valley", {"bank"});
  const World world(scenario);
  const Gatekeepers seen_from_osaka(world.cast(), "osaka");
  REQUIRE(seen_from_osaka.size() == 5);  // dcl is the first: an intermediary who knows no firm
  const std::vector<bool> spans{false, false, true, false, false};
  for (std::size_t i = 0; i < 5; ++i) {
    const Gatekeeper& one = seen_from_osaka[i];
    CHECK(one.spans == spans[i]);
    CHECK(one.far == (i == 4));
    CHECK(one.at_home == (i > 0 && i < 4 ? 0.5 : 0.0));
  }
  CHECK(seen_from_osaka[1].tied_to == std::vector<std::size_t>{2, 3});

  const Gatekeepers seen_from_the_valley(world.cast(), "silicon_valley");
  CHECK(seen_from_the_valley[4].spans);
  CHECK(seen_from_the_valley[2].far);
  CHECK_FALSE(seen_from_the_valley[2].spans);
}

TEST_CASE("a tie to nobody is refused", "[gatekeepers]") {
  Scenario scenario = reference_dyad();
  dcl(scenario).tied_to = {"far"};
  venture(scenario).search = SearchMode{ByReferral{}};
  CHECK_THROWS_WITH(World(scenario), contains("'far' is not an intermediary"));
}

}  // namespace
}  // namespace nakodo::tests

#include "models/style.hpp"

#include <vector>

#include "tests/catch.hpp"
#include "tests/models/dyad.hpp"

namespace nakodo::tests {
namespace {

TEST_CASE("style distance is Euclidean", "[style]") {
  CHECK(same(distance(Style{0, 0, 0}, Style{1, 2, 2}, {}), 3.0));
  CHECK(distance(Style{0.3, 0.2, 0.1}, Style{0.3, 0.2, 0.1}, {}) == 0.0);
}

TEST_CASE("weights stretch the axes of style", "[style]") {
  const StyleWeights weights{.national = 3.0, .organisational = 0.0, .technical = 4.0};
  CHECK(same(distance(Style{0, 0, 0}, Style{1, 9, 1}, weights), 5.0));
}

TEST_CASE("between persons the nearest two of their styles count", "[style]") {
  const std::vector<Style> bilingual{{0, 0.2, 0}, {1.2, 0.2, 0}};
  const std::vector<Style> far{{1.2, 0.2, 0.3}};
  CHECK(same(distance(bilingual, far, {}), 0.3));
  CHECK(same(distance(far, bilingual, {}), 0.3));
}

TEST_CASE("a detour over a third style is never shorter", "[style]") {
  const Style a{0.1, 0.9, 0.4};
  const Style b{1.2, 0.2, 0.0};
  const Style c{0.5, 0.5, 1.0};
  CHECK(distance(a, b, {}) <= distance(a, c, {}) + distance(c, b, {}));
}

}  // namespace
}  // namespace nakodo::tests

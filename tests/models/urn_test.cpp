#include "models/urn.hpp"

#include <array>
#include <vector>

#include "tests/catch.hpp"
#include "tests/validation/sample.hpp"

namespace nakodo::tests {
namespace {

using models::Urn;

TEST_CASE("an urn gives every number once", "[urn]") {
  kernel::RandomStream random(1, 2, 3, 4);
  Urn urn;
  urn.fill(1000);
  std::vector<int> drawn(1000);
  for (std::uint32_t left = 1000; left > 0; --left) {
    CHECK(urn.left() == left);
    ++drawn[urn.draw(random)];
  }
  CHECK(urn.empty());
  for (const int times : drawn) CHECK(times == 1);
}

TEST_CASE("an urn gives the same numbers if the next draw is settled before, once or twice",
          "[urn]") {
  kernel::RandomStream random(1, 2, 3, 4);
  kernel::RandomStream same = random;
  Urn urn;
  Urn settled;
  urn.fill(100);
  settled.fill(100);
  for (int i = 0; i < 100; ++i) {
    settled.settle(same);
    if (i % 2 == 0) settled.settle(same);
    CHECK(settled.draw(same) == urn.draw(random));
  }
  settled.settle(same);
  CHECK(same.bits() == random.bits());
}

TEST_CASE("an urn that is filled again forgets where its next draw was settled", "[urn]") {
  kernel::RandomStream random(1, 2, 3, 4);
  Urn urn;
  for (int i = 0; i < 20; ++i) {
    urn.fill(100);
    urn.settle(random);
    urn.fill(2);
    CHECK(urn.draw(random) < 2);
  }
}

TEST_CASE("every order of an urn's numbers is as likely as any other (|z| < 4.5)", "[urn]") {
  kernel::RandomStream random(1, 2, 3, 4);
  constexpr int times = 60000;
  std::array<int, 27> orders{};
  Urn urn;
  for (int i = 0; i < times; ++i) {
    urn.fill(3);
    std::size_t order = 0;
    while (!urn.empty()) order = 3 * order + urn.draw(random);
    ++orders[order];
  }
  int seen = 0;
  for (const int count : orders) {
    if (count == 0) continue;
    ++seen;
    CHECK(std::abs(z_of_count(count, times, 1.0 / 6.0)) < z_bound);
  }
  CHECK(seen == 6);
}

}  // namespace
}  // namespace nakodo::tests

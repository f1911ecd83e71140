#include "kernel/fifo_ring.hpp"

#include <deque>

#include "kernel/random.hpp"
#include "tests/catch.hpp"

using nakodo::kernel::FifoRing;

TEST_CASE("a ring gives back in the order of arrival while it wraps and grows", "[kernel][ring]") {
  FifoRing ring;
  std::deque<std::uint64_t> reference;
  nakodo::kernel::RandomStream random(1, 0, 0, 0);
  for (int i = 0; i < 100'000; ++i) {
    if (random.chance(i < 50'000 ? 0.51 : 0.49)) {
      const std::uint64_t value = random.bits();
      ring.push(value);
      reference.push_back(value);
    } else if (!reference.empty()) {
      REQUIRE(ring.front() == reference.front());
      ring.pop();
      reference.pop_front();
    }
    REQUIRE(ring.size() == reference.size());
  }
}

TEST_CASE("a cleared ring is empty and starts afresh", "[kernel][ring]") {
  FifoRing ring;
  for (std::uint64_t i = 0; i < 40; ++i) ring.push(i);
  ring.clear();
  CHECK(ring.empty());
  ring.push(7);
  CHECK(ring.front() == 7);
}

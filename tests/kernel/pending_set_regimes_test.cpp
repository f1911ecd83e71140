// The pending set against a heap, under delays of every kind and at sizes on both sides of the
// hand-over from the front to the ladder.

#include <bit>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <limits>
#include <vector>

#include "kernel/pending_set.hpp"
#include "kernel/random.hpp"
#include "tests/catch.hpp"
#include "tests/kernel/quaternary_heap.hpp"

using namespace nakodo::kernel;
using nakodo::tests::QuaternaryHeap;

namespace {

/// Draws the bits of a time that is not before `now_bits`.
using Delay = std::function<std::uint64_t(RandomStream&, std::uint64_t now_bits)>;

Delay after(std::function<double(RandomStream&)> delay) {
  return [delay](RandomStream& random, std::uint64_t now_bits) {
    return PendingEntry::bits_of(std::bit_cast<double>(now_bits) + delay(random));
  };
}

double power_of_two(std::int64_t exponent) {
  return std::bit_cast<double>(static_cast<std::uint64_t>(1023 + exponent) << 52U);
}

struct Run {
  Delay delay;
  std::uint64_t steps;
  bool payloads_grow = true;
};

// Lets both swell and shrink between sizes around the hand-over and far from it; compares all that
// can be seen after every step. Gives the number of entries popped.
std::uint64_t compare(const Run& run) {
  PendingSet pending;
  QuaternaryHeap reference;
  RandomStream random(5, 0, 0, 0);
  constexpr std::size_t sizes[] = {40, 70, 20, 100, 0, 300, 66, 5000, 60, 1000, 30};
  std::size_t aim = 0;
  std::uint64_t order = 0;
  std::uint64_t now_bits = 0;
  std::uint64_t popped = 0;
  for (std::uint64_t step = 0; step < run.steps; ++step) {
    if (random.chance(2e-4)) aim = random.below(std::size(sizes));
    const double grow = reference.size() < sizes[aim] ? 0.7 : 0.3;
    if (reference.size() == 0 || random.chance(grow)) {
      ++order;
      const PendingEntry entry{run.delay(random, now_bits),
                               run.payloads_grow ? order << 24U : mix64(order)};
      pending.push(entry);
      reference.push(entry);
    } else {
      now_bits = reference.top().time_bits;
      pending.pop();
      reference.pop();
      ++popped;
    }
    if (random.chance(1e-4)) {
      const std::uint64_t seed = random.bits();
      const std::uint64_t kept = random.below(4);  // of four; none for 0
      const auto unwanted = [&](const PendingEntry& e) {
        return mix64(e.payload ^ seed) % 4 >= kept;
      };
      pending.remove_if(unwanted);
      reference.remove_if(unwanted);
    }
    if (random.chance(1e-5)) {
      pending.clear();
      reference.clear();
      now_bits = 0;
    }
    if (pending.size() != reference.size()) FAIL("wrong size at step " << step);
    if (pending.empty() != reference.empty()) FAIL("wrong emptiness at step " << step);
    if (!reference.empty() && pending.top() != reference.top()) {
      FAIL("wrong entry at step " << step);
    }
  }
  while (!reference.empty()) {
    REQUIRE(pending.top() == reference.top());
    pending.pop();
    reference.pop();
  }
  CHECK(pending.empty());
  return popped;
}

constexpr std::uint64_t many = 1'000'000;

}  // namespace

TEST_CASE("the pending set agrees with a heap under exponential delays", "[kernel][pending]") {
  const Delay delay = after([](RandomStream& random) { return random.exponential(1.0); });
  CHECK(compare({delay, 3 * many}) > many);
}

TEST_CASE("the pending set agrees with a heap when all times are equal", "[kernel][pending]") {
  const Delay never = [](RandomStream&, std::uint64_t) { return PendingEntry::bits_of(7.0); };
  CHECK(compare({never, many}) > many / 4);
  CHECK(compare({never, many, false}) > many / 4);
}

TEST_CASE("the pending set agrees with a heap when many times are equal", "[kernel][pending]") {
  const Delay delay =
      after([](RandomStream& random) { return static_cast<double>(random.below(3)); });
  CHECK(compare({delay, many}) > many / 4);
  CHECK(compare({delay, many, false}) > many / 4);
}

TEST_CASE("the pending set agrees with a heap under geometric gaps", "[kernel][pending]") {
  const Delay delay = after([](RandomStream& random) {
    return power_of_two(static_cast<std::int64_t>(random.below(600)) - 300) * random.uniform();
  });
  CHECK(compare({delay, many}) > many / 4);
  const Delay from_zero = [](RandomStream& random, std::uint64_t now_bits) {
    const double time = power_of_two(static_cast<std::int64_t>(random.below(2000)) - 1000);
    return std::max(now_bits, PendingEntry::bits_of(time * random.uniform()));
  };
  CHECK(compare({from_zero, many}) > many / 4);
}

TEST_CASE("the pending set agrees with a heap when most is far away", "[kernel][pending]") {
  const Delay delay = after([](RandomStream& random) {
    return random.chance(0.1) ? random.exponential(1.0) : 1e7 + random.exponential(1.0);
  });
  CHECK(compare({delay, many}) > many / 4);
  const Delay rarely = after([](RandomStream& random) {
    return random.chance(0.99) ? 1e-6 * random.uniform() : random.exponential(1e6);
  });
  CHECK(compare({rarely, many}) > many / 4);
}

TEST_CASE("the pending set agrees with a heap under nearly equal delays", "[kernel][pending]") {
  const Delay delay = after([](RandomStream& random) { return 1.0 + 1e-3 * random.uniform(); });
  CHECK(compare({delay, many}) > many / 4);
}

TEST_CASE("the pending set agrees with a heap when times differ in the last bits",
          "[kernel][pending]") {
  for (const std::uint64_t spread : {2U, 40U, 3000U}) {
    const Delay delay = [spread](RandomStream& random, std::uint64_t now_bits) {
      return now_bits + random.below(spread);
    };
    CHECK(compare({delay, many}) > many / 4);
    CHECK(compare({delay, many / 4, false}) > many / 16);
  }
}

TEST_CASE("the pending set agrees with a heap over the whole range of times", "[kernel][pending]") {
  const std::uint64_t largest = PendingEntry::bits_of(std::numeric_limits<double>::max());
  const Delay delay = [largest](RandomStream& random, std::uint64_t) {
    return random.chance(0.5) ? largest - random.below(3) : random.below(largest);
  };
  CHECK(compare({delay, many}) > many / 4);
}

TEST_CASE("entries pushed backwards, each before all others, come out in order",
          "[kernel][pending]") {
  PendingSet pending;
  constexpr std::uint64_t count = 200'000;
  for (std::uint64_t i = count; i > 0; --i) {
    pending.push({PendingEntry::bits_of(static_cast<double>(i)), count - i});
  }
  for (std::uint64_t i = 1; i <= count; ++i) {
    if (pending.top().time() != static_cast<double>(i)) FAIL("wrong entry at " << i);
    pending.pop();
  }
  CHECK(pending.empty());
}

TEST_CASE("crowds in ever smaller gaps before what is pending come out in order",
          "[kernel][pending]") {
  // Each crowd overfills the front, so that it needs a rung before those that are there already.
  PendingSet pending;
  QuaternaryHeap reference;
  RandomStream random(6, 0, 0, 0);
  std::uint64_t order = 0;
  double now = 0.0;
  const auto push = [&](double time) {
    const PendingEntry entry{PendingEntry::bits_of(time), ++order};
    pending.push(entry);
    reference.push(entry);
  };
  double gap = 1.0;
  for (int crowd = 0; crowd < 300; ++crowd) {
    for (int i = 0; i < 200; ++i) push(now + gap * random.uniform());
    for (int i = 0; i < 90; ++i) {
      REQUIRE(pending.top() == reference.top());
      now = pending.top().time();
      pending.pop();
      reference.pop();
    }
    gap *= crowd % 30 == 29 ? 1e12 : 0.3;
  }
  while (!reference.empty()) {
    REQUIRE(pending.top() == reference.top());
    pending.pop();
    reference.pop();
  }
  CHECK(pending.empty());
}

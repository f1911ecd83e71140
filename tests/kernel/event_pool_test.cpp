#include "kernel/event_pool.hpp"

#include <vector>

#include "kernel/random.hpp"
#include "tests/catch.hpp"

using nakodo::kernel::BasicEventPool;
using nakodo::kernel::EventPool;
using nakodo::kernel::RandomStream;

TEST_CASE("payloads grow, also where a slot is used again", "[kernel][pool]") {
  EventPool pool;
  std::uint64_t last = 0;
  for (int i = 0; i < 100; ++i) {
    const std::uint64_t payload = pool.add([] {}, 0);
    REQUIRE(payload > last);
    last = payload;
    if (i % 3 != 0) pool.remove(payload);
  }
  CHECK(pool.size() == 34);
}

TEST_CASE("a payload owns its event until it is taken or removed", "[kernel][pool]") {
  EventPool pool;
  int calls = 0;
  const std::uint64_t taken = pool.add([&calls] { ++calls; }, 7);
  const std::uint64_t removed = pool.add([] {}, 8);
  CHECK(pool.owns(taken));
  EventPool::Event event = pool.take(taken);
  event.action();
  CHECK(calls == 1);
  CHECK(event.cause == 7);
  pool.remove(removed);
  CHECK_FALSE(pool.owns(taken));
  CHECK_FALSE(pool.contains(removed));
  CHECK(pool.size() == 0);
}

TEST_CASE("a payload that was never given out is not contained", "[kernel][pool]") {
  EventPool pool;
  CHECK_FALSE(pool.contains(0));
  CHECK_FALSE(pool.contains(1));
  const std::uint64_t payload = pool.add([] {}, 0);
  CHECK(pool.contains(payload));
  CHECK_FALSE(pool.contains(payload + 1));
}

TEST_CASE("a cleared pool gives the same payloads again", "[kernel][pool]") {
  EventPool pool;
  std::vector<std::uint64_t> first;
  for (int i = 0; i < 10; ++i) first.push_back(pool.add([] {}, 0));
  pool.clear();
  CHECK(pool.size() == 0);
  CHECK_FALSE(pool.contains(first[0]));
  for (const std::uint64_t payload : first) CHECK(pool.add([] {}, 0) == payload);
}

TEST_CASE("a pool tells its events apart when there have been more than a slot remembers",
          "[kernel][pool]") {
  BasicEventPool<4> pool;  // 16 events before the late parts are kept, instead of 2^32
  RandomStream random(1, 0, 0, 0);
  for (int round = 0; round < 2; ++round) {
    std::vector<std::uint64_t> given;
    std::vector<bool> live;
    std::size_t mistaken = 0;
    for (int i = 0; i < 2'000; ++i) {
      if (random.chance(0.5)) {
        given.push_back(pool.add([] {}, 0));
        live.push_back(true);
      } else if (!given.empty()) {
        const std::size_t one = random.below(given.size());
        if (live[one]) pool.remove(given[one]);
        live[one] = false;
      }
      for (std::size_t k = 0; k < given.size(); ++k)
        mistaken += pool.contains(given[k]) != live[k] ? 1U : 0U;
    }
    CHECK(mistaken == 0);
    pool.clear();
  }
}

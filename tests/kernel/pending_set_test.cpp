#include "kernel/pending_set.hpp"

#include <set>
#include <utility>

#include "kernel/random.hpp"
#include "tests/catch.hpp"

using nakodo::kernel::PendingEntry;
using nakodo::kernel::PendingSet;
using nakodo::kernel::RandomStream;

namespace {

PendingEntry entry(double time, std::uint64_t payload) {
  return {PendingEntry::bits_of(time), payload};
}

}  // namespace

TEST_CASE("entries come out by time and then by payload", "[kernel][pending]") {
  PendingSet pending;
  pending.push(entry(2.0, 1));
  pending.push(entry(1.0, 9));
  pending.push(entry(1.0, 3));
  pending.push(entry(0.0, 20));
  pending.push(entry(5e-324, 4));
  for (const auto& [time, payload] :
       {std::pair{0.0, 20U}, {5e-324, 4U}, {1.0, 3U}, {1.0, 9U}, {2.0, 1U}}) {
    CHECK(pending.top().time() == time);
    CHECK(pending.top().payload == payload);
    pending.pop();
  }
  CHECK(pending.empty());
}

TEST_CASE("negative zero is the same time as zero", "[kernel][pending]") {
  CHECK(PendingEntry::bits_of(-0.0) == PendingEntry::bits_of(0.0));
}

TEST_CASE("a million random operations agree with a sorted reference", "[kernel][pending]") {
  PendingSet pending;
  std::multiset<std::pair<double, std::uint64_t>> reference;
  RandomStream random(2, 0, 0, 0);
  std::uint64_t order = 0;
  double now = 0.0;
  for (int i = 0; i < 1'000'000; ++i) {
    // The set swells to thousands and shrinks to nothing several times.
    const double grow = (i / 50'000) % 2 == 0 ? 0.55 : 0.44;
    if (reference.empty() || random.chance(grow)) {
      const double delay =
          random.chance(0.5) ? static_cast<double>(random.below(8)) : random.exponential(10.0);
      pending.push(entry(now + delay, ++order));
      reference.emplace(now + delay, order);
    } else {
      const auto first = *reference.begin();
      now = first.first;
      if (pending.top() != entry(first.first, first.second)) FAIL("wrong entry at step " << i);
      pending.pop();
      reference.erase(reference.begin());
    }
    if (random.chance(1e-4)) {
      const std::uint64_t modulus = 2 + random.below(3);
      pending.remove_if([&](const PendingEntry& e) { return e.payload % modulus == 0; });
      std::erase_if(reference, [&](const auto& e) { return e.second % modulus == 0; });
    }
    if (random.chance(1e-5)) {
      pending.clear();
      reference.clear();
    }
    if (pending.size() != reference.size()) FAIL("wrong size at step " << i);
  }
  CHECK(order > 400'000);
}

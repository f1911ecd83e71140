#include "kernel/sorted_front.hpp"

#include <algorithm>
#include <vector>

#include "kernel/random.hpp"
#include "tests/catch.hpp"

using namespace nakodo::kernel;

namespace {

// Times with many, some or no ties; the payloads in no order.
std::vector<PendingEntry> entries(RandomStream& random, std::size_t count, std::uint64_t kinds) {
  std::vector<PendingEntry> made;
  for (std::size_t i = 0; i < count; ++i) {
    made.push_back({PendingEntry::bits_of(static_cast<double>(random.below(kinds))),
                    (random.below(1U << 20U) << 24U) | i});
  }
  return made;
}

std::vector<PendingEntry> emptied(SortedFront& front) {
  std::vector<PendingEntry> seen;
  for (; !front.empty(); front.pop()) seen.push_back(front.top());
  return seen;
}

void check_sorting(std::vector<PendingEntry> all) {
  SortedFront plain;
  plain.fill_plain(all);
  SortedFront wide;
  if (SortedFront::has_wide()) wide.fill_wide(all);
  std::sort(all.begin(), all.end());
  REQUIRE(emptied(plain) == all);
  if (SortedFront::has_wide()) REQUIRE(emptied(wide) == all);
}

}  // namespace

TEST_CASE("a front sorts what it is filled with, on every path", "[kernel][pending]") {
  RandomStream random(1, 0, 0, 0);
  for (std::size_t count = 0; count <= SortedFront::capacity; ++count) {
    for (const std::uint64_t kinds : {1U, 3U, 50U, 1'000'000'000U}) {
      check_sorting(entries(random, count, kinds));
    }
  }
}

TEST_CASE("a front parts times that are close for the span of all, on every path",
          "[kernel][pending]") {
  RandomStream random(3, 0, 0, 0);
  std::vector<PendingEntry> all = {{PendingEntry::bits_of(0.0), 0},
                                   {PendingEntry::bits_of(1e300), 1}};
  for (std::uint64_t i = 2; i < SortedFront::capacity; ++i)
    all.push_back({PendingEntry::bits_of(1000.0 + 1e-9 * random.uniform()), random.bits()});
  check_sorting(all);
}

TEST_CASE("a front keeps its order as entries come and go, on every path", "[kernel][pending]") {
  RandomStream random(2, 0, 0, 0);
  for (const std::uint64_t kinds : {1U, 3U, 50U, 1'000'000'000U}) {
    SortedFront plain;
    SortedFront wide;
    std::vector<PendingEntry> reference;  // descending
    std::uint64_t order = 0;
    for (int step = 0; step < 50'000; ++step) {
      const bool grow = random.chance((step / 500) % 2 == 0 ? 0.7 : 0.3);
      if (reference.empty() || (grow && plain.size() < SortedFront::capacity)) {
        const PendingEntry entry{random.below(kinds), mix64(++order)};
        plain.insert_plain(entry);
        if (SortedFront::has_wide()) wide.insert_wide(entry);
        reference.insert(std::find_if(reference.begin(), reference.end(),
                                      [&](const PendingEntry& other) { return other < entry; }),
                         entry);
      } else {
        plain.pop();
        if (SortedFront::has_wide()) wide.pop();
        reference.pop_back();
      }
      if (plain.size() != reference.size()) FAIL("wrong size at step " << step);
      const std::size_t size = reference.size();
      for (std::size_t i = 0; i < size; ++i) {
        if (plain.peek(i) != reference[size - 1 - i]) FAIL("plain path at step " << step);
        if (SortedFront::has_wide() && wide.peek(i) != reference[size - 1 - i]) {
          FAIL("wide path at step " << step);
        }
      }
    }
  }
}

TEST_CASE("a front sheds its later half", "[kernel][pending]") {
  RandomStream random(3, 0, 0, 0);
  std::vector<PendingEntry> all = entries(random, SortedFront::capacity, 1000);
  SortedFront front;
  front.fill(all);
  std::sort(all.begin(), all.end());
  std::array<PendingEntry, SortedFront::capacity> later;
  const std::size_t count = front.shed(later);
  REQUIRE(count == SortedFront::capacity / 2);
  CHECK(std::equal(all.rbegin(), all.rbegin() + 32, later.begin()));
  CHECK(emptied(front) == std::vector<PendingEntry>(all.begin(), all.begin() + 32));
}

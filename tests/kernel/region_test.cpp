#include "kernel/region.hpp"

#include <cstdint>
#include <vector>

#include "tests/catch.hpp"

using nakodo::kernel::cache_line;
using nakodo::kernel::Region;

namespace {

std::uintptr_t address(const void* object) { return reinterpret_cast<std::uintptr_t>(object); }

struct Counted {
  explicit Counted(int& counter) : alive(counter) { ++alive; }
  Counted(const Counted&) = delete;
  Counted& operator=(const Counted&) = delete;
  ~Counted() { --alive; }
  int& alive;
};

struct Small {
  int value;
};

// Makes another one of the same region while it is made itself.
struct Nested {
  explicit Nested(Region& region) : inner(region.make<Small>(7)) {}
  int value = 1;
  Region::Kept<Small> inner;
};

}  // namespace

TEST_CASE("objects of a region lie beside one another, each on cache lines of its own",
          "[kernel][region]") {
  Region region;
  region.reserve(3 * Region::room_for<Small>);
  const auto a = region.make<Small>(1);
  const auto b = region.make<Small>(2);
  const auto c = region.make<Small>(3);
  CHECK(address(a.get()) % cache_line == 0);
  CHECK(address(b.get()) == address(a.get()) + cache_line);
  CHECK(address(c.get()) == address(b.get()) + cache_line);
  CHECK(a->value + b->value + c->value == 6);
}

TEST_CASE("an object may make others of its region while it is made", "[kernel][region]") {
  Region region;
  const auto outer = region.make<Nested>(region);
  CHECK(outer->value == 1);
  CHECK(outer->inner->value == 7);
}

TEST_CASE("a region grows without moving what is in it, and its objects end when they are dropped",
          "[kernel][region]") {
  int alive = 0;
  Region region;
  std::vector<Region::Kept<Counted>> kept;
  std::vector<const Counted*> places;
  for (int i = 0; i < 1000; ++i) {
    kept.push_back(region.make<Counted>(alive));
    places.push_back(kept.back().get());
  }
  CHECK(alive == 1000);
  bool stayed = true;
  for (std::size_t i = 0; i < kept.size(); ++i) stayed = stayed && kept[i].get() == places[i];
  CHECK(stayed);
  kept.resize(400);
  CHECK(alive == 400);
  kept.clear();
  CHECK(alive == 0);
}

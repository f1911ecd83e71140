// Counts every allocation of the process, so it is a program of its own.

#include <array>
#include <cstdlib>
#include <new>
#include <span>
#include <vector>

#include "kernel/calendar.hpp"
#include "kernel/simulation.hpp"
#include "tests/catch.hpp"

namespace {
std::size_t allocations = 0;

void* counted(std::size_t size) noexcept {
  ++allocations;
  return std::malloc(size == 0 ? 1 : size);
}
void* counted_or_throw(std::size_t size) {
  if (void* const memory = counted(size)) return memory;
  throw std::bad_alloc();
}
void* counted_or_throw(std::size_t size, std::align_val_t alignment) {
  ++allocations;
  const auto whole = static_cast<std::size_t>(alignment);
  if (void* const memory = std::aligned_alloc(whole, (size + whole - 1) / whole * whole))
    return memory;
  throw std::bad_alloc();
}
}  // namespace

// All that a sanitizer would replace otherwise, so that its new never meets our delete.
void* operator new(std::size_t size) { return counted_or_throw(size); }
void* operator new[](std::size_t size) { return counted_or_throw(size); }
void* operator new(std::size_t size, std::align_val_t alignment) {
  return counted_or_throw(size, alignment);
}
void* operator new(std::size_t size, const std::nothrow_t&) noexcept { return counted(size); }
void* operator new[](std::size_t size, const std::nothrow_t&) noexcept { return counted(size); }
void operator delete(void* memory) noexcept { std::free(memory); }
void operator delete[](void* memory) noexcept { std::free(memory); }
void operator delete(void* memory, std::align_val_t) noexcept { std::free(memory); }
void operator delete(void* memory, std::size_t) noexcept { std::free(memory); }
void operator delete[](void* memory, std::size_t) noexcept { std::free(memory); }

using namespace nakodo::kernel;

namespace {

// Exercises everything that a model does while it runs.
struct Busy {
  Simulation simulation{1, 1};
  Calendars calendars{simulation};
  std::array<CalendarId, 4> desks{calendars.add(), calendars.add(), calendars.add(),
                                  calendars.add()};
  RandomStream random = simulation.stream(1, 1);
  std::array<EventId, 16> events{};
  std::array<BookingId, 16> bookings{};

  void act() {
    simulation.schedule_after(random.exponential(1.0), [this] { act(); });
    EventId& event = events[random.below(events.size())];
    simulation.cancel(event);
    event = simulation.schedule_after(random.gamma(30.0, 1.0), [] {});
    simulation.schedule_after(0.0, [] {});
    BookingId& booking = bookings[random.below(bookings.size())];
    calendars.cancel(booking);
    const std::size_t first = random.below(4);
    if (random.chance(0.3)) {
      const std::array<CalendarId, 2> both{desks[first], desks[(first + 1) % 4]};
      booking = calendars.book_jointly(both, 0.5, [] {});
    } else {
      booking = calendars.book(
          desks[first], 0.5, [] {}, static_cast<int>(random.below(2)));
    }
  }

  void replicate(std::uint64_t replication) {
    simulation.reset(1, replication);
    calendars.reset();
    random = simulation.stream(1, 1);
    for (int i = 0; i < 4; ++i) act();
    simulation.run_until(500.0);
  }
};

}  // namespace

TEST_CASE("the counter of allocations counts", "[kernel][allocation]") {
  const std::size_t before = allocations;
  const std::vector<int> some(10);
  CHECK(allocations == before + 1);
}

TEST_CASE("a simulation in steady state allocates nothing", "[kernel][allocation]") {
  Busy busy;
  busy.replicate(0);
  busy.simulation.run_until(5'000.0);
  const std::size_t before = allocations;
  const std::uint64_t executed = busy.simulation.run_until(50'000.0);
  const std::size_t after = allocations;
  CHECK(after == before);
  CHECK(executed > 100'000);
}

TEST_CASE("a replication after others allocates nothing", "[kernel][allocation]") {
  Busy busy;
  for (std::uint64_t replication = 0; replication < 50; ++replication) busy.replicate(replication);
  const std::size_t before = allocations;
  busy.replicate(7);
  const std::size_t after = allocations;
  CHECK(after == before);
}

TEST_CASE("endless scheduling and cancelling far ahead does not gather memory",
          "[kernel][allocation]") {
  Simulation simulation;
  for (int i = 0; i < 1000; ++i) simulation.cancel(simulation.schedule_after(1e6, [] {}));
  const std::size_t before = allocations;
  for (int i = 0; i < 1'000'000; ++i) simulation.cancel(simulation.schedule_after(1e6, [] {}));
  const std::size_t after = allocations;
  CHECK(after == before);
}

namespace {

// Holds `count` entries for `steps` steps: the first goes, one comes an exponential delay later.
void hold(PendingSet& pending, RandomStream& random, std::size_t count, int steps) {
  std::uint64_t order = 0;
  while (pending.size() < count) {
    pending.push({PendingEntry::bits_of(random.exponential(1.0)), ++order});
  }
  for (int i = 0; i < steps; ++i) {
    const double now = pending.top().time();
    pending.pop();
    pending.push({PendingEntry::bits_of(now + random.exponential(1.0)), ++order});
  }
}

}  // namespace

TEST_CASE("a pending set of a few dozen entries never allocates", "[kernel][allocation]") {
  const std::size_t before = allocations;
  PendingSet pending;
  RandomStream random(1, 0, 0, 0);
  for (int i = 0; i < 100; ++i) {
    hold(pending, random, SortedFront::crowd, 300);
    pending.clear();
  }
  const std::size_t after = allocations;
  CHECK(after == before);
}

TEST_CASE("a pending set that is held at one size or cleared allocates nothing",
          "[kernel][allocation]") {
  for (const std::size_t count : {100U, 1000U, 20'000U}) {
    PendingSet pending;
    RandomStream random(1, 0, 0, 0);
    hold(pending, random, count, 500'000);
    const std::size_t before = allocations;
    hold(pending, random, count, 1'000'000);
    pending.clear();
    hold(pending, random, count, 100'000);
    const std::size_t after = allocations;
    CHECK(after == before);
  }
}

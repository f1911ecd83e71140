// Where many events are pending, what they need is fetched ahead: what is asked about is always
// still to come, and nothing is changed by it.
#include <array>
#include <cstdint>
#include <vector>

#include "kernel/calendar.hpp"
#include "kernel/simulation.hpp"
#include "tests/catch.hpp"

using namespace nakodo::kernel;

namespace {

// Many events that come back, and cancel others now and then. Each knows whether it is pending.
struct Many {
  struct Event {
    Many* many;
    std::uint32_t index;

    void operator()() const { many->happen(index); }
    void expect(Expected how_soon) const { many->hear(index, how_soon); }
  };

  explicit Many(std::uint32_t count) : ids(count), pending(count, 0), heard(count, 0) {
    for (std::uint32_t i = 0; i < count; ++i) schedule(i);
  }
  void schedule(std::uint32_t index) {
    heard[index] = 0;
    pending[index] = 1;
    ids[index] = simulation.schedule_after(random.exponential(1.0), Event{this, index});
  }
  void happen(std::uint32_t index) {
    pending[index] = 0;
    ++happened;
    heard_all += heard[index] == 7 ? 1 : 0;
    const auto other = static_cast<std::uint32_t>(random.below(ids.size()));
    if (pending[other] != 0 && random.chance(0.3)) {
      CHECK(simulation.cancel(ids[other]));
      pending[other] = 0;
      schedule(other);
    }
    schedule(index);
  }
  void hear(std::uint32_t index, Expected how_soon) {
    wrong += pending[index] == 0 ? 1 : 0;
    heard[index] |= 1 << static_cast<int>(how_soon);
    ++hearings;
  }

  Simulation simulation{5};
  RandomStream random = simulation.stream(1, 1);
  std::vector<EventId> ids;
  std::vector<char> pending;
  std::vector<int> heard;
  int happened = 0;
  int heard_all = 0;
  int hearings = 0;
  int wrong = 0;
};

}  // namespace

TEST_CASE("only events that are still to come are asked what they will need", "[kernel][ahead]") {
  Many many(5'000);
  many.simulation.run_until(4.0);
  CHECK(many.happened > 15'000);
  CHECK(many.wrong == 0);
}

TEST_CASE("of many events nearly all are asked three times before they happen", "[kernel][ahead]") {
  Many many(5'000);
  many.simulation.run_until(4.0);
  CHECK(many.heard_all > 0.95 * many.happened);
}

TEST_CASE("of few events none is asked", "[kernel][ahead]") {
  Many few(500);
  few.simulation.run_until(4.0);
  CHECK(few.happened > 1'500);
  CHECK(few.hearings == 0);
}

TEST_CASE("of many bookings those that end soon are asked, while they still run",
          "[kernel][ahead]") {
  struct Desks {
    struct Work {
      Desks* desks;
      std::uint32_t desk;

      void operator()() const { desks->done(desk); }
      void expect(Expected how_soon) const {
        ++desks->heard[static_cast<std::size_t>(how_soon)];
        desks->wrong += desks->calendars.busy(desks->ids[desk]) ? 0 : 1;
      }
    };
    Desks() {
      for (std::uint32_t i = 0; i < 4'000; ++i) ids.push_back(calendars.add());
      for (std::uint32_t i = 0; i < 4'000; ++i) book(i);
    }
    void book(std::uint32_t desk) {
      calendars.book(ids[desk], random.exponential(1.0), Work{this, desk});
    }
    void done(std::uint32_t desk) {
      ++finished;
      book(desk);
    }
    Simulation simulation{6};
    Calendars calendars{simulation};
    RandomStream random = simulation.stream(1, 1);
    std::vector<CalendarId> ids;
    std::array<int, 3> heard{};
    int finished = 0;
    int wrong = 0;
  };
  Desks desks;
  desks.simulation.run_until(3.0);
  CHECK(desks.finished > 10'000);
  CHECK(desks.wrong == 0);
  CHECK(desks.heard[static_cast<std::size_t>(Expected::later)] == 0);
  CHECK(desks.heard[static_cast<std::size_t>(Expected::soon)] > 0.95 * desks.finished);
  CHECK(desks.heard[static_cast<std::size_t>(Expected::next)] > 0.95 * desks.finished);
}

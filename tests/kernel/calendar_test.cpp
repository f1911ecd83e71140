#include "kernel/calendar.hpp"

#include <array>
#include <limits>
#include <string>
#include <vector>

#include "tests/catch.hpp"

using namespace nakodo::kernel;
using nakodo::tests::contains;

namespace {

// A simulation with one calendar and a diary of what ended when.
struct Desk {
  Simulation simulation;
  Calendars calendars{simulation};
  CalendarId id = calendars.add();
  std::string diary;

  BookingId book(char name, Time duration, int rank = 0) {
    return calendars.book(
        id, duration,
        [this, name] {
          diary += name;
          diary += std::to_string(static_cast<int>(simulation.now()));
        },
        rank);
  }
};

TEST_CASE("a running booking knows how long it has held its calendars", "[kernel][calendar]") {
  Simulation simulation;
  Calendars calendars(simulation);
  const CalendarId calendar = calendars.add();
  const BookingId first = calendars.book(calendar, 3.0, [] {});
  const BookingId second = calendars.book(calendar, 3.0, [] {});
  simulation.run_until(2.0);
  CHECK(calendars.held(first) == 2.0);
  CHECK(calendars.held(second) == 0.0);
  simulation.run_until(4.0);
  CHECK(calendars.held(first) == 0.0);
  CHECK(calendars.held(second) == 1.0);
}

}  // namespace

TEST_CASE("a booking of a free calendar starts at once and ends after its duration",
          "[kernel][calendar]") {
  Desk desk;
  const BookingId id = desk.book('a', 3.0);
  CHECK(desk.calendars.busy(desk.id));
  CHECK(desk.calendars.running(id));
  CHECK(desk.calendars.waiting(desk.id) == 0);
  CHECK(desk.simulation.run_until(10.0) == 1);
  CHECK(desk.diary == "a3");
  CHECK_FALSE(desk.calendars.busy(desk.id));
  CHECK_FALSE(desk.calendars.running(id));
}

TEST_CASE("bookings of one rank are served in the order of request", "[kernel][calendar]") {
  Desk desk;
  desk.book('a', 3.0);
  const BookingId second = desk.book('b', 2.0);
  desk.book('c', 1.0);
  CHECK_FALSE(desk.calendars.running(second));
  CHECK(desk.calendars.waiting(desk.id) == 2);
  desk.simulation.run_until(10.0);
  CHECK(desk.diary == "a3b5c6");
}

TEST_CASE("a lower rank goes first among those who wait, and interrupts nobody",
          "[kernel][calendar]") {
  Desk desk;
  desk.book('a', 1.0, 5);
  desk.book('b', 1.0, 1);
  desk.book('c', 1.0, -1);
  desk.book('d', 1.0, 0);
  desk.book('e', 1.0, -1);
  desk.book('f', 1.0, 1);
  desk.simulation.run_until(10.0);
  CHECK(desk.diary == "a1c2e3d4b5f6");
}

TEST_CASE("a booking made at the end of another queues behind those who wait",
          "[kernel][calendar]") {
  Desk desk;
  desk.calendars.book(desk.id, 1.0, [&] {
    CHECK(desk.calendars.busy(desk.id));  // 'b' has been granted already
    desk.book('x', 1.0);
  });
  desk.book('b', 1.0);
  desk.book('c', 1.0);
  desk.simulation.run_until(10.0);
  CHECK(desk.diary == "b2c3x4");
}

TEST_CASE("a booking may take no time", "[kernel][calendar]") {
  Desk desk;
  desk.book('a', 0.0);
  desk.book('b', 0.0);
  CHECK(desk.calendars.busy(desk.id));
  desk.simulation.run_until(0.0);
  CHECK(desk.diary == "a0b0");
  CHECK(desk.calendars.busy_time(desk.id) == 0.0);
}

TEST_CASE("a waiting booking that is cancelled leaves the in-tray", "[kernel][calendar]") {
  Desk desk;
  desk.book('a', 3.0);
  const BookingId b = desk.book('b', 3.0);
  desk.book('c', 3.0);
  CHECK(desk.calendars.cancel(b));
  CHECK_FALSE(desk.calendars.cancel(b));
  CHECK(desk.calendars.waiting(desk.id) == 1);
  desk.simulation.run_until(10.0);
  CHECK(desk.diary == "a3c6");
}

TEST_CASE("a running booking that is cancelled ends now without its on_end", "[kernel][calendar]") {
  Desk desk;
  const BookingId a = desk.book('a', 3.0);
  desk.book('b', 3.0);
  desk.simulation.run_until(1.0);
  CHECK(desk.calendars.cancel(a));
  CHECK_FALSE(desk.calendars.cancel(a));
  CHECK(desk.calendars.busy(desk.id));
  desk.simulation.run_until(10.0);
  CHECK(desk.diary == "b4");
  CHECK(desk.calendars.busy_time(desk.id) == 4.0);
}

TEST_CASE("a booking that is over cannot be cancelled, not even by itself", "[kernel][calendar]") {
  Desk desk;
  BookingId id;
  CHECK_FALSE(desk.calendars.cancel(id));
  bool cancelled = true;
  id = desk.calendars.book(desk.id, 1.0, [&] { cancelled = desk.calendars.cancel(id); });
  desk.simulation.run_until(2.0);
  CHECK_FALSE(cancelled);
  const BookingId successor = desk.book('b', 1.0);
  CHECK_FALSE(desk.calendars.cancel(id));
  CHECK(desk.calendars.running(successor));
}

TEST_CASE("a calendar accounts for its time and its backlog", "[kernel][calendar]") {
  Desk desk;
  desk.simulation.run_until(1.0);
  desk.book('a', 4.0);  // 1 to 5
  desk.simulation.run_until(2.0);
  desk.book('b', 2.0);  // waits 3
  desk.simulation.run_until(3.0);
  desk.book('c', 1.0);  // waits 4
  CHECK(desk.calendars.busy_time(desk.id) == 2.0);
  CHECK(desk.calendars.waiting_time_integral(desk.id) == 1.0);
  desk.simulation.run_until(4.0);
  CHECK(desk.calendars.busy_time(desk.id) == 3.0);
  CHECK(desk.calendars.waiting_time_integral(desk.id) == 3.0);
  desk.simulation.run_until(20.0);
  CHECK(desk.calendars.busy_time(desk.id) == 7.0);
  CHECK(desk.calendars.waiting_time_integral(desk.id) == 7.0);
  CHECK(desk.calendars.longest(desk.id) == 2);
}

TEST_CASE("a booking that waits for no time has not been in the in-tray", "[kernel][calendar]") {
  Desk desk;
  desk.book('a', 1.0);
  CHECK(desk.calendars.longest(desk.id) == 0);
}

TEST_CASE("on_end carries the cause of the request", "[kernel][calendar]") {
  Desk desk;
  std::vector<std::uint32_t> seen;
  for (const std::uint32_t cause : {3U, 1U, 2U}) {
    desk.simulation.set_cause(cause);
    desk.calendars.book(desk.id, 1.0, [&] { seen.push_back(desk.simulation.cause()); });
  }
  desk.simulation.run_until(10.0);
  CHECK(seen == std::vector<std::uint32_t>{3, 1, 2});
}

TEST_CASE("booking an unknown calendar or a senseless duration is refused", "[kernel][calendar]") {
  Desk desk;
  const auto nothing = [] {};
  CHECK_THROWS_AS(desk.calendars.book(CalendarId{}, 1.0, nothing), ProgrammingError);
  CHECK_THROWS_AS(desk.calendars.book(CalendarId{1}, 1.0, nothing), ProgrammingError);
  CHECK_THROWS_AS(desk.calendars.busy(CalendarId{1}), ProgrammingError);
  for (const double duration :
       {-1.0, std::numeric_limits<double>::quiet_NaN(), std::numeric_limits<double>::infinity()}) {
    CHECK_THROWS_AS(desk.calendars.book(desk.id, duration, nothing), ProgrammingError);
  }
  CHECK(desk.simulation.pending_count() == 0);
  CHECK_FALSE(desk.calendars.busy(desk.id));
}

TEST_CASE("reset calendars are free and empty with zero statistics", "[kernel][calendar]") {
  Desk desk;
  const BookingId a = desk.book('a', 5.0);
  const BookingId b = desk.book('b', 5.0);
  desk.simulation.run_until(2.0);
  desk.calendars.reset();
  CHECK(desk.calendars.size() == 1);
  CHECK_FALSE(desk.calendars.busy(desk.id));
  CHECK(desk.calendars.waiting(desk.id) == 0);
  CHECK(desk.calendars.longest(desk.id) == 0);
  CHECK_FALSE(desk.calendars.cancel(a));
  CHECK_FALSE(desk.calendars.cancel(b));
  desk.simulation.run_until(4.0);
  CHECK(desk.calendars.busy_time(desk.id) == 0.0);
  CHECK(desk.calendars.waiting_time_integral(desk.id) == 0.0);
  desk.book('c', 1.0);
  CHECK_FALSE(desk.calendars.cancel(a));
  desk.simulation.run_until(20.0);
  CHECK(desk.diary == "c5");
}

TEST_CASE("calendars are reset after their simulation, and say so if not", "[kernel][calendar]") {
  Desk desk;
  desk.book('a', 5.0);
  desk.simulation.reset(0, 1);
  CHECK_THROWS_WITH(desk.book('b', 1.0), contains("reset"));
  int calls = 0;
  desk.simulation.schedule_after(1.0, [&] { ++calls; });  // has the id of the end of 'a'
  desk.calendars.reset();
  desk.book('c', 2.0);
  desk.simulation.run_until(10.0);
  CHECK(calls == 1);
  CHECK(desk.diary == "c2");
}

TEST_CASE("cleared calendars are gone", "[kernel][calendar]") {
  Desk desk;
  desk.book('a', 5.0);
  desk.calendars.clear();
  CHECK(desk.calendars.size() == 0);
  CHECK(desk.simulation.pending_count() == 0);
  CHECK_THROWS_AS(desk.calendars.waiting(desk.id), ProgrammingError);
  CHECK(desk.calendars.add() == CalendarId{0});
}

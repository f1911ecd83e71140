#include <array>
#include <cmath>
#include <cstddef>
#include <tuple>
#include <vector>

#include "kernel/calendar.hpp"
#include "kernel/random.hpp"
#include "tests/catch.hpp"

using namespace nakodo::kernel;

namespace {

// Writes down what it is told: when, whose in-tray, how many bookings and days wait in it.
struct Observer {
  using Told = std::tuple<Time, std::uint32_t, std::size_t, Time>;

  explicit Observer(const Simulation& the_simulation) : simulation(the_simulation) {}
  void in_tray_changed(CalendarId calendar, std::size_t waiting, Time days) {
    told.emplace_back(simulation.now(), calendar.index, waiting, days);
  }

  const Simulation& simulation;
  std::vector<Told> told;
};

struct ObservedOffice {
  Simulation simulation;
  Calendars calendars{simulation};
  CalendarId x = calendars.add();
  CalendarId y = calendars.add();
  Observer observer{simulation};

  BookingId book(CalendarId id, Time duration, int rank = 0) {
    return calendars.book(
        id, duration, [] {}, rank);
  }
};

}  // namespace

TEST_CASE("an observer is told of each change of an in-tray, with the days that wait in it",
          "[kernel][calendar]") {
  ObservedOffice office;
  office.calendars.observe(office.observer);
  office.book(office.x, 3.0);  // starts at once
  office.book(office.x, 2.0);
  const BookingId withdrawn = office.book(office.x, 0.5);
  office.simulation.run_until(1.0);
  office.calendars.cancel(withdrawn);
  office.simulation.run_until(10.0);
  CHECK(office.observer.told ==
        std::vector<Observer::Told>{
            {0.0, 0, 1, 2.0}, {0.0, 0, 2, 2.5}, {1.0, 0, 1, 2.0}, {3.0, 0, 0, 0.0}});
}

TEST_CASE("a joint booking waits in the in-tray of each of its calendars, and each is told of",
          "[kernel][calendar]") {
  ObservedOffice office;
  office.calendars.observe(office.observer);
  office.book(office.x, 1.0);
  const std::array both{office.x, office.y};
  office.calendars.book_jointly(both, 4.0, [] {});
  CHECK(office.calendars.days_waiting(office.x) == 4.0);
  CHECK(office.calendars.days_waiting(office.y) == 4.0);
  office.book(office.y, 2.0, -1);  // goes past the joint booking, for which y is kept: never waits
  office.simulation.run_until(10.0);
  CHECK(office.observer.told ==
        std::vector<Observer::Told>{
            {0.0, 0, 1, 4.0}, {0.0, 1, 1, 4.0}, {2.0, 0, 0, 0.0}, {2.0, 1, 0, 0.0}});
}

TEST_CASE("an observer stays through a reset, of which he is not told, until he is dismissed",
          "[kernel][calendar]") {
  ObservedOffice office;
  const auto fill_an_in_tray = [&] {
    office.book(office.x, 1.0);
    office.book(office.x, 1.0);
  };
  fill_an_in_tray();
  CHECK(office.observer.told.empty());
  office.calendars.observe(office.observer);
  office.calendars.reset();
  CHECK(office.observer.told.empty());
  fill_an_in_tray();
  CHECK(office.observer.told.size() == 1);
  office.calendars.observe_no_more();
  office.simulation.run_until(10.0);
  CHECK(office.observer.told.size() == 1);
}

TEST_CASE("what 2000 random bookings are told of is the in-trays from moment to moment",
          "[kernel][calendar]") {
  ObservedOffice office;
  office.calendars.observe(office.observer);
  RandomStream random(1986, 0, 0, 0);
  const std::array both{office.x, office.y};
  std::vector<BookingId> booked;
  for (int i = 0; i < 2000; ++i) {
    office.simulation.run_until(office.simulation.now() + random.exponential(1.0));
    const Time duration = random.exponential(0.9);
    const auto kind = random.below(4);
    if (kind == 0)
      booked.push_back(office.calendars.book_jointly(both, 0.5 * duration, [] {}));
    else if (kind == 1 && !booked.empty())
      office.calendars.cancel(booked[random.below(booked.size())]);
    else
      booked.push_back(
          office.book(random.chance(0.5) ? office.x : office.y, duration, random.chance(0.3)));
  }
  std::array<std::size_t, 2> waiting{};
  std::array<Time, 2> days{};
  std::array<Time, 2> since{};
  std::array<Time, 2> integral{};
  for (const auto& [t, index, bookings, work] : office.observer.told) {
    CHECK((bookings == waiting[index] + 1 || bookings + 1 == waiting[index]));
    CHECK((bookings == 0) == (work == 0.0));
    integral[index] += static_cast<double>(waiting[index]) * (t - since[index]);
    waiting[index] = bookings;
    days[index] = work;
    since[index] = t;
  }
  for (const CalendarId id : both) {
    const std::size_t i = id.index;
    integral[i] += static_cast<double>(waiting[i]) * (office.simulation.now() - since[i]);
    CHECK(waiting[i] == office.calendars.waiting(id));
    CHECK(days[i] == office.calendars.days_waiting(id));
    CHECK(std::abs(integral[i] / office.calendars.waiting_time_integral(id) - 1.0) < 1e-9);
  }
  CHECK(office.observer.told.size() > 1000);
}

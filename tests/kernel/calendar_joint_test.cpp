#include <algorithm>
#include <array>
#include <map>
#include <string>
#include <tuple>
#include <vector>

#include "kernel/calendar.hpp"
#include "tests/catch.hpp"

using namespace nakodo::kernel;
using nakodo::tests::contains;

namespace {

struct SharedOffice {
  Simulation simulation;
  Calendars calendars{simulation};
  CalendarId x = calendars.add();
  CalendarId y = calendars.add();
  CalendarId z = calendars.add();
  std::string diary;

  auto note(char name) {
    return [this, name] {
      diary += name;
      diary += std::to_string(static_cast<int>(simulation.now()));
    };
  }
  BookingId book(CalendarId id, char name, Time duration, int rank = 0) {
    return calendars.book(id, duration, note(name), rank);
  }
  template <class... Ids>
  BookingId book_jointly(char name, Time duration, Ids... ids) {
    const std::array<CalendarId, sizeof...(ids)> all{ids...};
    return calendars.book_jointly(all, duration, note(name));
  }
};

}  // namespace

TEST_CASE("a joint booking of free calendars starts at once and holds all", "[kernel][calendar]") {
  SharedOffice office;
  office.book_jointly('j', 2.0, office.x, office.y);
  CHECK(office.calendars.busy(office.x));
  CHECK(office.calendars.busy(office.y));
  CHECK_FALSE(office.calendars.busy(office.z));
  CHECK(office.simulation.run_until(5.0) == 1);
  CHECK(office.diary == "j2");
  CHECK_FALSE(office.calendars.busy(office.x));
  CHECK_FALSE(office.calendars.busy(office.y));
}

TEST_CASE("a joint booking waits for all its calendars and keeps the free ones",
          "[kernel][calendar]") {
  SharedOffice office;
  office.book(office.x, 'a', 3.0);
  const BookingId joint = office.book_jointly('j', 2.0, office.x, office.y);
  office.book(office.y, 'b', 1.0);  // y is free, but kept for the joint booking
  CHECK_FALSE(office.calendars.busy(office.y));
  CHECK_FALSE(office.calendars.running(joint));
  CHECK(office.calendars.waiting(office.y) == 2);
  office.simulation.run_until(10.0);
  CHECK(office.diary == "a3j5b6");
  CHECK(office.calendars.busy_time(office.y) == 3.0);
}

TEST_CASE("a better rank goes past a joint booking for which a calendar is kept",
          "[kernel][calendar]") {
  SharedOffice office;
  office.book(office.x, 'a', 3.0);
  office.book_jointly('j', 2.0, office.x, office.y);
  const BookingId urgent = office.book(office.y, 'u', 1.0, -1);
  CHECK(office.calendars.running(urgent));
  CHECK(office.calendars.longest(office.y) == 1);
  office.simulation.run_until(10.0);
  CHECK(office.diary == "u1a3j5");
}

TEST_CASE("bookings crossed over several calendars do not block each other", "[kernel][calendar]") {
  SharedOffice office;
  office.book_jointly('a', 1.0, office.x, office.y);
  office.book_jointly('b', 1.0, office.y, office.z);
  office.book_jointly('c', 1.0, office.z, office.x);
  office.book_jointly('d', 1.0, office.y, office.x);
  office.simulation.run_until(10.0);
  CHECK(office.diary == "a1b2c3d4");
}

TEST_CASE("one end can let several bookings start", "[kernel][calendar]") {
  SharedOffice office;
  office.book_jointly('a', 1.0, office.x, office.y, office.z);
  office.book(office.z, 'b', 1.0);
  office.book(office.x, 'c', 2.0);
  office.book(office.y, 'd', 3.0);
  office.simulation.run_until(10.0);
  CHECK(office.diary == "a1b2c3d4");
}

TEST_CASE("a cancelled waiting joint booking gives free what was kept for it",
          "[kernel][calendar]") {
  SharedOffice office;
  office.book(office.x, 'a', 3.0);
  const BookingId joint = office.book_jointly('j', 2.0, office.x, office.y);
  const BookingId kept_out = office.book(office.y, 'b', 1.0);
  CHECK(office.calendars.cancel(joint));
  CHECK(office.calendars.running(kept_out));
  office.simulation.run_until(10.0);
  CHECK(office.diary == "b1a3");
}

TEST_CASE("a cancelled running joint booking frees all its calendars", "[kernel][calendar]") {
  SharedOffice office;
  const BookingId joint = office.book_jointly('j', 5.0, office.x, office.y);
  office.book(office.x, 'a', 1.0);
  office.book(office.y, 'b', 2.0);
  office.simulation.run_until(1.0);
  CHECK(office.calendars.cancel(joint));
  office.simulation.run_until(10.0);
  CHECK(office.diary == "a2b3");
}

TEST_CASE("a joint booking that repeats a calendar, or names none, is refused",
          "[kernel][calendar]") {
  SharedOffice office;
  CHECK_THROWS_WITH(office.book_jointly('j', 1.0, office.x, office.y, office.x),
                    contains("calendar 0 twice"));
  CHECK_THROWS_AS(office.calendars.book_jointly({}, 1.0, [] {}), ProgrammingError);
  CHECK_THROWS_AS(office.book_jointly('j', 1.0, office.x, CalendarId{}), ProgrammingError);
  CHECK_FALSE(office.calendars.busy(office.x));
  office.book_jointly('k', 1.0, office.x, office.y);  // a refusal leaves no trace
  office.simulation.run_until(2.0);
  CHECK(office.diary == "k1");
}

namespace {

struct Request {
  Time at;
  std::vector<CalendarId> calendars;
  Time duration;
  int rank;
  Time cancel_at;  // after the horizon: never
};

// What happens to the requests by the rule as it is written down: at every change, look at all who
// wait in the order (rank, request), and start whoever is not behind anybody at a calendar.
std::vector<Time> ends_by_the_rule(const std::vector<Request>& requests, std::size_t calendars) {
  Simulation simulation;
  enum class State { unborn, waiting, running, over };
  std::vector<State> states(requests.size(), State::unborn);
  std::vector<Time> ends(requests.size(), -1.0);
  std::vector<std::size_t> order(requests.size());
  for (std::size_t i = 0; i < order.size(); ++i) order[i] = i;
  std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
    return requests[a].rank < requests[b].rank;
  });
  struct Rule {
    Simulation& simulation;
    const std::vector<Request>& requests;
    const std::vector<std::size_t>& order;
    std::vector<State>& states;
    std::vector<Time>& ends;
    std::size_t calendars;
    std::vector<EventId> events = std::vector<EventId>(requests.size());
    void look() {
      std::vector<bool> taken(calendars);
      for (std::size_t i = 0; i < requests.size(); ++i) {
        if (states[i] != State::running) continue;
        for (const CalendarId id : requests[i].calendars) taken[id.index] = true;
      }
      for (const std::size_t i : order) {
        if (states[i] != State::waiting) continue;
        bool open = true;
        for (const CalendarId id : requests[i].calendars) open = open && !taken[id.index];
        for (const CalendarId id : requests[i].calendars) taken[id.index] = true;
        if (!open) continue;
        states[i] = State::running;
        events[i] = simulation.schedule_after(requests[i].duration, [this, i] {
          states[i] = State::over;
          ends[i] = simulation.now();
          look();
        });
      }
    }
  };
  Rule rule{simulation, requests, order, states, ends, calendars};
  for (std::size_t i = 0; i < requests.size(); ++i) {
    simulation.schedule_at(requests[i].at, [&rule, i] {
      rule.states[i] = State::waiting;
      rule.look();
    });
    simulation.schedule_at(requests[i].cancel_at, [&rule, i] {
      if (rule.states[i] == State::over) return;
      rule.simulation.cancel(rule.events[i]);
      rule.states[i] = State::over;
      rule.look();
    });
  }
  simulation.run_until(1e9);
  return ends;
}

std::vector<Time> ends_by_calendars(const std::vector<Request>& requests, std::size_t count) {
  Simulation simulation;
  Calendars calendars(simulation);
  for (std::size_t i = 0; i < count; ++i) calendars.add();
  struct Run {
    const std::vector<Request>& requests;
    Simulation& simulation;
    Calendars& calendars;
    std::vector<Time> ends = std::vector<Time>(requests.size(), -1.0);
    std::vector<BookingId> ids = std::vector<BookingId>(requests.size());
  };
  Run run{requests, simulation, calendars};
  for (std::size_t i = 0; i < requests.size(); ++i) {
    simulation.schedule_at(requests[i].at, [&run, i] {
      const Request& request = run.requests[i];
      const auto on_end = [&run, i] { run.ends[i] = run.simulation.now(); };
      run.ids[i] =
          request.calendars.size() == 1
              ? run.calendars.book(request.calendars[0], request.duration, on_end, request.rank)
              : run.calendars.book_jointly(request.calendars, request.duration, on_end);
    });
    simulation.schedule_at(requests[i].cancel_at, [&run, i] { run.calendars.cancel(run.ids[i]); });
  }
  simulation.run_until(1e9);
  for (std::size_t i = 0; i < count; ++i) {
    const CalendarId id{static_cast<std::uint32_t>(i)};
    REQUIRE_FALSE(calendars.busy(id));
    REQUIRE(calendars.waiting(id) == 0);
  }
  return run.ends;
}

std::vector<Request> random_requests(RandomStream& random, std::size_t calendars, bool ranked) {
  std::vector<Request> requests;
  Time at = 0.0;
  for (int i = 0; i < 300; ++i) {
    at += random.exponential(0.4);
    Request request{at, {}, random.exponential(1.0), 0, 1e8};
    const std::size_t wanted = random.chance(0.5) ? 1 : 2 + random.below(calendars - 1);
    while (request.calendars.size() < wanted) {
      const CalendarId id{static_cast<std::uint32_t>(random.below(calendars))};
      if (std::ranges::find(request.calendars, id) == request.calendars.end()) {
        request.calendars.push_back(id);
      }
    }
    if (ranked && wanted == 1) request.rank = static_cast<int>(random.below(3)) - 1;
    if (random.chance(0.2)) request.cancel_at = at + random.exponential(10.0);
    requests.push_back(std::move(request));
  }
  return requests;
}

}  // namespace

TEST_CASE("random joint bookings, ranks and cancellations all end, and as the rule says",
          "[kernel][calendar]") {
  RandomStream random(30, 0, 0, 0);
  std::size_t ended = 0;
  for (int round = 0; round < 60; ++round) {
    const std::size_t calendars = 2 + static_cast<std::size_t>(round % 6);
    const auto requests = random_requests(random, calendars, round % 2 == 1);
    const auto expected = ends_by_the_rule(requests, calendars);
    const auto seen = ends_by_calendars(requests, calendars);
    CAPTURE(round);
    REQUIRE(seen == expected);
    for (std::size_t i = 0; i < requests.size(); ++i) {
      if (requests[i].cancel_at == 1e8) REQUIRE(seen[i] > requests[i].at);
    }
    ended += static_cast<std::size_t>(std::ranges::count_if(seen, [](Time t) { return t > 0; }));
  }
  CHECK(ended > 60U * 240U);
}

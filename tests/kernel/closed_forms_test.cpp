// The kernel against closed forms, at 99.9 % confidence with fixed seeds. Every check also demands
// an interval narrow enough to notice an error.

#include <cmath>
#include <vector>

#include "kernel/calendar.hpp"
#include "kernel/random.hpp"
#include "kernel/simulation.hpp"
#include "tests/catch.hpp"
#include "tests/kernel/statistics.hpp"

using namespace nakodo;
using kernel::Simulation;
using kernel::Time;

namespace {

struct QueueMeans {
  std::vector<double> in_system;  // L, one a replication
  std::vector<double> wait;       // Wq
};

// Poisson arrivals at `load` a day to one server with mean service 1 day, observed for `days` after
// a warm-up from empty, replicated `replications` times.
template <class Service>
QueueMeans observe_queue(double load, Time days, std::uint64_t replications, Service service) {
  struct Queue {
    Simulation& simulation;
    double load;
    Service service;
    kernel::Calendars calendars{simulation};
    kernel::CalendarId server = calendars.add();
    kernel::RandomStream arrivals = simulation.stream(1, 0);
    kernel::RandomStream services = simulation.stream(2, 0);
    double arrived = 0.0;
    void on_arrival() {
      arrived += 1.0;
      calendars.book(server, service(services), [] {});
      simulation.schedule_after(arrivals.exponential(1.0 / load), [this] { on_arrival(); });
    }
  };
  QueueMeans means;
  Simulation simulation;
  const Time warm_up = 4000.0;
  for (std::uint64_t replication = 0; replication < replications; ++replication) {
    simulation.reset(1986, replication);
    Queue queue{simulation, load, service};
    simulation.schedule_after(0.0, [&queue] { queue.on_arrival(); });
    simulation.run_until(warm_up);
    const double busy = queue.calendars.busy_time(queue.server);
    const double waiting = queue.calendars.waiting_time_integral(queue.server);
    const double arrived = queue.arrived;
    simulation.run_until(warm_up + days);
    const double waited = queue.calendars.waiting_time_integral(queue.server) - waiting;
    means.in_system.push_back((queue.calendars.busy_time(queue.server) - busy + waited) / days);
    means.wait.push_back(waited / (queue.arrived - arrived));
  }
  return means;
}

void check(const tests::Interval& seen, double expected, double at_most) {
  CAPTURE(seen.centre, seen.half_width, expected);
  CHECK(seen.holds(expected));
  CHECK(seen.half_width <= at_most * expected);
}

double exponential_service(kernel::RandomStream& random) { return random.exponential(1.0); }

}  // namespace

TEST_CASE("M/M/1: the mean number in the system is load / (1 - load)", "[kernel][closed]") {
  check(tests::mean_of(observe_queue(0.5, 20'000.0, 150, exponential_service).in_system), 1.0,
        0.01);
  check(tests::mean_of(observe_queue(0.8, 40'000.0, 150, exponential_service).in_system), 4.0,
        0.02);
  check(tests::mean_of(observe_queue(0.9, 60'000.0, 150, exponential_service).in_system), 9.0,
        0.04);
}

TEST_CASE("M/D/1: at load .8 the mean wait is 2 services", "[kernel][closed]") {
  const auto service = [](kernel::RandomStream&) { return 1.0; };
  check(tests::mean_of(observe_queue(0.8, 40'000.0, 150, service).wait), 2.0, 0.02);
}

TEST_CASE("M/G/1: at load .8 and squared variation 4 the mean wait is 10 services",
          "[kernel][closed]") {
  const auto service = [](kernel::RandomStream& random) { return random.gamma(1.0, 2.0); };
  check(tests::mean_of(observe_queue(0.8, 60'000.0, 200, service).wait), 10.0, 0.05);
}

TEST_CASE("three exponential stages of means 1, 2, 4 have their phase-type distribution",
          "[kernel][closed]") {
  struct Project {
    Simulation& simulation;
    kernel::RandomStream random = simulation.stream(1, 0);
    std::vector<double> ends{};
    void start(Time begun, int stage) {
      if (stage == 3) {
        ends.push_back(simulation.now() - begun);
        return;
      }
      const Time delay = random.exponential(static_cast<double>(1 << stage));
      simulation.schedule_after(delay, [this, begun, stage] { start(begun, stage + 1); });
    }
  };
  Simulation simulation(7);
  Project project{simulation};
  for (int i = 0; i < 200'000; ++i) project.start(0.0, 0);
  simulation.run_until(1e4);
  REQUIRE(project.ends.size() == 200'000);
  check(tests::mean_of(project.ends), 7.0, 0.01);
  check(tests::variance_of(project.ends), 21.0, 0.03);
  check(tests::share_of(project.ends, [](double t) { return t <= 7.0; }), 0.596694, 0.01);
}

TEST_CASE("an exponential life of mean 52, observed for 104, is censored as it should be",
          "[kernel][closed]") {
  Simulation simulation;
  std::vector<double> seen;
  for (std::uint64_t replication = 0; replication < 100'000; ++replication) {
    simulation.reset(9, replication);
    simulation.schedule_after(simulation.stream(1, 0).exponential(52.0),
                              [&simulation] { simulation.stop(); });
    simulation.run_until(104.0);
    seen.push_back(simulation.now());
  }
  check(tests::share_of(seen, [](double t) { return t < 104.0; }), 0.864665, 0.01);
  check(tests::mean_of(seen), 44.9626, 0.01);
}

TEST_CASE("of two competing exponentials of means 52 and 78 the first wins in 3 of 5",
          "[kernel][closed]") {
  struct Race {
    kernel::EventId first{};
    kernel::EventId second{};
    double wins = 0.0;
  };
  Simulation simulation;
  std::vector<double> wins;
  for (std::uint64_t replication = 0; replication < 100'000; ++replication) {
    simulation.reset(10, replication);
    Race race;
    race.first = simulation.schedule_after(simulation.stream(1, 1).exponential(52.0), [&] {
      race.wins += 1.0;
      simulation.cancel(race.second);
    });
    race.second = simulation.schedule_after(simulation.stream(1, 2).exponential(78.0),
                                            [&] { simulation.cancel(race.first); });
    REQUIRE(simulation.run_until(1e6) == 1);
    wins.push_back(race.wins);
  }
  check(tests::mean_of(wins), 0.6, 0.01);
}

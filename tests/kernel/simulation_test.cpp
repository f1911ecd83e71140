#include "kernel/simulation.hpp"

#include <map>
#include <string>
#include <vector>

#include "kernel/fingerprint.hpp"
#include "tests/catch.hpp"

using namespace nakodo::kernel;

TEST_CASE("events run in the order of their times", "[kernel][simulation]") {
  Simulation simulation;
  std::vector<double> seen;
  for (const double at : {3.0, 1.0, 2.0, 0.0, 2.5}) {
    simulation.schedule_at(at, [&] { seen.push_back(simulation.now()); });
  }
  CHECK(simulation.pending_count() == 5);
  CHECK(simulation.run_until(2.5) == 4);
  CHECK(seen == std::vector<double>{0.0, 1.0, 2.0, 2.5});
  CHECK(simulation.now() == 2.5);
  CHECK(simulation.run_until(10.0) == 1);
  CHECK(simulation.now() == 10.0);
  CHECK(simulation.executed() == 5);
  CHECK(simulation.pending_count() == 0);
}

TEST_CASE("events of equal times run in the order of scheduling", "[kernel][simulation]") {
  Simulation simulation;
  std::vector<int> seen;
  for (int i = 0; i < 1000; ++i) {
    simulation.schedule_at(i % 2 == 0 ? 1.0 : 2.0, [&seen, i] { seen.push_back(i); });
  }
  simulation.run_until(2.0);
  REQUIRE(seen.size() == 1000);
  for (int i = 0; i < 500; ++i) {
    CHECK(seen[static_cast<std::size_t>(i)] == 2 * i);
    CHECK(seen[static_cast<std::size_t>(500 + i)] == 2 * i + 1);
  }
}

TEST_CASE("a zero-delay event runs after all that were scheduled for its moment before",
          "[kernel][simulation]") {
  Simulation simulation;
  std::string seen;
  simulation.schedule_at(1.0, [&] {
    seen += 'a';
    simulation.schedule_after(0.0, [&] {
      seen += 'd';
      simulation.schedule_at(1.0, [&] { seen += 'f'; });
    });
    simulation.schedule_after(1e-30, [&] { seen += 'e'; });  // too short to move the clock
  });
  simulation.schedule_at(1.0, [&] { seen += 'b'; });
  simulation.schedule_at(1.0, [&] { seen += 'c'; });
  simulation.schedule_at(1.5, [&] { seen += 'g'; });
  simulation.run_until(2.0);
  CHECK(seen == "abcdefg");
}

TEST_CASE("an event scheduled between runs for the moment of a stop waits its turn",
          "[kernel][simulation]") {
  Simulation simulation;
  std::string seen;
  simulation.schedule_at(1.0, [&] {
    seen += 'a';
    simulation.stop();
  });
  simulation.schedule_at(1.0, [&] { seen += 'b'; });
  simulation.run_until(5.0);
  simulation.schedule_at(1.0, [&] { seen += 'c'; });
  simulation.run_until(5.0);
  CHECK(seen == "abc");
}

TEST_CASE("a stop ends the run after the current event", "[kernel][simulation]") {
  Simulation simulation;
  simulation.schedule_at(1.0, [&] { simulation.stop(); });
  simulation.schedule_at(2.0, [] {});
  CHECK(simulation.run_until(5.0) == 1);
  CHECK(simulation.now() == 1.0);
  CHECK(simulation.pending_count() == 1);
  CHECK(simulation.run_until(5.0) == 1);
  CHECK(simulation.now() == 5.0);
}

TEST_CASE("a stop outside a run is forgotten", "[kernel][simulation]") {
  Simulation simulation;
  simulation.schedule_at(1.0, [] {});
  simulation.stop();
  CHECK(simulation.run_until(5.0) == 1);
  CHECK(simulation.now() == 5.0);
}

TEST_CASE("a run without end stays at the last event", "[kernel][simulation]") {
  Simulation simulation;
  simulation.schedule_at(7.0, [] {});
  CHECK(simulation.run_until(std::numeric_limits<double>::infinity()) == 1);
  CHECK(simulation.now() == 7.0);
}

TEST_CASE("a step executes one event", "[kernel][simulation]") {
  Simulation simulation;
  int calls = 0;
  simulation.schedule_at(4.0, [&] { ++calls; });
  CHECK(simulation.step());
  CHECK(simulation.now() == 4.0);
  CHECK(calls == 1);
  CHECK_FALSE(simulation.step());
  CHECK(simulation.now() == 4.0);
}

TEST_CASE("a cancelled event does not run, and is cancelled once", "[kernel][simulation]") {
  Simulation simulation;
  int calls = 0;
  const EventId now = simulation.schedule_after(0.0, [&] { calls += 1; });
  const EventId later = simulation.schedule_after(1.0, [&] { calls += 10; });
  simulation.schedule_after(1.0, [&] { calls += 100; });
  CHECK(simulation.pending(now));
  CHECK(simulation.cancel(now));
  CHECK(simulation.cancel(later));
  CHECK_FALSE(simulation.cancel(later));
  CHECK_FALSE(simulation.pending(later));
  CHECK(simulation.pending_count() == 1);
  CHECK(simulation.run_until(2.0) == 1);
  CHECK(calls == 100);
}

TEST_CASE("an event that was executed, or is being executed, cannot be cancelled",
          "[kernel][simulation]") {
  Simulation simulation;
  EventId id;
  CHECK_FALSE(simulation.cancel(id));
  bool cancelled_itself = true;
  id = simulation.schedule_after(1.0, [&] { cancelled_itself = simulation.cancel(id); });
  simulation.run_until(2.0);
  CHECK_FALSE(cancelled_itself);
  CHECK_FALSE(simulation.cancel(id));
}

TEST_CASE("an old id does not cancel the event that took its place", "[kernel][simulation]") {
  Simulation simulation;
  const EventId old = simulation.schedule_after(1.0, [] {});
  simulation.cancel(old);
  const EventId young = simulation.schedule_after(1.0, [] {});
  CHECK_FALSE(simulation.cancel(old));
  CHECK(simulation.pending(young));
}

TEST_CASE("an event carries the cause under which it was scheduled", "[kernel][simulation]") {
  Simulation simulation;
  std::vector<std::uint32_t> seen;
  const auto see = [&] { seen.push_back(simulation.cause()); };
  simulation.set_cause(7);
  simulation.schedule_after(2.0, see);
  simulation.schedule_after(1.0, [&] {
    see();
    simulation.set_cause(8);
    simulation.schedule_after(0.0, see);
    simulation.schedule_after(5.0, see);
  });
  simulation.set_cause(9);
  simulation.schedule_after(3.0, see);
  simulation.run_until(10.0);
  CHECK(seen == std::vector<std::uint32_t>{7, 8, 7, 9, 8});
  CHECK(simulation.cause() == 9);
}

namespace {

// A restless little model: schedules, cancels and draws in many ways.
std::uint64_t restless_run(Simulation& simulation) {
  struct Model {
    Simulation& simulation;
    RandomStream random = simulation.stream(1, 2);
    Fingerprint fingerprint{};
    std::vector<EventId> ids{};
    void act() {
      fingerprint.add(simulation.now());
      const double delay = random.chance(0.3) ? 0.0 : random.exponential(1.0);
      ids.push_back(simulation.schedule_after(delay, [this] { act(); }));
      if (random.chance(0.5)) simulation.schedule_after(random.gamma(2.0, 0.5), [this] { act(); });
      if (random.chance(0.4)) simulation.cancel(ids[random.below(ids.size())]);
      fingerprint.add(simulation.pending_count());
    }
  };
  Model model{simulation};
  for (int i = 0; i < 50; ++i) model.act();
  model.fingerprint.add(simulation.run_until(8.0));
  model.fingerprint.add(simulation.cause());
  return model.fingerprint.value();
}

}  // namespace

TEST_CASE("a reset simulation gives the same bits as a new one", "[kernel][simulation]") {
  Simulation fresh(5, 6);
  const std::uint64_t expected = restless_run(fresh);
  Simulation reused(1, 2);
  const std::uint64_t other = restless_run(reused);
  reused.set_cause(3);
  reused.reset(5, 6);
  CHECK(reused.now() == 0.0);
  CHECK(reused.pending_count() == 0);
  CHECK(reused.executed() == 0);
  CHECK(reused.resets() == 1);
  CHECK(restless_run(reused) == expected);
  CHECK(other != expected);
}

TEST_CASE("200 000 random schedules, cancels and steps agree with a multimap",
          "[kernel][simulation]") {
  Simulation simulation;
  RandomStream random(8, 0, 0, 0);
  std::multimap<double, int> reference;  // keeps the order of insertion among equal keys
  struct Known {
    EventId id;
    std::multimap<double, int>::iterator place;
  };
  std::map<int, Known> known;
  int executed = -1;
  int next = 0;
  for (int i = 0; i < 200'000; ++i) {
    const double what = random.uniform();
    if (what < 0.5) {
      const double at =
          simulation.now() +
          (random.chance(0.5) ? static_cast<double>(random.below(5)) : random.exponential(3.0));
      const int tag = next++;
      known[tag] = {simulation.schedule_at(at, [&executed, tag] { executed = tag; }),
                    reference.emplace(at, tag)};
    } else if (what < 0.75 && !known.empty()) {
      auto victim =
          known.lower_bound(static_cast<int>(random.below(static_cast<std::uint64_t>(next))));
      if (victim == known.end()) victim = known.begin();
      REQUIRE(simulation.cancel(victim->second.id));
      reference.erase(victim->second.place);
      known.erase(victim);
    } else {
      REQUIRE(simulation.step() == !reference.empty());
      if (reference.empty()) continue;
      REQUIRE(executed == reference.begin()->second);
      REQUIRE(simulation.now() == reference.begin()->first);
      known.erase(executed);
      reference.erase(reference.begin());
    }
    REQUIRE(simulation.pending_count() == reference.size());
  }
}

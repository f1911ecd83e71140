// Three runs of fixed length, whose instructions are counted by the guard (guard.py): time is not a
// fact, but an instruction is. Only what is inside a function called fixed_run_… is counted. They
// are benchmarks of one iteration, so that they can be timed and run with the others.
#include <benchmark/benchmark.h>

#include <vector>

#include "kernel/simulation.hpp"
#include "tests/bench/delays.hpp"
#include "tests/bench/experiment.hpp"
#include "tests/bench/mm1.hpp"

namespace nakodo::bench {

/// 20 events at each of 1 000 places, scheduled by each other.
[[gnu::noinline]] void fixed_run_hold() {
  kernel::Simulation simulation;
  Exponential delay;
  std::int64_t left = 20'000;
  struct Event {
    kernel::Simulation& simulation;
    Exponential& delay;
    std::int64_t& left;
    void operator()() const {
      if (--left >= 0) simulation.schedule_after(delay(), *this);
    }
  };
  for (int i = 0; i < 1'000; ++i)
    simulation.schedule_after(delay(), Event{simulation, delay, left});
  simulation.run_until(std::numeric_limits<kernel::Time>::infinity());
}

/// Some 8 000 customers.
[[gnu::noinline]] void fixed_run_mm1() {
  Mm1 queue;
  queue.run(10'000.0);
  benchmark::DoNotOptimize(queue.served());
}

/// Three replications of each design point.
[[gnu::noinline]] void fixed_run_dyad(std::vector<std::unique_ptr<models::World>>& worlds) {
  for (std::uint64_t replication = 0; replication < 3; ++replication) {
    for (const auto& world : worlds) world->run(1986, replication, models::TraceLevel::none);
  }
}

namespace {

void hold_run(benchmark::State& state) {
  for (auto _ : state) fixed_run_hold();
}
void mm1_run(benchmark::State& state) {
  for (auto _ : state) fixed_run_mm1();
}
void dyad_run(benchmark::State& state) {
  auto worlds = worlds_of(load("configs/dyad.yaml"));
  for (auto _ : state) fixed_run_dyad(worlds);
}

BENCHMARK(hold_run)->Name("fixed_run/hold")->Iterations(1);
BENCHMARK(mm1_run)->Name("fixed_run/mm1")->Iterations(1);
BENCHMARK(dyad_run)->Name("fixed_run/dyad")->Iterations(1);

}  // namespace
}  // namespace nakodo::bench

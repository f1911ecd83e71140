// Replications of configs/dyad.yaml: on one core by trace level, all design points in turn; and the
// whole experiment through the runner on one and two threads, in real time. One operation is one
// replication.
#include <benchmark/benchmark.h>

#include <atomic>
#include <memory>
#include <vector>

#include "experiment/runner.hpp"
#include "tests/bench/experiment.hpp"

namespace nakodo::bench {
namespace {

void dyad(benchmark::State& state, models::TraceLevel level) {
  const auto worlds = worlds_of(load("configs/dyad.yaml"));
  std::uint64_t replication = 0;
  std::uint64_t events = 0;
  for (auto _ : state) {
    for (const auto& world : worlds) events += world->run(1986, replication, level).events;
    ++replication;
  }
  state.SetItemsProcessed(state.iterations() * static_cast<std::int64_t>(worlds.size()));
  state.counters["events/s"] =
      benchmark::Counter(static_cast<double>(events), benchmark::Counter::kIsRate);
}

void dyad_threads(benchmark::State& state) {
  const auto experiment = load("configs/dyad.yaml", {"experiment.replications=200"});
  experiment::RunPlan plan;
  plan.trace = models::TraceLevel::none;
  plan.jobs = static_cast<std::size_t>(state.range(0));
  const std::atomic<bool> never = false;
  std::int64_t runs = 0;
  for (auto _ : state) {
    run_experiment(
        experiment, plan,
        [&](const auto& batch) { runs += static_cast<std::int64_t>(batch.runs.size()); }, never);
  }
  state.SetItemsProcessed(runs);
}

BENCHMARK_CAPTURE(dyad, trace_none, models::TraceLevel::none);
BENCHMARK_CAPTURE(dyad, trace_deals, models::TraceLevel::deals);
BENCHMARK_CAPTURE(dyad, trace_events, models::TraceLevel::events);
BENCHMARK(dyad_threads)->Arg(1)->Arg(2)->UseRealTime();

}  // namespace
}  // namespace nakodo::bench

// A sweep over many points of few replications each: simulated alone, and as `nakodo run` does it,
// from the configuration to the published file. One operation is one run; real time, since the file
// is written beside the simulation.
#include <benchmark/benchmark.h>

#include <string>
#include <vector>

#include "experiment/session.hpp"
#include "models/world.hpp"
#include "tests/bench/experiment.hpp"
#include "tests/experiment/scratch_folder.hpp"

namespace nakodo::bench {
namespace {

/// Dyads far and near, patient and not: a Latin hypercube of so many points, 20 replications each.
experiment::Experiment sweep(std::int64_t points) {
  return load(
      "configs/dyad.yaml",
      {"experiment.factors={communities.silicon_valley.style.national: {low: 0, high: 1.8}, "
       "firms.home.patience: {low: 0.25, high: 4, scale: log}, "
       "trust.blame: {low: 0, high: 1}}",
       "experiment.design={kind: lhs, points: " + std::to_string(points) + "}",
       "experiment.replications=20", "output.trace=deals"});
}

void sweep_simulated(benchmark::State& state) {
  const auto experiment = sweep(state.range(0));
  std::int64_t runs = 0;
  for (auto _ : state)
    for (std::size_t point = 0; point < experiment.points(); ++point) {
      models::World world(experiment.scenario(point));
      for (std::size_t r = 0; r < experiment.replications(); ++r, ++runs)
        benchmark::DoNotOptimize(
            world.run(experiment.file.experiment.seed, r, models::TraceLevel::deals));
    }
  state.SetItemsProcessed(runs);
}

void sweep_run(benchmark::State& state) {
  std::int64_t runs = 0;
  for (auto _ : state) {
    const experiment::ScratchFolder scratch;
    const auto experiment = sweep(state.range(0));
    auto request = session_of(experiment, scratch.path() / "sweep", 1);
    request.quiet = true;
    carry_out(experiment, request);
    runs += static_cast<std::int64_t>(experiment.runs());
  }
  state.SetItemsProcessed(runs);
}

BENCHMARK(sweep_simulated)->Arg(500)->Arg(10'000)->UseRealTime()->MeasureProcessCPUTime();
BENCHMARK(sweep_run)->Arg(500)->Arg(10'000)->UseRealTime()->MeasureProcessCPUTime();

}  // namespace
}  // namespace nakodo::bench

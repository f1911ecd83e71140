// Replications of configs/dyad.yaml on one core, all design points in turn, by trace level.
#include <benchmark/benchmark.h>

#include <memory>
#include <stdexcept>
#include <string>
#include <vector>

#include "experiment/experiment.hpp"
#include "models/world.hpp"

namespace {

using namespace nakodo;

std::vector<std::unique_ptr<models::World>> worlds_of(const std::string& file) {
  experiment::Diagnostics diagnostics;
  const auto experiment = experiment::load(file, {}, diagnostics);
  if (!experiment) throw std::runtime_error(diagnostics.text());
  std::vector<std::unique_ptr<models::World>> worlds;
  for (std::size_t point = 0; point < experiment->points(); ++point)
    worlds.push_back(std::make_unique<models::World>(experiment->scenario(point)));
  return worlds;
}

/// One iteration runs one replication of every design point.
void dyad(benchmark::State& state, models::TraceLevel level) {
  const auto worlds = worlds_of("configs/dyad.yaml");
  std::uint64_t replication = 0;
  std::uint64_t events = 0;
  for (auto _ : state) {
    for (const auto& world : worlds) events += world->run(1986, replication, level).events;
    ++replication;
  }
  const auto runs = static_cast<double>(state.iterations()) * static_cast<double>(worlds.size());
  state.counters["replications/s"] = benchmark::Counter(runs, benchmark::Counter::kIsRate);
  state.counters["events/s"] =
      benchmark::Counter(static_cast<double>(events), benchmark::Counter::kIsRate);
}

BENCHMARK_CAPTURE(dyad, trace_none, models::TraceLevel::none);
BENCHMARK_CAPTURE(dyad, trace_deals, models::TraceLevel::deals);
BENCHMARK_CAPTURE(dyad, trace_events, models::TraceLevel::events);

}  // namespace

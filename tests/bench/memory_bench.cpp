// Memory, not time: bytes of the heap for each pending event and for each person, in the counter
// `bytes`. Each is measured once.
#include <benchmark/benchmark.h>

#include <memory>
#include <string>
#include <utility>

#include "kernel/simulation.hpp"
#include "models/world.hpp"
#include "tests/bench/delays.hpp"
#include "tests/bench/heap_use.hpp"
#include "tests/models/dyad.hpp"

namespace nakodo::bench {
namespace {

void report(benchmark::State& state, std::size_t before, std::size_t things) {
  state.counters["bytes"] =
      static_cast<double>(heap_in_use() - before) / static_cast<double>(things);
  state.SetItemsProcessed(state.iterations());
}

/// A million events in the hold model, after each has been executed some ten times.
void memory_of_events(benchmark::State& state) {
  const auto pending = static_cast<std::size_t>(state.range(0));
  const std::size_t before = heap_in_use();
  kernel::Simulation simulation;
  Exponential delay;
  struct Event {
    kernel::Simulation& simulation;
    Exponential& delay;
    void operator()() const { simulation.schedule_after(delay(), *this); }
  };
  for (auto _ : state) {
    for (std::size_t i = 0; i < pending; ++i)
      simulation.schedule_after(delay(), Event{simulation, delay});
    simulation.run_until(10.0);
  }
  report(state, before, pending);
}

/// Persons of firms that are there from the start, four a firm, each with a calendar. The scenario
/// that describes them counts too.
void memory_of_persons(benchmark::State& state) {
  const auto firms = static_cast<std::size_t>(state.range(0)) / 4;
  const std::size_t before = heap_in_use();
  std::unique_ptr<models::World> world;
  for (auto _ : state) {
    models::Scenario scenario = tests::reference_dyad();
    while (scenario.firms.size() < firms) {
      auto& firm = scenario.firms.add("neighbour " + std::to_string(scenario.firms.size()));
      firm.community = "osaka";
    }
    world = std::make_unique<models::World>(std::move(scenario));
    world->run(1986, 0);
  }
  report(state, before, world->cast().persons().size());
}

/// Persons of a population, who are described once and made when they are met.
void memory_of_population(benchmark::State& state) {
  const std::size_t before = heap_in_use();
  std::unique_ptr<models::World> world;
  for (auto _ : state) {
    models::Scenario scenario = tests::reference_dyad();
    auto& neighbours = scenario.firms.add("neighbours");
    neighbours.community = "osaka";
    neighbours.count = static_cast<int>(state.range(0)) / 4;
    world = std::make_unique<models::World>(std::move(scenario));
    world->run(1986, 0);
  }
  report(state, before, static_cast<std::size_t>(state.range(0)));
}

BENCHMARK(memory_of_events)->Name("memory/event")->Arg(1'000'000)->Iterations(1);
BENCHMARK(memory_of_persons)->Name("memory/person")->Arg(100'000)->Iterations(1);
BENCHMARK(memory_of_population)->Name("memory/population")->Arg(100'000)->Iterations(1);

}  // namespace
}  // namespace nakodo::bench

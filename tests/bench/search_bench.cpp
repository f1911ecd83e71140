// Two communities of so many firms, a tenth as many projects, five years of looking for partners at
// random and through gatekeepers: time, events a second and the heap in use at the end of the run.
//
// What is needed is rare, exactly one firm in a thousand has it, so that most search to the end:
// the work grows with the number of projects, and with the firms whom the gatekeepers look through.
#include <benchmark/benchmark.h>

#include <memory>
#include <string>
#include <vector>

#include "models/world.hpp"
#include "tests/bench/heap_use.hpp"

namespace nakodo::bench {
namespace {

using namespace models;

IntermediarySpec gatekeeper(const std::string& community) {
  IntermediarySpec one;
  one.speaks = {community};
  one.technical = 0.0;
  one.staff = 20;
  one.embedded.add(community, {0.1});
  return one;
}

/// Ten gatekeepers at home of whom two span, twenty abroad of whom three are tied to those two
/// (model section 7).
void add_gatekeepers(Scenario& scenario) {
  std::vector<std::string> spanned;
  for (int i = 0; i < 20; ++i) {
    const std::string name = "abroad " + std::to_string(i);
    scenario.intermediaries.add(name, gatekeeper("silicon_valley"));
    if (i < 3) spanned.push_back(name);
  }
  for (int i = 0; i < 10; ++i) {
    IntermediarySpec& one =
        scenario.intermediaries.add("at home " + std::to_string(i), gatekeeper("osaka"));
    one.tied_to = i < 2 ? spanned : std::vector<std::string>{"at home 0", "at home 1"};
  }
}

Scenario two_communities(int firms) {
  Scenario scenario;
  scenario.time.horizon = 5 * 365.25;
  scenario.communities.add("osaka");
  scenario.communities.add("silicon_valley", {.style = {.national = 1.2}});
  FirmSpec& homes = scenario.firms.add("homes");
  homes.community = "osaka";
  homes.count = firms;
  FirmSpec& makers = scenario.firms.add("makers");
  makers.community = "silicon_valley";
  makers.count = firms;
  makers.supplies.add("module").share = 0.001;
  add_gatekeepers(scenario);
  ProjectSpec& venture = scenario.projects.add("venture");
  venture.firm = "homes";
  venture.count = firms / 10;
  venture.needs = {"module"};
  venture.search = {SearchMode{AtRandom{}}, SearchMode{ByReferral{}}};
  return scenario;
}

void search_in_two_communities(benchmark::State& state) {
  const auto firms = static_cast<int>(state.range(0));
  const std::size_t before = heap_in_use();
  const auto world = std::make_unique<World>(two_communities(firms));
  std::uint64_t events = 0;
  std::uint64_t replication = 0;
  std::size_t probes = 0;
  for (auto _ : state) {
    const RunOutcome& outcome = world->run(1986, replication++);
    events += outcome.events;
    for (const DealOutcome& deal : outcome.deals) probes += static_cast<std::size_t>(deal.probes);
  }
  state.counters["MB"] = static_cast<double>(heap_in_use() - before) / 1e6;
  state.counters["probes"] = static_cast<double>(probes) / static_cast<double>(replication);
  state.SetItemsProcessed(static_cast<std::int64_t>(events));
  state.SetComplexityN(firms);
}
BENCHMARK(search_in_two_communities)
    ->Arg(1'000)
    ->Arg(3'000)
    ->Arg(10'000)
    ->Arg(30'000)
    ->Arg(100'000)
    ->Iterations(1)
    ->Unit(benchmark::kMillisecond)
    ->Complexity(benchmark::oNLogN);

}  // namespace
}  // namespace nakodo::bench

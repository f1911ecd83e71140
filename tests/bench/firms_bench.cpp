// Start with two communities of 100 000 firms each and 1 000 000 ties, all from CSV files: how long
// from the files to a world that can run, and what is kept of a firm and a tie.
#include <benchmark/benchmark.h>
#include <sys/resource.h>

#include <filesystem>
#include <fstream>
#include <memory>
#include <stdexcept>
#include <string>

#include "experiment/experiment.hpp"
#include "kernel/random.hpp"
#include "models/world.hpp"

namespace {

using namespace nakodo;

constexpr std::size_t firms = 100'000;
constexpr std::size_t ties = 1'000'000;

/// The files of such an experiment, gone with it.
class Files {
 public:
  Files() : folder_(std::filesystem::temp_directory_path() / "nakodo-firms-bench") {
    std::filesystem::create_directories(folder_);
    kernel::RandomStream random(1986, 0, 0, 0);
    for (const std::string community : {"osaka", "valley"}) {
      std::ofstream out(folder_ / (community + ".csv"));
      out << "id,employees,supplies:module\n";
      for (std::size_t i = 0; i < firms; ++i)
        out << community << '-' << i << ',' << 1 + static_cast<int>(random.lognormal(60.0, 2.0))
            << ',' << (random.chance(0.1) ? "0.9" : "") << '\n';
    }
    std::ofstream out(folder_ / "ties.csv");
    out << "from,to\n";
    // Steps of a prime: no tie is there twice.
    for (std::size_t i = 0; i < ties; ++i)
      out << "osaka-" << i % firms << ",valley-" << (i % firms + i / firms * 9973) % firms << '\n';
    std::ofstream(path()) << "nakodo: 1\n"
                             "communities: {osaka: {}, valley: {style: {national: 1.2}}}\n"
                             "firms:\n"
                             "  home: {community: osaka}\n"
                             "  at_home: {community: osaka, from: osaka.csv}\n"
                             "  abroad: {community: valley, from: valley.csv}\n"
                             "ties: ties.csv\n"
                             "projects: {venture: {firm: home, needs: [module], "
                             "search: [known, {random: {bias: 1}}]}}\n";
  }
  ~Files() { std::filesystem::remove_all(folder_); }
  std::string path() const { return (folder_ / "world.yaml").string(); }

 private:
  std::filesystem::path folder_;
};

void start(benchmark::State& state) {
  const Files files;
  for (auto _ : state) {
    experiment::Diagnostics diagnostics;
    const auto experiment = experiment::load(files.path(), {}, diagnostics);
    if (!experiment) throw std::runtime_error(diagnostics.text());
    models::World world(experiment->scenario(0));
    benchmark::DoNotOptimize(world.run(1986, 0).events);

    const models::Scenario& scenario = world.scenario();
    std::size_t shared = 0;
    for (const auto& [name, firm] : scenario.firms)
      if (firm.from.table != nullptr) shared += firm.from.table->bytes();
    std::size_t own = 0;
    for (const auto& population : world.cast().populations()) own += population.bytes();
    state.counters["bytes a firm, shared"] = static_cast<double>(shared) / (2.0 * firms);
    state.counters["bytes a firm and thread"] = static_cast<double>(own) / (2.0 * firms);
    state.counters["bytes a tie"] = static_cast<double>(scenario.ties.table->bytes()) / ties;
  }
  rusage used{};
  getrusage(RUSAGE_SELF, &used);
  state.counters["peak MB"] = static_cast<double>(used.ru_maxrss) / 1024.0;
}

BENCHMARK(start)->Unit(benchmark::kMillisecond)->Iterations(3);

/// Runs of a world of so many firms, one after another: what it costs to begin again.
void run_again(benchmark::State& state) {
  const Files files;
  experiment::Diagnostics diagnostics;
  const auto experiment = experiment::load(files.path(), {}, diagnostics);
  if (!experiment) throw std::runtime_error(diagnostics.text());
  models::World world(experiment->scenario(0));
  std::uint64_t replication = 0;
  for (auto _ : state) benchmark::DoNotOptimize(world.run(1986, replication++).events);
}

BENCHMARK(run_again)->Unit(benchmark::kMillisecond);

}  // namespace

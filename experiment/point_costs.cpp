#include "experiment/point_costs.hpp"

#include <algorithm>
#include <atomic>
#include <numeric>

#include "experiment/runner.hpp"

namespace nakodo::experiment {

std::vector<std::uint64_t> point_costs(const Experiment& experiment,
                                       std::chrono::duration<double> at_most) {
  using Clock = std::chrono::steady_clock;
  const auto begun = Clock::now();
  const std::atomic<bool> never = false;
  const std::size_t points = experiment.points();
  const std::size_t rounds = std::min<std::size_t>(experiment.replications(), 32);
  std::vector<std::uint64_t> spent(points);
  std::size_t tried = 0;  // runs
  auto now = begun;
  while (tried < rounds * points && now - begun < at_most) {
    RunPlan plan;
    plan.only = RunPlan::Only{tried % points, tried / points};
    plan.trace = models::TraceLevel::none;
    run_experiment(
        experiment, plan, [](const RunBatch&) {}, never);
    const auto then = now;
    now = Clock::now();
    spent[tried++ % points] += static_cast<std::uint64_t>(
        std::chrono::duration_cast<std::chrono::nanoseconds>(now - then).count());
  }
  const std::uint64_t mean = std::accumulate(spent.begin(), spent.end(), std::uint64_t{0}) / tried;
  for (std::size_t point = 0; point < points; ++point) {
    const std::size_t runs = tried / points + (point < tried % points ? 1 : 0);
    spent[point] = runs > 0 ? spent[point] / runs : mean;
  }
  return spent;
}

}  // namespace nakodo::experiment

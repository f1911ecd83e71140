#include <numeric>
#include <utility>

#include "experiment/design_kinds.hpp"
#include "kernel/random.hpp"

namespace nakodo::experiment {

void morris_trajectories(const DesignTask& task, Design& design) {
  if (!all_have_levels(task)) return;
  const std::size_t factors = task.factors.size();
  const auto levels = static_cast<std::size_t>(task.spec.levels);
  const auto trajectories = static_cast<std::size_t>(task.spec.trajectories);
  if (levels % 2 != 0)
    return task.diagnostics.error(task.place("levels"), "the levels of a Morris design are even",
                                  "write levels: 4");
  if (trajectories * (factors + 1) > Design::most_points)
    return task.diagnostics.error(task.place("trajectories"),
                                  "the design has more than a million points",
                                  "take fewer trajectories");
  for (const Factor& factor : task.factors) {
    if (!factor.range)
      task.diagnostics.error(factor.value_place,
                             "elementary effects are of ranges, and this factor has levels",
                             "write {low: …, high: …}, or take another kind of design");
    else if (factor.range->integer &&
             factor.range->high - factor.range->low + 1.0 < static_cast<double>(levels))
      task.diagnostics.error(factor.value_place,
                             "this range has fewer whole numbers than the design has levels",
                             "write levels: 2 in the design, or widen the range");
  }
  if (!task.diagnostics.ok()) return;

  const std::size_t step = levels / 2;
  std::vector<std::size_t> at(factors);
  std::vector<bool> upwards(factors);
  std::vector<std::size_t> order(factors);
  const auto push = [&] {
    for (std::size_t f = 0; f < factors; ++f)
      design.columns[f].values.push_back(task.factors[f].range->level(at[f], levels));
    ++design.size;
  };
  for (std::size_t t = 0; t < trajectories; ++t) {
    kernel::RandomStream random(task.spec.seed.value_or(1), t, design_purpose, 1);
    for (std::size_t f = 0; f < factors; ++f) {
      at[f] = random.below(levels - step);
      upwards[f] = random.below(2) == 0;
      if (!upwards[f]) at[f] += step;
    }
    std::iota(order.begin(), order.end(), std::size_t{0});
    for (std::size_t i = factors; i > 1; --i) std::swap(order[i - 1], order[random.below(i)]);
    push();
    for (const std::size_t f : order) {
      at[f] = upwards[f] ? at[f] + step : at[f] - step;
      push();
    }
  }
}

}  // namespace nakodo::experiment

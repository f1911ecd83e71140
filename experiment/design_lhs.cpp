#include <numeric>
#include <utility>

#include "experiment/design_kinds.hpp"
#include "kernel/random.hpp"

namespace nakodo::experiment {

void latin_hypercube(const DesignTask& task, Design& design) {
  if (!all_have_levels(task)) return;
  const auto count = static_cast<std::size_t>(*task.spec.points);
  std::vector<std::uint32_t> parts(count);
  for (std::size_t f = 0; f < task.factors.size(); ++f) {
    kernel::RandomStream random(task.spec.seed.value_or(1), f, design_purpose, 0);
    std::iota(parts.begin(), parts.end(), 0U);
    for (std::size_t i = count; i > 1; --i) std::swap(parts[i - 1], parts[random.below(i)]);
    for (std::size_t p = 0; p < count; ++p)
      push_unit(task.factors[f], design.columns[f],
                (parts[p] + random.uniform_open()) / static_cast<double>(count));
  }
  design.size = count;
}

}  // namespace nakodo::experiment

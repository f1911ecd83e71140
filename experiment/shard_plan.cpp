#include "experiment/shard_plan.hpp"

#include <algorithm>

namespace nakodo::experiment {
namespace {

// Whole numbers, for a sum of fractions would depend on the compiler; 10⁹ runs of a day in
// nanoseconds overflow 64 bits.
__extension__ using Cost = unsigned __int128;

}  // namespace

std::vector<Stretch> plan_shards(const Slices& slices, std::size_t shards,
                                 std::span<const std::uint64_t> costs) {
  if (std::all_of(costs.begin(), costs.end(), [](std::uint64_t cost) { return cost == 0; }))
    costs = {};
  const std::size_t step = slices.together();
  const auto cost_of = [&](std::size_t i) {
    return Cost{slices.runs({i, i + step})} * (costs.empty() ? 1 : costs[slices[i].point]);
  };
  Cost total = 0;
  for (std::size_t i = 0; i < slices.count(); i += step) total += cost_of(i);

  std::vector<Stretch> plan;
  std::size_t cut = 0;
  Cost before = 0;  // the cost of all slices before the cut
  for (std::size_t k = 1; k <= shards; ++k) {
    const std::size_t first = cut;
    for (; cut < slices.count(); cut += step) {
      const Cost cost = cost_of(cut);
      // What stays together goes to this shard if its middle lies before the share's end.
      if (k < shards && (2 * before + cost) * shards > 2 * total * k) break;
      before += cost;
    }
    plan.push_back({first, cut});
  }
  return plan;
}

}  // namespace nakodo::experiment

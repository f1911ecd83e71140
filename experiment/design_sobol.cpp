#include <bit>
#include <boost/random/sobol.hpp>

#include "experiment/design_kinds.hpp"
#include "kernel/random.hpp"

namespace nakodo::experiment {

void sobol_sequence(const DesignTask& task, Design& design) {
  constexpr std::size_t most_factors = 3'667;  // of which there are direction numbers
  if (!all_have_levels(task)) return;
  const std::size_t factors = task.factors.size();
  if (factors > most_factors)
    return task.diagnostics.error(task.factors[most_factors].place,
                                  "a Sobol sequence has at most 3667 factors", "take lhs");
  const auto count = static_cast<std::size_t>(*task.spec.points);
  std::vector<std::uint64_t> shift(factors);
  for (std::size_t f = 0; f < factors; ++f)
    shift[f] = task.spec.seed
                   ? kernel::RandomStream(*task.spec.seed, f, design_purpose, 0).bits()
                   : std::uint64_t{1} << (64 - std::bit_width(2 * std::bit_ceil(count) - 1));
  boost::random::sobol sequence(factors);
  for (std::size_t p = 0; p < count; ++p)
    for (std::size_t f = 0; f < factors; ++f) {
      // The generator begins behind the origin.
      const std::uint64_t bits = (p == 0 ? 0 : sequence()) ^ shift[f];
      push_unit(task.factors[f], design.columns[f],
                (static_cast<double>(bits >> 12U) + 0.5) * 0x1p-52);
    }
  design.size = count;
  if (!std::has_single_bit(count)) {
    const std::size_t lower = std::bit_floor(count);
    design.advice = std::to_string(count) + " is no power of 2, so the points of the Sobol " +
                    "sequence are not balanced: take " + std::to_string(lower) + " or " +
                    std::to_string(2 * lower) + ".";
  }
}

}  // namespace nakodo::experiment

// The floor under everything random: one draw of each sampler, and the seeding of a stream. One
// operation is one draw.
#include <benchmark/benchmark.h>

#include <array>

#include "kernel/random.hpp"

namespace nakodo::bench {
namespace {

using kernel::RandomStream;

template <class Draw>
void sampler(benchmark::State& state, Draw draw) {
  RandomStream random(1, 0, 0, 0);
  for (auto _ : state) benchmark::DoNotOptimize(draw(random));
  state.SetItemsProcessed(state.iterations());
}

BENCHMARK_CAPTURE(sampler, bits, [](RandomStream& random) { return random.bits(); });
BENCHMARK_CAPTURE(sampler, uniform, [](RandomStream& random) { return random.uniform(); });
BENCHMARK_CAPTURE(sampler, below, [](RandomStream& random) { return random.below(1'000); });
BENCHMARK_CAPTURE(sampler, exponential,
                  [](RandomStream& random) { return random.exponential(1.0); });
BENCHMARK_CAPTURE(sampler, normal, [](RandomStream& random) { return random.normal(0.0, 1.0); });
BENCHMARK_CAPTURE(sampler, gamma, [](RandomStream& random) { return random.gamma(1.0, 0.5); });
BENCHMARK_CAPTURE(sampler, lognormal,
                  [](RandomStream& random) { return random.lognormal(1.0, 0.5); });
BENCHMARK_CAPTURE(sampler, dirichlet_of_5, [](RandomStream& random) {
  std::array<double, 5> shares;
  random.dirichlet(shares);
  return shares[0];
});
BENCHMARK_CAPTURE(sampler, seed,
                  [](RandomStream& random) { return RandomStream(1, random.bits(), 1, 1); });

}  // namespace
}  // namespace nakodo::bench

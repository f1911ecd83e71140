// Batches: a model that never ends, timed a thousand events at a time.
#pragma once

#include <benchmark/benchmark.h>

#include <cstdint>

namespace nakodo::bench {

/// @tparam Model has `run(events)`, which goes on where it stood
/// @param warm_up events before the clock starts
template <class Model>
void time_batches(benchmark::State& state, Model&& model, std::int64_t warm_up) {
  constexpr std::int64_t batch = 1'000;
  model.run(warm_up);
  for (auto _ : state) model.run(batch);
  state.SetItemsProcessed(state.iterations() * batch);
}

}  // namespace nakodo::bench

// The hold model on the pending set alone, the draw of the delay included: nothing is called, no
// event is kept in the pool. And on a heap, for comparison. One operation is one hold.
#include <benchmark/benchmark.h>

#include <memory>

#include "kernel/pending_set.hpp"
#include "tests/bench/delays.hpp"
#include "tests/kernel/quaternary_heap.hpp"

namespace nakodo::bench {
namespace {

using kernel::PendingEntry;
using kernel::PendingSet;
using tests::QuaternaryHeap;

template <class Set, class Delay>
void pending_set(benchmark::State& state) {
  const auto count = static_cast<std::uint64_t>(state.range(0));
  const auto set = std::make_unique<Set>();
  Delay delay;
  std::uint64_t order = 0;
  const auto push = [&](double time) { set->push({PendingEntry::bits_of(time), ++order << 24U}); };
  const auto hold_once = [&] {
    const double now = set->top().time();
    set->pop();
    push(now + delay());
  };
  while (set->size() < count) push(delay());
  for (std::uint64_t i = 0; i < 2 * count + 10'000; ++i) hold_once();
  constexpr std::int64_t batch = 1'000;
  for (auto _ : state) {
    for (std::int64_t i = 0; i < batch; ++i) hold_once();
  }
  state.SetItemsProcessed(state.iterations() * batch);
}

BENCHMARK(pending_set<PendingSet, Exponential>)->Name("set")->Apply(sizes);
BENCHMARK(pending_set<PendingSet, OneTime>)->Name("set_one_time")->Apply(sizes);
BENCHMARK(pending_set<PendingSet, Geometric>)->Name("set_geometric")->Apply(sizes);
BENCHMARK(pending_set<PendingSet, Bimodal>)->Name("set_bimodal")->Apply(sizes);
BENCHMARK(pending_set<QuaternaryHeap, Exponential>)->Name("heap")->Apply(sizes);

}  // namespace
}  // namespace nakodo::bench

// M/M/1 at load 0.8 through the public interface, as in kernel/examples/mm1.cpp: customers book the
// calendar of the server, which keeps its statistics. One operation is one customer served.
#include <benchmark/benchmark.h>

#include "tests/bench/mm1.hpp"

namespace nakodo::bench {
namespace {

void mm1(benchmark::State& state) {
  constexpr double days = 1'000.0;
  Mm1 queue;
  queue.run(days);
  const std::uint64_t before = queue.served();
  for (auto _ : state) queue.run(days);
  state.SetItemsProcessed(static_cast<std::int64_t>(queue.served() - before));
}

BENCHMARK(mm1);

}  // namespace
}  // namespace nakodo::bench

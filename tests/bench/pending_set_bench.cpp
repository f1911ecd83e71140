// The hold model: the earliest event is taken out and comes back a random delay later, its draw
// included, so that the number pending stays. Through the pending set alone, through a simulation,
// and through a heap for comparison. The worst cases differ in the delay only.
#include <benchmark/benchmark.h>

#include <bit>
#include <memory>

#include "kernel/pending_set.hpp"
#include "kernel/random.hpp"
#include "kernel/simulation.hpp"
#include "tests/kernel/quaternary_heap.hpp"

namespace {

using namespace nakodo::kernel;
using nakodo::tests::QuaternaryHeap;

struct Exponential {
  RandomStream random{1, 0, 0, 0};
  double operator()() { return random.exponential(1.0); }
};
/// All events at one time, and again at the next.
struct OneTime {
  double operator()() { return 1.0; }
};
/// Gaps that span 32 powers of two.
struct Geometric {
  RandomStream random{1, 0, 0, 0};
  double operator()() {
    return std::bit_cast<double>((1023U + random.bits() % 32U) << 52U) * (1.0 + random.uniform());
  }
};
/// One in ten goes a million mean delays away, so that most of what is pending is there.
struct Bimodal {
  RandomStream random{1, 0, 0, 0};
  double operator()() { return (random.chance(0.9) ? 0.0 : 1e6) + random.exponential(1.0); }
};

/// One iteration is one hold.
template <class Set, class Delay>
void hold(benchmark::State& state) {
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
  for (auto _ : state) hold_once();
}

template <class Delay>
class Holding {
 public:
  explicit Holding(std::uint64_t count) {
    for (std::uint64_t i = 0; i < count; ++i) simulation_.schedule_after(delay_(), Event{*this});
  }
  void step() { simulation_.step(); }
  void run(std::uint64_t events) {
    while (events-- > 0) step();
  }

 private:
  struct Event {
    Holding& holding;
    void operator()() const { holding.simulation_.schedule_after(holding.delay_(), *this); }
  };

  Simulation simulation_;
  Delay delay_;
};

template <class Delay>
void simulate(benchmark::State& state) {
  const auto count = static_cast<std::uint64_t>(state.range(0));
  Holding<Delay> holding(count);
  holding.run(2 * count + 10'000);
  for (auto _ : state) holding.step();
}

/// One iteration is one short replication in reused memory: up to 300 events, 16 pending.
void replicate(benchmark::State& state) {
  Simulation simulation;
  struct Event {
    Simulation& simulation;
    RandomStream& random;
    void operator()() const { simulation.schedule_after(random.exponential(1.0), *this); }
  };
  std::uint64_t replication = 0;
  for (auto _ : state) {
    simulation.reset(1, ++replication);
    RandomStream random = simulation.stream(1, 1);
    for (int i = 0; i < 16; ++i) {
      simulation.schedule_after(random.exponential(1.0), Event{simulation, random});
    }
    for (int i = 0; i < 300; ++i) simulation.step();
  }
}

void sizes(benchmark::internal::Benchmark* benchmark) {
  for (const int count : {16, 64, 100, 1000, 65'536, 1'000'000}) benchmark->Arg(count);
}
void large_sizes(benchmark::internal::Benchmark* benchmark) {
  for (const int count : {100, 1000, 65'536, 1'000'000}) benchmark->Arg(count);
}

BENCHMARK(hold<PendingSet, Exponential>)->Apply(sizes);
BENCHMARK(hold<QuaternaryHeap, Exponential>)->Apply(sizes);
BENCHMARK(hold<PendingSet, OneTime>)->Apply(large_sizes);
BENCHMARK(hold<PendingSet, Geometric>)->Apply(large_sizes);
BENCHMARK(hold<PendingSet, Bimodal>)->Apply(large_sizes);
BENCHMARK(simulate<Exponential>)->Apply(sizes);
BENCHMARK(replicate);

}  // namespace

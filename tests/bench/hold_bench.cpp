// The hold model through a simulation: what an event costs from schedule_after() to being called.
// One operation is one event.
#include <benchmark/benchmark.h>

#include "kernel/simulation.hpp"
#include "tests/bench/batches.hpp"
#include "tests/bench/delays.hpp"

namespace nakodo::bench {
namespace {

class Holding {
 public:
  explicit Holding(std::uint64_t pending) {
    for (std::uint64_t i = 0; i < pending; ++i) simulation_.schedule_after(delay_(), Event{*this});
  }
  /// Executes this many events, in one run.
  void run(std::int64_t events) {
    left_ = events;
    simulation_.run_until(std::numeric_limits<kernel::Time>::infinity());
  }

 private:
  struct Event {
    Holding& holding;
    void operator()() const {
      holding.simulation_.schedule_after(holding.delay_(), *this);
      if (--holding.left_ == 0) holding.simulation_.stop();
    }
  };

  kernel::Simulation simulation_;
  Exponential delay_;
  std::int64_t left_ = 0;
};

void hold(benchmark::State& state) {
  time_batches(state, Holding(static_cast<std::uint64_t>(state.range(0))),
               2 * state.range(0) + 10'000);
}

BENCHMARK(hold)->Apply(sizes);

}  // namespace
}  // namespace nakodo::bench

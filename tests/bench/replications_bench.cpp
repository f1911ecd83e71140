// Short replications in reused memory: 300 events, 16 pending. One operation is one replication,
// the reset and the seeding of its stream included.
#include <benchmark/benchmark.h>

#include "kernel/simulation.hpp"

namespace nakodo::bench {
namespace {

class ShortRun {
 public:
  void replicate(std::uint64_t replication) {
    simulation_.reset(1, replication);
    random_ = simulation_.stream(1, 1);
    left_ = 300;
    for (int i = 0; i < 16; ++i) schedule();
    simulation_.run_until(std::numeric_limits<kernel::Time>::infinity());
  }

 private:
  void schedule() {
    simulation_.schedule_after(random_.exponential(1.0), [this] {
      schedule();
      if (--left_ == 0) simulation_.stop();
    });
  }

  kernel::Simulation simulation_;
  kernel::RandomStream random_ = simulation_.stream(1, 1);
  int left_ = 0;
};

void replications(benchmark::State& state) {
  ShortRun run;
  std::uint64_t replication = 0;
  for (auto _ : state) run.replicate(++replication);
  state.SetItemsProcessed(state.iterations());
}

BENCHMARK(replications);

}  // namespace
}  // namespace nakodo::bench

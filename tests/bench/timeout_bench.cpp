// Hold, timeout and cancel: whoever acts takes back the timeout that watched over him and sets a
// new one, which is nearly never reached. One operation is one event, one cancelled timeout and one
// new.
#include <benchmark/benchmark.h>

#include <vector>

#include "kernel/simulation.hpp"
#include "tests/bench/batches.hpp"
#include "tests/bench/delays.hpp"

namespace nakodo::bench {
namespace {

class Watched {
 public:
  explicit Watched(std::size_t actors) : timeouts_(actors) {
    for (std::uint32_t actor = 0; actor < actors; ++actor) act(actor);
  }
  void run(std::int64_t events) {
    left_ = events;
    simulation_.run_until(std::numeric_limits<kernel::Time>::infinity());
  }

 private:
  static constexpr kernel::Time patience = 10.0;  // mean delays

  void act(std::uint32_t actor) {
    simulation_.cancel(timeouts_[actor]);
    timeouts_[actor] = simulation_.schedule_after(patience, [this] { ++late_; });
    simulation_.schedule_after(delay_(), [this, actor] { act(actor); });
    if (--left_ == 0) simulation_.stop();
  }

  kernel::Simulation simulation_;
  std::vector<kernel::EventId> timeouts_;
  Exponential delay_;
  std::int64_t left_ = 0;
  std::uint64_t late_ = 0;
};

void hold_timeout_cancel(benchmark::State& state) {
  time_batches(state, Watched(static_cast<std::size_t>(state.range(0))),
               20 * state.range(0) + 10'000);
}

BENCHMARK(hold_timeout_cancel)->Arg(16)->Arg(1'000)->Arg(65'536);

}  // namespace
}  // namespace nakodo::bench

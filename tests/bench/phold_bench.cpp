// PHOLD (Fujimoto 1990, Performance of Time Warp under synthetic workloads): logical processes send
// each other messages. Who gets one changes his state and sends one on, after a lookahead of 0.1
// and an exponential of mean 0.9, to any of the others in one of ten cases, else to himself.
// Sixteen messages a process; one thread. One operation is one message.
#include <benchmark/benchmark.h>

#include <vector>

#include "kernel/simulation.hpp"
#include "tests/bench/batches.hpp"

namespace nakodo::bench {
namespace {

class Phold {
 public:
  explicit Phold(std::uint32_t processes) {
    for (std::uint32_t i = 0; i < processes; ++i) {
      processes_.push_back({simulation_.stream(1, i), 0});
      for (int message = 0; message < 16; ++message) send(i, i);
    }
  }
  void run(std::int64_t messages) {
    left_ = messages;
    simulation_.run_until(std::numeric_limits<kernel::Time>::infinity());
  }

 private:
  struct Process {
    kernel::RandomStream random;
    std::uint64_t received;
  };

  void send(std::uint32_t from, std::uint32_t to) {
    simulation_.schedule_after(0.1 + processes_[from].random.exponential(0.9),
                               [this, to] { on_message(to); });
  }
  void on_message(std::uint32_t at) {
    Process& process = processes_[at];
    ++process.received;
    const bool away = process.random.chance(0.1);
    send(at, away ? static_cast<std::uint32_t>(process.random.below(processes_.size())) : at);
    if (--left_ == 0) simulation_.stop();
  }

  kernel::Simulation simulation_;
  std::vector<Process> processes_;
  std::int64_t left_ = 0;
};

void phold(benchmark::State& state) {
  time_batches(state, Phold(static_cast<std::uint32_t>(state.range(0))),
               32 * state.range(0) + 10'000);
}

BENCHMARK(phold)->Arg(64)->Arg(4'096);

}  // namespace
}  // namespace nakodo::bench

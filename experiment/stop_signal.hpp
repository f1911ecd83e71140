// Stop signal: SIGINT, SIGTERM, SIGUSR1 (which Slurm sends ahead of a time limit) and SIGHUP (of a
// connection that is lost, unless nohup had it ignored) ask to stop after the batch in hand. A
// second SIGINT, of somebody who does not want to wait, ends at once.
#pragma once

#include <array>
#include <atomic>
#include <csignal>

namespace nakodo::experiment {

/// Turns the signals into a request to stop, for as long as it lives. One at a time.
class StopSignal {
 public:
  StopSignal();
  ~StopSignal();
  StopSignal(const StopSignal&) = delete;
  StopSignal& operator=(const StopSignal&) = delete;

  const std::atomic<bool>& requested() const;

 private:
  static constexpr std::array<int, 4> signals{SIGINT, SIGTERM, SIGUSR1, SIGHUP};
  std::array<void (*)(int), signals.size()> previous_{};
};

}  // namespace nakodo::experiment

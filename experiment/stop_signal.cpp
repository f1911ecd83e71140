#include "experiment/stop_signal.hpp"

#include <cstddef>

namespace nakodo::experiment {
namespace {

std::atomic<bool> stop_requested = false;
static_assert(std::atomic<bool>::is_always_lock_free, "set from a signal handler");

void request_stop(int signal) {
  if (signal == SIGINT && stop_requested) {
    std::signal(SIGINT, SIG_DFL);
    std::raise(SIGINT);
  }
  stop_requested = true;
}

}  // namespace

StopSignal::StopSignal() {
  stop_requested = false;
  for (std::size_t i = 0; i < signals.size(); ++i)
    previous_[i] = std::signal(signals[i], request_stop);
  if (previous_.back() == SIG_IGN) std::signal(signals.back(), SIG_IGN);  // nohup
}

StopSignal::~StopSignal() {
  for (std::size_t i = 0; i < signals.size(); ++i) std::signal(signals[i], previous_[i]);
}

const std::atomic<bool>& StopSignal::requested() const { return stop_requested; }

}  // namespace nakodo::experiment

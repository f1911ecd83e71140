// Pace: how fast runs are made, of which some were there before. Policy: those say nothing about
// it, and until the first run of one's own to look for them is no work.
#pragma once

#include <chrono>
#include <cstddef>

namespace nakodo::experiment {

class Pace {
 public:
  /// So many runs were there before.
  void found(std::size_t runs) {
    if (done_ == found_) begun_ = Clock::now();
    done_ += runs;
    found_ += runs;
  }
  void advance(std::size_t runs) { done_ += runs; }

  /// Runs that are there.
  std::size_t done() const { return done_; }
  /// Those of them that were there before.
  std::size_t found() const { return found_; }
  /// Of work so far.
  double seconds() const { return std::chrono::duration<double>(Clock::now() - begun_).count(); }
  /// Runs of one's own a second.
  double rate() const { return static_cast<double>(done_ - found_) / seconds(); }

 private:
  using Clock = std::chrono::steady_clock;

  std::size_t done_ = 0;
  std::size_t found_ = 0;
  Clock::time_point begun_ = Clock::now();
};

}  // namespace nakodo::experiment

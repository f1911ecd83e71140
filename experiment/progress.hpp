// Progress: how far a long run is, on stderr. A bar with rate and time left on a terminal, plain
// lines otherwise.
#pragma once

#include <chrono>
#include <cstddef>
#include <string>

#include "experiment/pace.hpp"

namespace nakodo::experiment {

/// "1:23:45", "2:05"; "-" if it is not known.
std::string time_left(double seconds);

/// "███░░  40 %, as said": a bar of 30 columns or what a terminal of so many has room for, and all
/// of `said` (ASCII) that fits. A line that is wrapped cannot be written over.
std::string progress_line(double share, const std::string& said, std::size_t columns);

class Progress {
 public:
  /// @param quiet shows nothing
  Progress(std::size_t total, bool quiet);
  ~Progress();
  Progress(const Progress&) = delete;
  Progress& operator=(const Progress&) = delete;

  void advance(std::size_t runs);
  /// So many runs were done before.
  void skip(std::size_t runs) { pace_.found(runs); }
  /// So many runs are not needed after all: as good as done.
  void spare(std::size_t runs) { spared_ += runs; }

 private:
  using Clock = std::chrono::steady_clock;

  void show();

  std::size_t total_;
  Pace pace_;
  std::size_t spared_ = 0;
  bool quiet_;
  bool terminal_;
  bool shown_ = false;
  Clock::time_point next_;
};

}  // namespace nakodo::experiment

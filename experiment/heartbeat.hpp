// Heartbeat: a small text beside a shard that says how far it is, replaced every two seconds by a
// thread of its own, for one batch may take long.
//
//   state running          or done, or stopped
//   runs 1280 of 5000      those that turn out not to be needed are taken off
//   seconds 4.1            of work so far, earlier attempts not counted
//   since 1024             runs that were there when this attempt began
//   alive 1795401234       when this was written, seconds since 1970
//
// Policy: nobody needs it but who looks: what cannot be written is not, and stops no run.
#pragma once

#include <chrono>
#include <condition_variable>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <mutex>
#include <optional>
#include <string>
#include <thread>

#include "experiment/pace.hpp"

namespace nakodo::experiment {

/// What a heartbeat says.
struct Pulse {
  std::string state = "running";
  std::size_t done = 0;    ///< runs
  std::size_t of = 0;      ///< runs
  double seconds = 0.0;    ///< of work
  std::size_t since = 0;   ///< runs that were there before that work
  std::int64_t alive = 0;  ///< seconds since 1970

  double runs_a_second() const {
    return seconds > 0.0 ? static_cast<double>(done - since) / seconds : 0.0;
  }
};

/// Reads a heartbeat; nullopt if there is none that can be read.
std::optional<Pulse> read_pulse(const std::filesystem::path& path);
std::int64_t seconds_since_1970();

class Heartbeat {
 public:
  /// Begins to beat. @param of runs of the shard
  Heartbeat(std::filesystem::path path, std::size_t of);
  Heartbeat(const Heartbeat&) = delete;
  Heartbeat& operator=(const Heartbeat&) = delete;
  /// Beats a last time: stopped, unless done() was said.
  ~Heartbeat();

  /// So many runs were there before, or are in a file that is extended.
  void found(std::size_t runs);
  void advance(std::size_t runs);
  /// So many runs are not needed after all.
  void spare(std::size_t runs);
  void done() { last_state_ = "done"; }

  /// What it says now.
  Pulse pulse() const;

 private:
  void write(const Pulse& pulse) const;

  std::filesystem::path path_;
  std::string last_state_ = "stopped";
  mutable std::mutex mutex_;  // of what follows
  std::size_t of_;
  Pace pace_;
  std::condition_variable_any wake_;
  std::jthread thread_;  // the last: it uses the others
};

}  // namespace nakodo::experiment

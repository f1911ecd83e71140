#include "experiment/heartbeat.hpp"

#include <cstdio>
#include <fstream>
#include <sstream>
#include <utility>

#include "experiment/publication.hpp"

namespace nakodo::experiment {

std::int64_t seconds_since_1970() {
  return std::chrono::duration_cast<std::chrono::seconds>(
             std::chrono::system_clock::now().time_since_epoch())
      .count();
}

std::optional<Pulse> read_pulse(const std::filesystem::path& path) {
  std::ifstream in(path);
  Pulse pulse;
  std::string line;
  int understood = 0;
  while (std::getline(in, line)) {
    std::istringstream words(line);
    std::string key;
    std::string of;
    words >> key;
    if (key == "state") words >> pulse.state;
    if (key == "runs") words >> pulse.done >> of >> pulse.of;
    if (key == "seconds") words >> pulse.seconds;
    if (key == "since") words >> pulse.since;
    if (key == "alive") words >> pulse.alive;
    if (words.fail()) return std::nullopt;
    ++understood;
  }
  if (understood < 5 || pulse.since > pulse.done) return std::nullopt;
  return pulse;
}

Heartbeat::Heartbeat(std::filesystem::path path, std::size_t of)
    : path_(std::move(path)), of_(of), thread_([this](const std::stop_token& stop) {
        while (!stop.stop_requested()) {
          write(pulse());
          std::unique_lock lock(mutex_);
          wake_.wait_for(lock, stop, std::chrono::seconds(2), [] { return false; });
        }
      }) {}

Heartbeat::~Heartbeat() {
  thread_.request_stop();
  thread_.join();
  Pulse last = pulse();
  last.state = last_state_;
  write(last);
}

void Heartbeat::found(std::size_t runs) {
  const std::scoped_lock lock(mutex_);
  pace_.found(runs);
}

void Heartbeat::advance(std::size_t runs) {
  const std::scoped_lock lock(mutex_);
  pace_.advance(runs);
}

void Heartbeat::spare(std::size_t runs) {
  const std::scoped_lock lock(mutex_);
  of_ -= runs;
}

Pulse Heartbeat::pulse() const {
  const std::scoped_lock lock(mutex_);
  return {.done = pace_.done(),
          .of = of_,
          .seconds = pace_.seconds(),
          .since = pace_.found(),
          .alive = seconds_since_1970()};
}

void Heartbeat::write(const Pulse& pulse) const {
  char text[160];
  std::snprintf(text, sizeof text,
                "state %s\nruns %zu of %zu\nseconds %.1f\nsince %zu\nalive %lld\n",
                pulse.state.c_str(), pulse.done, pulse.of, pulse.seconds, pulse.since,
                static_cast<long long>(pulse.alive));
  try {
    write_text_atomically(path_, text);
  } catch (const StorageError&) {
    return;
  }
}

}  // namespace nakodo::experiment

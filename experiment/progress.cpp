#include "experiment/progress.hpp"

#include <unistd.h>

#include <cmath>
#include <cstdio>
#include <string>

namespace nakodo::experiment {
std::string time_left(double seconds) {
  if (!std::isfinite(seconds)) return "-";
  const auto whole = static_cast<long>(std::ceil(seconds));
  char text[32];
  if (whole >= 3600)
    std::snprintf(text, sizeof text, "%ld:%02ld:%02ld", whole / 3600, whole / 60 % 60, whole % 60);
  else
    std::snprintf(text, sizeof text, "%ld:%02ld", whole / 60, whole % 60);
  return text;
}

Progress::Progress(std::size_t total, bool quiet)
    : total_(total),
      quiet_(quiet),
      terminal_(isatty(STDERR_FILENO) == 1),
      next_(Clock::now() +
            (terminal_ ? std::chrono::milliseconds(500) : std::chrono::milliseconds(10'000))) {}

Progress::~Progress() {
  if (shown_ && terminal_) std::fputs("\r\033[K", stderr);
}

void Progress::advance(std::size_t runs) {
  pace_.advance(runs);
  if (quiet_ || Clock::now() < next_) return;
  next_ = Clock::now() +
          (terminal_ ? std::chrono::milliseconds(200) : std::chrono::milliseconds(10'000));
  show();
}

void Progress::show() {
  shown_ = true;
  const double rate = pace_.rate();
  const std::size_t done = pace_.done();
  const double share = static_cast<double>(done + spared_) / static_cast<double>(total_);
  const std::size_t needed = total_ - spared_;
  const std::string left = time_left(static_cast<double>(needed - done) / rate);
  if (!terminal_) {
    std::fprintf(stderr, "%zu of %zu runs (%.0f %%), %.0f a second, %s left\n", done, needed,
                 100 * share, rate, left.c_str());
    return;
  }
  constexpr int width = 30;
  const int full = static_cast<int>(share * width);
  std::string bar;
  for (int i = 0; i < width; ++i) bar += i < full ? "█" : "░";
  std::fprintf(stderr, "\r%s %3.0f %%  %zu of %zu runs  %.0f/s  %s left\033[K", bar.c_str(),
               100 * share, done, needed, rate, left.c_str());
  std::fflush(stderr);
}

}  // namespace nakodo::experiment

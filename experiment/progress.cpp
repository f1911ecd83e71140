#include "experiment/progress.hpp"

#include <sys/ioctl.h>
#include <unistd.h>

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <string>

namespace nakodo::experiment {
namespace {

std::size_t terminal_columns() {
  winsize size{};
  return ioctl(STDERR_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 0 ? size.ws_col : 80;
}

}  // namespace

std::string progress_line(double share, const std::string& said, std::size_t columns) {
  const std::size_t room = std::max<std::size_t>(columns, 2) - 1;  // the last one may wrap
  if (said.size() + 4 > room) return said.substr(0, room);
  const std::size_t width = std::min<std::size_t>(30, room - said.size() - 1);
  const auto full = static_cast<std::size_t>(share * static_cast<double>(width));
  std::string bar;
  for (std::size_t i = 0; i < width; ++i) bar += i < full ? "█" : "░";
  return bar + ' ' + said;
}

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
  char said[160];
  std::snprintf(said, sizeof said, "%3.0f %%  %zu of %zu runs  %.0f/s  %s left", 100 * share, done,
                needed, rate, left.c_str());
  std::fprintf(stderr, "\r%s\033[K", progress_line(share, said, terminal_columns()).c_str());
  std::fflush(stderr);
}

}  // namespace nakodo::experiment

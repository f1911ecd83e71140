// Slices: the runs of an experiment as one line, cut into batches. A slice is up to 64 replications
// of one design point; what is run, kept, split and merged are stretches of this line.
#pragma once

#include <algorithm>
#include <cstddef>
#include <optional>

#include "experiment/experiment.hpp"

namespace nakodo::experiment {

struct Slice {
  std::size_t point;
  std::size_t first;  ///< replication
  std::size_t count;
};

/// Consecutive slices, from `first` up to but not including `end`.
struct Stretch {
  std::size_t first = 0;
  std::size_t end = 0;

  bool operator==(const Stretch&) const = default;
};

/// The slices of an experiment by number, without a list of them.
class Slices {
 public:
  static constexpr std::size_t most_runs = 64;

  Slices(std::size_t points, std::size_t replications)
      : points_(points),
        replications_(replications),
        per_point_((replications + most_runs - 1) / most_runs) {}

  std::size_t count() const { return per_point_ * points_; }
  Stretch all() const { return {0, count()}; }
  Slice operator[](std::size_t slice) const {
    const std::size_t first = slice % per_point_ * most_runs;
    return {slice / per_point_, first, std::min(most_runs, replications_ - first)};
  }

  /// Number of the first run of a slice; of the one after the last, how many runs there are.
  std::size_t first_run(std::size_t slice) const {
    return slice / per_point_ * replications_ + slice % per_point_ * most_runs;
  }
  std::size_t runs(const Stretch& stretch) const {
    return first_run(stretch.end) - first_run(stretch.first);
  }
  /// The slice that begins with this run, or, at the end, the one after the last; none if the run
  /// is in the midst of one.
  std::optional<std::size_t> beginning_with(std::size_t run) const {
    const std::size_t within = run % replications_;
    if (within % most_runs != 0 || run > points_ * replications_) return std::nullopt;
    return run / replications_ * per_point_ + within / most_runs;
  }

 private:
  std::size_t points_;
  std::size_t replications_;
  std::size_t per_point_;
};

inline Slices slices_of(const Experiment& experiment) {
  return {experiment.points(), experiment.replications()};
}

}  // namespace nakodo::experiment

// Slices: the runs of an experiment as one line, cut into batches. A slice is up to 64 replications
// of one design point; what is run, kept, split and merged are stretches of this line.
//
// Policy: where replications are sequential, the line has all that a point may get. A slice never
// goes past a look of the stopping rule, and what comes after the stop of a point stays empty.
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
      : Slices(points, replications, replications, replications) {}
  /// @param least,batch,most replications: the looks are after `least` and then after each `batch`
  Slices(std::size_t points, std::size_t least, std::size_t batch, std::size_t most)
      : points_(points),
        least_(least),
        batch_(batch),
        most_(most),
        before_look_(slices_for(least)),
        in_batch_(slices_for(batch)),
        per_point_(before_look_ + (most - least) / batch * in_batch_ +
                   slices_for((most - least) % batch)) {}

  std::size_t count() const { return per_point_ * points_; }
  Stretch all() const { return {0, count()}; }
  Slice operator[](std::size_t slice) const {
    const std::size_t first = replication_of(slice);
    const auto look = look_before(slice);
    const std::size_t next = look ? replication_of(*look) + batch_ : least_;
    return {slice / per_point_, first, std::min({most_runs, next - first, most_ - first})};
  }

  /// Number of the first run of a slice; of the one after the last, how many runs there are.
  std::size_t first_run(std::size_t slice) const {
    return slice / per_point_ * most_ + replication_of(slice);
  }
  /// Runs of a stretch; of sequential replications, at most.
  std::size_t runs(const Stretch& stretch) const {
    return first_run(stretch.end) - first_run(stretch.first);
  }
  /// The slice that begins with this run, or, at the end, the one after the last; none if the run
  /// is in the midst of one.
  std::optional<std::size_t> beginning_with(std::size_t run) const {
    const std::size_t within = run % most_;
    const bool first_look = within < least_;
    const std::size_t since = first_look ? within : (within - least_) % batch_;
    if (since % most_runs != 0 || run > points_ * most_) return std::nullopt;
    const std::size_t looks = first_look ? 0 : (within - least_) / batch_;
    return run / most_ * per_point_ + (first_look ? 0 : before_look_) + looks * in_batch_ +
           since / most_runs;
  }

  /// Whether a rule decides how many of a point's slices are run.
  bool sequential() const { return least_ < most_; }
  /// So many slices in a row belong to one shard: one; of sequential replications those of a point.
  std::size_t together() const { return sequential() ? per_point_ : 1; }
  /// The slice with which the next point begins.
  std::size_t next_point(std::size_t slice) const { return (slice / per_point_ + 1) * per_point_; }
  /// The slice before which there is the look that decides whether this one is run; none if it is
  /// run in any case.
  std::optional<std::size_t> look_before(std::size_t slice) const {
    const std::size_t within = slice % per_point_;
    if (within < before_look_) return std::nullopt;
    return slice - (within - before_look_) % in_batch_;
  }

 private:
  static std::size_t slices_for(std::size_t runs) { return (runs + most_runs - 1) / most_runs; }
  std::size_t replication_of(std::size_t slice) const {
    const std::size_t within = slice % per_point_;
    if (within < before_look_) return within * most_runs;
    const std::size_t after = within - before_look_;
    return least_ + after / in_batch_ * batch_ + after % in_batch_ * most_runs;
  }

  std::size_t points_;
  std::size_t least_;
  std::size_t batch_;
  std::size_t most_;
  std::size_t before_look_;  // slices
  std::size_t in_batch_;
  std::size_t per_point_;
};

inline Slices slices_of(const Experiment& experiment) {
  const ReplicationsSpec& spec = experiment.file.experiment.replications;
  return {experiment.points(), static_cast<std::size_t>(spec.min),
          static_cast<std::size_t>(spec.step()), static_cast<std::size_t>(spec.most())};
}

}  // namespace nakodo::experiment

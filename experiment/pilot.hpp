// Pilot: what an experiment will cost, estimated from a few of its runs.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "experiment/experiment.hpp"

namespace nakodo::experiment {

struct Pilot {
  std::size_t runs = 0;    ///< that were made
  std::size_t points = 0;  ///< of so many design points
  double making = 0.0;     ///< seconds to make the world of a point
  double run = 0.0;        ///< seconds a run in it, the mean over points
  double slowest = 0.0;    ///< seconds a run at the slowest of them
  double bytes = 0.0;      ///< of the file, a run

  /// Seconds on one core.
  double total(const Experiment& experiment) const;
};

/// Runs replications of up to 32 points spread over the design, until so many seconds have passed
/// or there are no more. Every one of these points is run at least once.
Pilot run_pilot(const Experiment& experiment, double seconds = 1.0);

/// Nanoseconds a run of each point costs, its share of making the world included: the mean over as
/// many of its first replications as it has time for, one at least and 32 at most. Points that were
/// not come to, since there are too many, cost what the one before them does that was.
std::vector<std::uint64_t> point_costs(const Experiment& experiment, double seconds = 2.0);

/// How many tasks an experiment is worth: of ten minutes at least, and one a worker at most.
std::size_t advised_shards(double total_seconds, std::size_t workers);

}  // namespace nakodo::experiment

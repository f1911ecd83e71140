// Pilot: what an experiment will cost, estimated from a few of its runs.
#pragma once

#include <cstddef>

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

/// How many tasks an experiment is worth: of ten minutes at least, and one a worker at most.
std::size_t advised_shards(double total_seconds, std::size_t workers);

}  // namespace nakodo::experiment

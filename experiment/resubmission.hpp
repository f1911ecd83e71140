// Resubmission: what is missing of a sweep that was submitted to Slurm is submitted again.
#pragma once

#include <ostream>

#include "experiment/experiment.hpp"
#include "experiment/sweep_folder.hpp"

namespace nakodo::experiment {

/// Finds from the folder alone which shards are not there, or are there and damaged, and submits
/// their tasks and a merge, but for those that wait or run. Returns the exit code. Throws
/// UsageError or StorageError.
int resubmit(const Experiment& experiment, const SweepFolder& folder, std::ostream& out);

}  // namespace nakodo::experiment

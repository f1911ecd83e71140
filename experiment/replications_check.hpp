// What `experiment.replications` must not say although every field is well-formed.
#pragma once

#include <cstddef>

#include "experiment/complaints.hpp"
#include "experiment/experiment_file.hpp"

namespace nakodo::experiment {

void check_replications(const ExperimentSpec& experiment, const Complaints& complaints);

/// Runs are numbered by point · most + replication, in 32 bits.
void check_number_of_runs(std::size_t points, const ReplicationsSpec& spec,
                          const Complaints& complaints);

}  // namespace nakodo::experiment

// Point costs: what a run of each design point costs here, found by running a few.
#pragma once

#include <chrono>
#include <cstdint>
#include <vector>

#include "experiment/experiment.hpp"

namespace nakodo::experiment {

/// Nanoseconds of a run of each point: the mean over its first replications, of every point in turn
/// until the time is up, 32 of each at most. Points it did not come to cost the mean of the others.
std::vector<std::uint64_t> point_costs(const Experiment& experiment,
                                       std::chrono::duration<double> at_most);

}  // namespace nakodo::experiment

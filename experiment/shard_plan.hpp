// Shard plan: where the line of slices is cut into N shards of equal cost. A pure function: every
// process that is told the same finds the same cuts.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "experiment/slices.hpp"

namespace nakodo::experiment {

/// The stretch of each of `shards` shards: contiguous, in order, together everything. A cut lies
/// between the two slices where the cost up to it comes nearest to its share; with sequential
/// replications between two points, each taken for the most it may cost. Shards are empty if there
/// are fewer slices, or points.
/// @param costs of one run of each point, in any unit, for instance nanoseconds of a pilot; none,
///              or all of them 0: runs cost the same everywhere
std::vector<Stretch> plan_shards(const Slices& slices, std::size_t shards,
                                 std::span<const std::uint64_t> costs = {});

}  // namespace nakodo::experiment

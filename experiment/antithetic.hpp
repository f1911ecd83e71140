// Antithetic pairs (Hammersley and Morton 1956): with `experiment.antithetic`, replications 2k and
// 2k + 1 of a point are one pair. Both draw from the streams of replication k; the first as it does
// there without pairs, the second the antithesis of each draw.
#pragma once

#include <cstddef>
#include <cstdint>

#include "experiment/experiment_file.hpp"
#include "kernel/random.hpp"

namespace nakodo::experiment {

/// Which streams a run draws from, and how.
struct RunStreams {
  std::uint64_t replication;
  kernel::Draws draws;
};

inline RunStreams streams_of(const ExperimentSpec& spec, std::size_t replication) {
  if (!spec.antithetic) return {replication, kernel::Draws::plain};
  return {replication / 2, replication % 2 == 0 ? kernel::Draws::plain : kernel::Draws::mirrored};
}

}  // namespace nakodo::experiment

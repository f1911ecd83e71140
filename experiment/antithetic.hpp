// Antithetic pairs (Hammersley and Morton 1956): with `experiment.antithetic`, replications 2k and
// 2k + 1 of a point are one pair. Both draw from the streams of replication k; the first as it does
// there without pairs, the second the antithesis of each draw.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>

#include "experiment/complaints.hpp"
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

/// Refuses a number of replications that leaves one of them alone.
inline void check_pairs(const ExperimentSpec& spec, const Complaints& complaints) {
  const int runs = spec.replications.min;
  if (!spec.antithetic || runs % 2 == 0) return;
  complaints.error(
      "experiment.replications",
      "antithetic replications are made in pairs, and " + std::to_string(runs) + " is odd",
      "say " + std::to_string(runs + 1) + ", or leave out `antithetic`");
}

}  // namespace nakodo::experiment

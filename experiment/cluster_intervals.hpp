// Intervals from clusters: antithetic pairs of runs, or runs with several of what is counted. What
// is of one cluster depends on each other, clusters do not: what is independent is the cluster. All
// are of 95 %.
//
// - A share: Wilson's interval at the effective number of runs, which is the one that would give
//   the same variance if runs were independent (Kish 1965, Survey Sampling, section 8.2), with
//   Student's quantile of the clusters (Korn and Graubard 1998, Survey Methodology 24:193-201).
//   Where all or none said yes, which tells nothing of how they vary, as many runs as there are
//   clusters.
// - A median: between the order statistics whose ranks are as far from the middle as the number of
//   values below it varies (Woodruff 1952, J. Am. Stat. Assoc. 47:635-646).
// - Neither takes what it has seen for more even than one value in one cluster makes it. Few
//   clusters hold the truth less often than they say: 40 pairs of which four in five have one yes,
//   91 of 100 times.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "experiment/interval.hpp"

namespace nakodo::experiment {

/// Yes or no, several of a cluster at will.
class ClusteredShare {
 public:
  /// Clusters have to come one after the other.
  void add(std::size_t cluster, bool yes);
  /// Of nothing: 0, from 0 to 1.
  Interval interval() const;

 private:
  struct Sums {
    double clusters = 0.0;
    double yes = 0.0;
    double all = 0.0;
    double yes_squared = 0.0;
    double yes_all = 0.0;
    double all_squared = 0.0;
  };
  Sums with_last() const;

  Sums sums_;  // of the clusters before the last
  std::size_t last_ = 0;
  std::size_t last_yes_ = 0;
  std::size_t last_all_ = 0;
};

struct ClusteredDays {
  float days;
  std::uint32_t cluster;
};

/// The median; NaN bounds where there are too few values. Sorts `values`.
Interval median_of_clusters(std::vector<ClusteredDays>& values);

}  // namespace nakodo::experiment

// Intervals from antithetic pairs of runs. The two runs of a pair depend on each other, pairs do
// not: what is independent is the pair. All are of 95 %.
//
// - A share: Wilson's interval at the effective number of runs, which is the one that would give
//   the same variance if runs were independent (Kish 1965, Survey Sampling, section 8.2), with
//   Student's quantile of the pairs (Korn and Graubard 1998, Survey Methodology 24:193-201). Where
//   all or none said yes, which tells nothing of how pairs vary, as many runs as there are pairs.
// - A median: between the order statistics whose ranks are as far from the middle as the number of
//   values below it varies (Woodruff 1952, J. Am. Stat. Assoc. 47:635-646).
// - Neither takes what it has seen for more even than one run in one pair makes it. Few pairs hold
//   the truth less often than they say: 40 of which four in five have one yes, 91 of 100 times.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "experiment/interval.hpp"

namespace nakodo::experiment {

/// Yes or no of runs, several of a run at will.
class PairedShare {
 public:
  /// Pairs have to come one after the other.
  void add(std::size_t pair, bool yes);
  /// Of nothing: 0, from 0 to 1.
  Interval interval() const;

 private:
  struct Sums {
    double pairs = 0.0;
    double yes = 0.0;
    double all = 0.0;
    double yes_squared = 0.0;
    double yes_all = 0.0;
    double all_squared = 0.0;
  };
  Sums with_last() const;

  Sums sums_;  // of the pairs before the last
  std::size_t last_ = 0;
  std::size_t last_yes_ = 0;
  std::size_t last_all_ = 0;
};

struct PairedDays {
  float days;
  std::uint32_t pair;
};

/// The median; NaN bounds where there are too few values. Sorts `values`.
Interval median_of_pairs(std::vector<PairedDays>& values);

}  // namespace nakodo::experiment

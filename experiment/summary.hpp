// Summary: the table a run ends with. Per design point: launched, and for each need signed, days
// and causes: those of its last deal.
//
// Proportions carry Wilson's 95 % interval (Wilson 1927); the median of the days of those that were
// signed carries the distribution-free interval of order statistics (Conover 1999, section 3.2).
// Where replications are antithetic pairs, or a run has a need several times (a project in each of
// many firms), both are those of cluster_intervals.hpp.
#pragma once

#include <array>
#include <cstddef>
#include <iosfwd>
#include <string>
#include <vector>

#include "experiment/cluster_intervals.hpp"
#include "experiment/directory.hpp"
#include "experiment/experiment.hpp"
#include "experiment/interval.hpp"
#include "experiment/run_batch.hpp"
#include "experiment/stopping_rule.hpp"

namespace nakodo::experiment {

/// Median and its 95 % interval by order statistics; NaN bounds where there are too few values.
/// Sorts `values`.
Interval median(std::vector<float>& values);

/// Of the first points only: a longer table is for a file, and memory is bounded.
class Summary {
 public:
  static constexpr std::size_t most_points = 200;  ///< that have rows in the table

  explicit Summary(const Experiment& experiment);

  void add(const RunBatch& batch);
  /// Runs that broke.
  std::size_t failures() const { return failures_; }
  /// Points that were run until they were known as precisely as was asked for, and those that were
  /// not when they had the most runs they may get.
  std::size_t precise_points() const { return precise_points_; }
  std::size_t imprecise_points() const { return imprecise_points_; }
  /// Runs that turned out not to be needed.
  std::size_t spared() const { return spared_; }
  /// What the first broken run said, with where it stands; empty if none did.
  const std::string& first_failure() const { return first_failure_; }
  /// Needs of a design point are named by their project and resource. Below the table: the mean
  /// work of a deal, over all points.
  void print(std::ostream& out);

 private:
  struct NeedTally {
    std::size_t needs = 0;
    std::size_t signed_deals = 0;
    std::array<std::size_t, 6> ended{};  // by cause
    std::vector<ClusteredDays> days;     // of those that were signed
    ClusteredShare clustered;
  };
  struct LaunchTally {
    std::size_t projects = 0;
    std::size_t launched = 0;
    ClusteredShare clustered;
  };
  struct PointTally {
    std::size_t runs = 0;
    std::vector<LaunchTally> projects;
    std::vector<std::vector<NeedTally>> needs;  // by project, then resource
  };

  /// What runs of a point are independent of each other, of this one.
  std::uint32_t cluster_of(const RunKey& key) const;

  const Experiment& experiment_;
  std::vector<PointTally> points_;
  std::size_t deals_ = 0;
  std::array<double, 3> person_days_{};  // of all deals, by side
  std::size_t failures_ = 0;
  StoppingRule rule_;
  std::size_t precise_points_ = 0;
  std::size_t imprecise_points_ = 0;
  std::size_t spared_ = 0;
  std::string first_failure_;
};

}  // namespace nakodo::experiment

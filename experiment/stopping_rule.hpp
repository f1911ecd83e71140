// Stopping rule: when a design point has been run often enough. It looks at the intervals after
// `min` replications and then after each `batch`, never in between, so that nothing but the runs of
// the point, in their order, decides: not threads, nor where they were interrupted.
//
// Policy: a metric all of whose values so far are 0 or 1 is a proportion, with
// Wilson's interval; any other has Student's. Runs that failed are counted
// as replications but are no observations. An interval at a stop that it decided itself is covered
// a little less often than it says (Chow & Robbins 1965, Ann. Math. Statist. 36:457-462: exact in
// the limit of narrow ones); a `min` of some hundreds keeps that small. Of antithetic replications
// an observation is the mean of a pair, both runs of which are whole.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

#include "experiment/experiment_file.hpp"
#include "experiment/run_batch.hpp"

namespace nakodo::experiment {

/// What a run that did not fail has of a metric.
double value_of(const RunRow& run, RunMetric metric);

/// The mean of a metric over runs that are told one after another, and how well it is known.
class Estimate {
 public:
  void add(double value);

  std::size_t values() const { return values_; }
  double mean() const { return mean_; }
  /// All values so far are 0 or 1.
  bool is_proportion() const { return binary_ == values_; }
  double half_width(double confidence) const;
  bool meets(const PrecisionSpec& wish) const;

 private:
  std::size_t values_ = 0;
  std::size_t binary_ = 0;
  std::size_t ones_ = 0;
  double mean_ = 0.0;
  double squares_ = 0.0;  // Welford 1962, Technometrics 4:419-420
};

enum class Decision { goes_on, precise, at_maximum };

class StoppingRule {
 public:
  /// @param in_pairs whether replications 2k and 2k + 1 are an antithetic pair
  explicit StoppingRule(const ReplicationsSpec& spec, bool in_pairs = false);

  /// Takes the next run of the point; the first of another one begins anew.
  void add(const RunRow& run);
  void add(const std::vector<RunRow>& runs) {
    for (const RunRow& run : runs) add(run);
  }

  /// Of the point of the last run: whether it needs no more, because it is known precisely enough
  /// or because that is the most it gets. Fixed replications are precise when they are done.
  Decision decision() const { return decision_; }
  /// The point of the last run; none before the first.
  std::optional<std::uint32_t> point() const { return point_; }
  /// Runs that the point may get and does not need; 0 as long as it goes on.
  std::size_t spared() const;

 private:
  void observe(const RunRow& run);
  bool is_look() const;

  ReplicationsSpec spec_;
  bool in_pairs_;
  std::optional<RunRow> first_;  // of a pair, if it is whole
  std::optional<std::uint32_t> point_;
  std::size_t replications_ = 0;
  std::vector<Estimate> estimates_;  // one a wish
  Decision decision_ = Decision::goes_on;
};

}  // namespace nakodo::experiment

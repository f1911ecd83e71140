// Runner: runs an experiment on threads and hands the batches over in order, whoever finished
// first.
//
// Policy: threads take slices, batches of one design point; a batch is a pure function of the
// experiment, so their number changes nothing. A thread waits when it is too far ahead of the
// consumer: memory is bounded. A run that throws is recorded with what it said, and nothing else
// of it is; the others go on. After a stop, batches that were begun are finished and handed over.
// Want of memory is the machine's, not the run's: it is said, and is a stop before that batch.
//
// Whether a point needs more sequential replications is decided here, where its batches are in
// order. Threads go on as if it did, unless all that the decision hangs on is there already; what
// they made in vain is dropped.
#pragma once

#include <atomic>
#include <cstddef>
#include <functional>
#include <optional>

#include "experiment/experiment.hpp"
#include "experiment/run_batch.hpp"
#include "experiment/slices.hpp"
#include "experiment/stopping_rule.hpp"

namespace nakodo::experiment {

/// Which runs of an experiment, and what is kept of them.
struct RunPlan {
  struct Only {
    std::size_t point;
    std::size_t replication;
  };
  std::optional<Only> only;        ///< one run alone
  std::optional<Stretch> stretch;  ///< of the runs; none: all
  models::TraceLevel trace = models::TraceLevel::deals;
  double sample = 0.0;  ///< share of replications that are traced, with milestones or events
  std::size_t jobs = 1;
  /// Runs at the beginning of a slice that are known already and not run; called by any thread.
  std::function<std::size_t(const Slice&)> held = {};
  /// Their rows; called by the thread that consumes, in order.
  std::function<RunBatch(const Slice&)> recall = {};
};

/// What to do if there is not enough memory.
inline constexpr const char* memory_advice =
    "Fewer threads need less: --jobs 1. Under Slurm ask for more: --sbatch \"--mem=4G\", or in "
    "slurm/array.sh";

/// Whether the facts of this replication are kept: the first, and then evenly `sample` of all.
bool is_traced(std::size_t replication, double sample);

/// Runs what is planned; `consume` is called on this thread, in the order of runs.
/// @param rule was told all runs of the same point before the stretch, if it begins in the midst of
///             one; is told all others, each before it is consumed
/// Returns false if `stop` became true before the end, or memory ran out, which it says; what was
/// consumed is a beginning of the whole.
bool run_experiment(const Experiment& experiment, const RunPlan& plan,
                    const std::function<void(const RunBatch&)>& consume,
                    const std::atomic<bool>& stop, StoppingRule& rule);
bool run_experiment(const Experiment& experiment, const RunPlan& plan,
                    const std::function<void(const RunBatch&)>& consume,
                    const std::atomic<bool>& stop);

}  // namespace nakodo::experiment

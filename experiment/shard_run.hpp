// Shard run: one shard of an experiment, carried out into its file.
#pragma once

#include <cstddef>
#include <optional>
#include <string>

#include "experiment/checkpoints.hpp"
#include "experiment/experiment.hpp"
#include "experiment/extension.hpp"
#include "experiment/shard_number.hpp"
#include "experiment/stop_signal.hpp"
#include "experiment/sweep_folder.hpp"

namespace nakodo::experiment {

struct ShardRequest {
  ShardNumber shard;
  std::size_t jobs = 1;
  Checkpoints::Duration checkpoint_every = std::chrono::minutes(1);
  bool quiet = false;                    ///< says nothing but what goes wrong
  const Extension* extension = nullptr;  ///< takes the runs from it that it holds
};

/// Makes the folder ready, goes on from checkpoints, runs, publishes. One that is there is not run
/// again; one that is there and damaged is; one that ends after its sweep was merged leaves
/// nothing. A late second version that differs is kept beside the first. Returns the exit code:
/// success, or interrupted. Throws UsageError and StorageError.
int run_shard(const Experiment& experiment, const SweepFolder& folder, const ShardRequest& request,
              const StopSignal& signal);

/// The whole results file of a folder.
struct FinishedResults {
  std::size_t runs = 0;
  std::string version;  ///< as of other_version_of()

  /// "complete", "complete, by version 0.1.0 (revision 1234567)"
  std::string text() const { return version.empty() ? "complete" : "complete, by " + version; }
};
/// Those of this experiment, if they are there and complete. Of another version of the program only
/// if no checkpoint says that this one has begun to replace them.
std::optional<FinishedResults> finished_results(const Experiment& experiment,
                                                const SweepFolder& folder);

/// The whole results file of the folder, whether it is there, complete, and of this experiment and
/// version.
bool is_merged(const Experiment& experiment, const SweepFolder& folder);

}  // namespace nakodo::experiment

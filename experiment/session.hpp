// Session: an experiment carried out by one process, from its design to the published files, the
// table and the pictures.
#pragma once

#include <filesystem>
#include <string>

#include "experiment/checkpoints.hpp"
#include "experiment/experiment.hpp"
#include "experiment/extension.hpp"
#include "experiment/runner.hpp"

namespace nakodo::experiment {

struct SessionRequest {
  std::filesystem::path folder;  ///< of the results
  std::string name;              ///< of the HDF5 file, without ending
  RunPlan plan;
  bool quiet = false;  ///< no progress, no table, no pictures
  bool pictures = true;
  bool resume = false;  ///< goes on from what an interrupted run has kept
  Checkpoints::Duration checkpoint_every = std::chrono::minutes(1);
  const Extension* extension = nullptr;  ///< takes the runs from it that it holds
};

/// All of an experiment, as it says itself.
SessionRequest session_of(const Experiment& experiment, const std::filesystem::path& folder,
                          std::size_t jobs);

/// Runs it, writes it, prints it. A StopSignal ends it: what is done is kept as a checkpoint,
/// ExitCode::interrupted. Throws StorageError, and UsageError if the folder holds shards.
int carry_out(const Experiment& experiment, const SessionRequest& request);

}  // namespace nakodo::experiment

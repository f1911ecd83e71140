// Session: an experiment carried out, from its design to the published files, the table and the
// pictures.
#pragma once

#include <filesystem>
#include <string>

#include "experiment/experiment.hpp"
#include "experiment/runner.hpp"

namespace nakodo::experiment {

struct SessionRequest {
  std::filesystem::path folder;  ///< of the results
  std::string name;              ///< of the HDF5 file, without ending
  RunPlan plan;
  bool quiet = false;  ///< no progress, no table, no pictures
  bool pictures = true;
};

/// Runs it, writes it, prints it. SIGINT and SIGTERM end it: nothing is left behind,
/// ExitCode::interrupted. Throws StorageError.
int carry_out(const Experiment& experiment, const SessionRequest& request);

}  // namespace nakodo::experiment

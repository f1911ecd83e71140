// Replacement: what a run would put in the place of files that are in the folder of its results,
// and whether it may.
// Policy: what the program did not write itself is never replaced, nor is the folder of another
// experiment. Results of the same experiment are, once the new ones are complete, and it is said.
#pragma once

#include <filesystem>
#include <optional>
#include <string>

#include "experiment/experiment.hpp"
#include "experiment/sweep_folder.hpp"

namespace nakodo::experiment {

/// Checks that the experiment may be written into a folder.
/// @param config the file it was read from; empty: the folder's own
/// Throws UsageError.
void check_replaceable(const Experiment& experiment, const SweepFolder& folder,
                       const std::filesystem::path& config);

/// What is to be said if a finished file will be replaced by one of another configuration; nullopt
/// if there is none. Throws UsageError if what has its name is no file of results.
std::optional<std::string> replaced_results(const Experiment& experiment,
                                            const std::filesystem::path& file);

}  // namespace nakodo::experiment

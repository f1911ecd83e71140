// Replacement: what a run would put in the place of files that are in the folder of its results,
// and whether it may.
// Policy: what the program did not write itself is never replaced, nor is the folder of another
// experiment. Results of the same experiment are, once the new ones are complete, and it is said.
#pragma once

#include <filesystem>
#include <optional>
#include <string>

#include "experiment/experiment.hpp"
#include "experiment/hdf5_input.hpp"
#include "experiment/sweep_folder.hpp"

namespace nakodo::experiment {

/// Checks that the experiment may be written into a folder.
/// @param config the file it was read from; empty: the folder's own
/// Throws UsageError.
void check_replaceable(const Experiment& experiment, const SweepFolder& folder,
                       const std::filesystem::path& config);

/// What is to be said if a finished file will be replaced by one of another configuration, or of
/// another version of the program; nullopt if there is none. Throws UsageError if what has its name
/// is no file of results.
/// @param by what replaces it
std::optional<std::string> replaced_results(const Experiment& experiment,
                                            const std::filesystem::path& file,
                                            const std::string& by = "This run");

/// "version 0.1.0 (revision 1234567)", if a file of results was not written by this program; else
/// empty. Throws StorageError.
std::string other_version_of(const InputFile& results);

}  // namespace nakodo::experiment

// Slurm folder: the folder `slurm` in a folder of results, with the scripts of a sweep and a list
// of the jobs they became; submitting them, at first and again.
//
//   DIR/slurm/array.sh, merge.sh   the scripts; a person may edit their options
//   DIR/slurm/jobs                 a line for each submission: "array 4711 tasks 1-200 merge 4712"
//   DIR/slurm/task-K.out           what task K said
#pragma once

#include <cstddef>
#include <filesystem>
#include <ostream>
#include <vector>

#include "experiment/slurm_script.hpp"

namespace nakodo::experiment {

/// Whether `nakodo submit` prepared this folder of results.
bool is_for_slurm(const std::filesystem::path& folder);

/// Writes the scripts of a sweep into its folder, which has none yet, and submits both. If Slurm
/// does not take the array, the scripts go again. Throws UsageError or StorageError.
void submit(const SlurmSweep& sweep, std::ostream& out);

/// How many tasks the array.sh of a folder says there are; throws UsageError if it does not.
std::size_t workers_of(const std::filesystem::path& folder);

/// Submits those tasks of a folder's array.sh that are missing and neither wait nor run, and its
/// merge.sh after them. Throws UsageError or StorageError.
/// @param folder absolute
/// @param missing shards, from 1, ascending
void submit_again(const std::filesystem::path& folder, const std::vector<std::size_t>& missing,
                  std::ostream& out);

}  // namespace nakodo::experiment

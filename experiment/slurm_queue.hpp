// Slurm queue: what is said to sbatch and squeue, and what they answer.
#pragma once

#include <cstddef>
#include <filesystem>
#include <set>
#include <string>
#include <vector>

namespace nakodo::experiment {

/// Throws UsageError, with what to do, if there is no sbatch on the PATH.
void require_sbatch();

/// Submits a script; returns the id of the job. What Slurm has to say against it is shown; then
/// throws StorageError.
/// @param options more options of sbatch, which count before those in the script
std::string sbatch(const std::filesystem::path& script, const std::vector<std::string>& options);

/// What of these jobs still waits or runs.
struct Queued {
  bool job = false;             ///< any at all
  std::set<std::size_t> tasks;  ///< of arrays
};
/// Asks squeue. Nothing is queued if Slurm knows the jobs no more, or does not answer: then at
/// worst a task is submitted that is in the queue, which costs time and changes no result.
Queued ask_queue(const std::vector<std::string>& jobs);

}  // namespace nakodo::experiment

// Slurm scripts: what `nakodo submit` hands to sbatch, as text. Pure functions; nothing is run
// here.
//
// Policy: the array has a task for each worker, not for each run: sites ask for few, long tasks.
// The script can be read, edited and submitted by hand; `nakodo resume` submits it as it then is.
#pragma once

#include <cstddef>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace nakodo::experiment {

/// A sweep as a cluster sees it.
struct SlurmSweep {
  std::string title;  ///< what people call it; any text
  std::string name;   ///< short name of the experiment
  std::string program_version;
  std::size_t points = 0;
  std::size_t runs = 0;
  bool at_most = false;           ///< so many runs: replications are sequential
  std::size_t workers = 1;        ///< tasks of the array, one shard each
  std::size_t limit = 0;          ///< most tasks at a time; 0: as many as Slurm likes
  std::string time = "04:00:00";  ///< time limit of a task, as --time of sbatch
  std::string options;            ///< more options of sbatch, as typed; they go into both scripts
  std::filesystem::path program;  ///< absolute
  std::filesystem::path folder;   ///< absolute
};

/// The array: task K runs shard K.
std::string array_script(const SlurmSweep& sweep);
/// The job that comes after it and merges the shards.
std::string merge_script(const SlurmSweep& sweep);

/// What is wrong with a path that has to stand in a script, to complete "… in it"; empty if
/// nothing: Slurm reads patterns in the names of output files, and a line ends where it ends.
std::string unspeakable(const std::filesystem::path& path);

/// "3,5,7-9": tasks in ascending order, as --array of sbatch takes them.
std::string task_list(const std::vector<std::size_t>& tasks);

/// What a script says of its array.
struct DeclaredArray {
  std::size_t workers = 0;
  std::string limit;  ///< "%50", or nothing
};
/// Reads the line `#SBATCH --array=1-N%L` of a script; nullopt if there is none like that.
std::optional<DeclaredArray> declared_array(const std::string& script);

}  // namespace nakodo::experiment

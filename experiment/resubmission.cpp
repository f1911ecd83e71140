#include "experiment/resubmission.hpp"

#include <filesystem>

#include "experiment/command.hpp"
#include "experiment/part_file.hpp"
#include "experiment/shard_run.hpp"
#include "experiment/slurm_folder.hpp"

namespace nakodo::experiment {
namespace {

bool is_usable(const std::filesystem::path& shard, const Stretch& stretch,
               const Experiment& experiment, std::ostream& out) {
  if (!std::filesystem::exists(shard)) return false;
  try {
    return PartFile(shard, experiment).stretch() == stretch;
  } catch (const StorageError& error) {
    out << error.what() << ". It is run again\n";
    return false;
  }
}

}  // namespace

int resubmit(const Experiment& experiment, const SweepFolder& folder, std::ostream& out) {
  if (is_merged(experiment, folder)) {
    out << folder.path().string() << " is complete; nothing to do\n";
    return ExitCode::success;
  }
  const std::filesystem::path path = std::filesystem::canonical(folder.path());
  const auto plan = folder.prepare(experiment, workers_of(path));
  std::vector<std::size_t> missing;
  for (std::size_t k = 1; k <= plan.size(); ++k)
    if (!is_usable(folder.shard_file({k, plan.size()}), plan[k - 1], experiment, out))
      missing.push_back(k);
  submit_again(path, missing, out);
  return ExitCode::success;
}

}  // namespace nakodo::experiment

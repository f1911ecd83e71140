#include "experiment/merge.hpp"

#include <algorithm>
#include <iostream>
#include <optional>
#include <string>
#include <vector>

#include "experiment/command.hpp"
#include "experiment/part_copy.hpp"
#include "experiment/part_file.hpp"
#include "experiment/replacement.hpp"
#include "experiment/results_writer.hpp"
#include "experiment/shard_run.hpp"
#include "experiment/stop_signal.hpp"

namespace nakodo::experiment {
namespace {

struct Expected {
  ShardNumber shard;
  Stretch stretch;
};

std::vector<Expected> expected_of(const std::vector<Stretch>& plan) {
  std::vector<Expected> shards;
  for (std::size_t k = 0; k < plan.size(); ++k) shards.push_back({{k + 1, plan.size()}, plan[k]});
  return shards;
}

/// Everything that is wrong with what is there, a line each.
std::string problems_of(const Experiment& experiment, const SweepFolder& folder,
                        const std::vector<Expected>& shards) {
  std::string problems;
  for (const auto& path : folder.differing())
    problems += "  " + path.string() +
                " is a second version of a shard that should have been the same. Compare the two "
                "(`h5diff`), and remove one\n";
  for (const auto& path : folder.of_shards()) {
    const std::string name = path.stem().string();
    if (path.extension() != ".h5" || !name.starts_with("shard-")) continue;
    const auto shard = ShardNumber::read(name.substr(6), "-of-");
    if (!shard || shard->of != shards.size())
      problems += "  " + path.string() + " is not one of the " + std::to_string(shards.size()) +
                  " shards of this folder\n";
  }
  for (const auto& [shard, stretch] : shards) {
    const auto path = folder.shard_file(shard);
    if (!std::filesystem::exists(path)) continue;
    try {
      const PartFile part(path, experiment);
      if (part.shard() != shard.text() || !(part.stretch() == stretch))
        problems += "  " + path.string() + " does not hold the runs of shard " + shard.text() +
                    " by shards.csv, but those of its shard " + part.shard() + "\n";
    } catch (const StorageError& error) {
      problems += std::string("  ") + error.what() + '\n';
    }
  }
  return problems;
}

bool any_missing(const SweepFolder& folder, const std::vector<Expected>& shards) {
  return std::any_of(shards.begin(), shards.end(), [&](const Expected& each) {
    return !std::filesystem::exists(folder.shard_file(each.shard));
  });
}

int say_missing(const SweepFolder& folder, const std::vector<Expected>& shards) {
  std::string missing;
  std::size_t count = 0;
  for (const auto& [shard, stretch] : shards)
    if (!std::filesystem::exists(folder.shard_file(shard)) && ++count <= 20)
      missing += "  " + folder.shard_file(shard).string() + '\n';
  if (count == 0) return ExitCode::success;
  if (count > 20) missing += "  and " + std::to_string(count - 20) + " more\n";
  std::cerr << "nakodo: " << count << " of " << shards.size() << " shards are missing:\n"
            << missing << "`nakodo status " << folder.path().string()
            << "` says how far they are, `nakodo resume " << folder.path().string()
            << "` runs them.\n";
  return ExitCode::interrupted;
}

struct Written {
  Published published;
  std::size_t runs;
};

/// Out of the midst of a part.
struct Stopped {};

/// The shards as one file; nullopt, and no file, if a StopSignal came before it was complete.
std::optional<Written> write_whole(const Experiment& experiment, const SweepFolder& folder,
                                   const std::vector<Expected>& shards, const RunPlan& plan,
                                   Summary& summary) {
  const StopSignal signal;
  Directory directory(experiment);
  ResultsWriter writer({.folder = folder.path(), .name = experiment.name}, experiment, plan,
                       directory);
  const auto retold = [&](const RunBatch& batch) {
    if (signal.requested()) throw Stopped{};
    summary.add(batch);
  };
  try {
    for (const auto& [shard, stretch] : shards)
      copy_part(PartFile(folder.shard_file(shard), experiment), experiment, directory, writer,
                retold);
  } catch (const Stopped&) {
    return std::nullopt;
  }
  const std::size_t runs = writer.runs();
  return Written{writer.finish(), runs};
}

void remove_shards(const SweepFolder& folder) {
  std::error_code ignored;
  for (const auto& path : folder.of_shards()) std::filesystem::remove(path, ignored);
  std::filesystem::remove(folder.plan_file(), ignored);
  // Nobody will write these again, and so tidy up after a process that died while it did.
  for (const auto& path : {folder.plan_file(), folder.experiment_file()})
    remove_leftovers(folder.path(), path.filename().string());
}

}  // namespace

int merge_shards(const Experiment& experiment, const SweepFolder& folder,
                 const MergeRequest& request) {
  const auto plan = folder.plan(experiment);
  if (!plan) {
    if (!finished_results(experiment, folder))
      throw UsageError(folder.path().string() +
                       " holds no shards: there is no shards.csv. `nakodo run --shard` and `nakodo "
                       "submit` make them");
    if (!request.telling.quiet) std::cout << folder.path().string() << " is merged already\n";
    return ExitCode::success;
  }
  const auto shards = expected_of(*plan);
  const std::string problems = problems_of(experiment, folder, shards);
  if (!problems.empty())
    throw StorageError("nothing was merged, for not all shards can be used:\n" + problems +
                       "Remove what is not good; `nakodo resume " + folder.path().string() +
                       "` runs it again");
  if (any_missing(folder, shards) && is_merged(experiment, folder)) {
    remove_shards(folder);  // as the merge would have, had it not died over it
    if (!request.telling.quiet) std::cout << folder.path().string() << " is merged already\n";
    return ExitCode::success;
  }
  if (const int missing = say_missing(folder, shards)) return missing;

  if (const auto replaced =
          replaced_results(experiment, folder.path() / (experiment.name + ".h5"), "The merge"))
    std::cerr << "nakodo: " << *replaced << '\n';

  RunPlan runs;
  runs.trace = experiment.file.output.trace;
  Summary summary(experiment);
  const auto written = write_whole(experiment, folder, shards, runs, summary);
  if (!written) {
    std::cerr << "nakodo: the merge was stopped and has changed nothing. `nakodo merge "
              << folder.path().string() << "` begins it again.\n";
    return ExitCode::interrupted;
  }
  if (!request.keep) remove_shards(folder);

  Telling telling = request.telling;
  telling.table = telling.pictures = runs.trace >= models::TraceLevel::deals;
  return conclude(experiment, summary, written->runs, written->published, telling);
}

}  // namespace nakodo::experiment

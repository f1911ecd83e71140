#include "experiment/shard_run.hpp"

#include <iostream>
#include <optional>
#include <system_error>
#include <utility>

#include "experiment/command.hpp"
#include "experiment/heartbeat.hpp"
#include "experiment/part_file.hpp"
#include "experiment/replacement.hpp"
#include "experiment/stretch_run.hpp"

namespace nakodo::experiment {
namespace {

enum class Found { nothing, whole, broken };

/// What there is of a shard already.
Found look_for(const Experiment& experiment, const std::filesystem::path& file,
               const Stretch& stretch) {
  if (!std::filesystem::exists(file)) return Found::nothing;
  try {
    const PartFile part(file, experiment);
    if (part.stretch() == stretch) return Found::whole;
    std::cerr << "nakodo: " << file.string() << " holds other runs. The shard is run again.\n";
  } catch (const StorageError& error) {
    std::cerr << "nakodo: " << error.what() << ".\n  The shard is run again.\n";
  }
  return Found::broken;
}

/// All that there is of a shard, which nobody wants any more.
void remove_files(const SweepFolder& folder, ShardNumber shard) {
  std::error_code ignored;
  for (const auto& path : folder.of_shards()) {
    const std::string name = path.filename().string();
    if (name.starts_with(SweepFolder::shard_name(shard) + ".") ||
        name.starts_with("checkpoint-" + shard.padded() + "-from-"))
      std::filesystem::remove(path, ignored);
  }
}

}  // namespace

int run_shard(const Experiment& experiment, const SweepFolder& folder, const ShardRequest& request,
              const StopSignal& signal) {
  if (is_merged(experiment, folder)) {
    if (!request.quiet)
      std::cout << folder.path().string() << " is merged already; nothing to run\n";
    return ExitCode::success;
  }
  folder.remove_leftovers(experiment);
  const Slices slices = slices_of(experiment);
  const Stretch stretch = folder.prepare(experiment, request.shard.of).at(request.shard.number - 1);
  std::size_t runs = slices.runs(stretch);
  const auto file = folder.shard_file(request.shard);
  const Found found = look_for(experiment, file, stretch);
  if (found == Found::whole) {
    if (!request.quiet) std::cout << file.string() << " is there already; not run again\n";
    return ExitCode::success;
  }

  StretchRequest wanted{
      .target = {.folder = folder.path(),
                 .name = SweepFolder::shard_name(request.shard),
                 .part = PartOfRuns{request.shard.text(), slices.first_run(stretch.first),
                                    slices.first_run(stretch.end)},
                 .if_different =
                     found == Found::broken ? IfDifferent::replace : IfDifferent::refuse,
                 .chunk_rows = shard_chunk_rows},
      .plan = {},
      .shard = request.shard,
      .checkpoint_every = request.checkpoint_every,
      .extension = request.extension};
  wanted.plan.stretch = stretch;
  wanted.plan.trace = experiment.file.output.trace;
  wanted.plan.sample = experiment.file.output.sample;
  wanted.plan.jobs = request.jobs;

  std::optional<Heartbeat> heartbeat(std::in_place, folder.status_file(request.shard), runs);
  std::size_t broken = 0;
  const auto count_broken = [&](const RunBatch& batch) {
    for (const RunRow& run : batch.runs) broken += run.failure.empty() ? 0 : 1;
  };
  StretchObserver observer;
  observer.found = [&](const RunBatch& batch) {
    count_broken(batch);
    heartbeat->found(batch.runs.size());
  };
  observer.ran = [&](const RunBatch& batch) {
    count_broken(batch);
    heartbeat->found(batch.recalled);
    heartbeat->advance(batch.runs.size() - batch.recalled);
  };
  observer.spared = [&](std::size_t needless) {
    heartbeat->spare(needless);
    runs -= needless;
  };
  observer.keeps = [] {};  // the folder is ready
  const StretchOutcome outcome = run_stretch(experiment, wanted, observer, signal.requested());
  if (outcome.published) heartbeat->done();
  heartbeat.reset();  // it has said its last word
  if (!std::filesystem::exists(folder.plan_file()) && is_merged(experiment, folder)) {
    remove_files(folder, request.shard);
    if (!request.quiet)
      std::cout << folder.path().string() << " was merged meanwhile; this shard was there twice\n";
    return ExitCode::success;
  }
  if (!outcome.published) {
    std::cerr << "nakodo: shard " << request.shard.text() << " was stopped; " << outcome.kept
              << " of its " << runs
              << " runs are kept in checkpoints. The same command, or `nakodo "
              << "resume " << folder.path().string() << "`, goes on.\n";
    return ExitCode::interrupted;
  }
  if (broken > 0)
    std::cerr << "nakodo: " << broken << " of the " << runs << " runs of shard "
              << request.shard.text() << " broke; `nakodo merge` says which.\n";
  if (!request.quiet)
    std::cout << file.string() << ": " << runs << (runs == 1 ? " run\n" : " runs\n");
  return ExitCode::success;
}

std::optional<FinishedResults> finished_results(const Experiment& experiment,
                                                const SweepFolder& folder) {
  const auto path = folder.path() / (experiment.name + ".h5");
  if (!std::filesystem::exists(path)) return std::nullopt;
  try {
    const InputFile file(path);
    if (!file.is_complete() || file.has("shard") ||
        file.text("experiment_hash") != experiment.hash() ||
        file.number("runs") < experiment.least_runs())
      return std::nullopt;
    FinishedResults results{file.number("runs"), other_version_of(file)};
    if (!results.version.empty() && !folder.checkpoints({}).empty()) return std::nullopt;
    return results;
  } catch (const StorageError&) {
    return std::nullopt;
  }
}

bool is_merged(const Experiment& experiment, const SweepFolder& folder) {
  const auto results = finished_results(experiment, folder);
  return results && results->version.empty();
}

}  // namespace nakodo::experiment

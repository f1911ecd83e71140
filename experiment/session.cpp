#include "experiment/session.hpp"

#include <iostream>
#include <system_error>

#include "experiment/command.hpp"
#include "experiment/conclusion.hpp"
#include "experiment/progress.hpp"
#include "experiment/stop_signal.hpp"
#include "experiment/stretch_run.hpp"
#include "experiment/summary.hpp"

namespace nakodo::experiment {
namespace {

void check_folder(const SweepFolder& folder, bool resume) {
  if (std::filesystem::exists(folder.plan_file()))
    throw UsageError(folder.path().string() +
                     " holds shards. `nakodo status` says how far they are; `nakodo resume` and "
                     "`nakodo merge` finish them. Or choose another folder with --out");
  if (!resume && !folder.checkpoints({}).empty())
    std::cerr << "nakodo: " << folder.path().string()
              << " has a checkpoint of an interrupted run. This run begins anew; with --resume it "
                 "would go on from there.\n";
}

int say_interrupted(const SessionRequest& request, std::size_t kept, std::size_t runs) {
  if (kept == 0)
    std::cerr << "nakodo: interrupted before there was anything to keep; nothing was written. Run "
                 "it again to start over.\n";
  else
    std::cerr << "nakodo: interrupted; " << kept << " of " << runs
              << " runs are kept in a checkpoint. The same command with --resume, or `nakodo "
                 "resume "
              << request.folder.string() << "`, goes on.\n";
  return ExitCode::interrupted;
}

std::string taken_of(const SessionRequest& request, std::size_t runs) {
  if (request.extension == nullptr) return {};
  return std::to_string(request.extension->runs()) + " of " + std::to_string(runs) +
         " runs were taken from " + request.extension->file().path().string();
}

}  // namespace

SessionRequest session_of(const Experiment& experiment, const std::filesystem::path& folder,
                          std::size_t jobs) {
  SessionRequest request;
  request.folder = folder;
  request.name = experiment.name;
  request.plan.trace = experiment.file.output.trace;
  request.plan.sample = experiment.file.output.sample;
  request.plan.jobs = jobs;
  request.pictures = request.plan.trace >= models::TraceLevel::deals;
  return request;
}

int carry_out(const Experiment& experiment, const SessionRequest& request) {
  const StopSignal signal;
  const SweepFolder folder(request.folder);
  folder.remove_leftovers(experiment);
  if (!request.plan.only) check_folder(folder, request.resume);
  const std::size_t runs = request.plan.only ? 1 : experiment.runs();  // at most
  const bool folder_existed = std::filesystem::exists(request.folder);

  Summary summary(experiment);
  bool knows_deals = true;  // of all runs; checkpoints do not without /deals
  StretchOutcome outcome;
  {
    Progress progress(runs, request.quiet);
    StretchObserver observer;
    observer.found = [&](const RunBatch& batch) {
      knows_deals = request.plan.trace >= models::TraceLevel::deals;
      summary.add(batch);
      progress.skip(batch.runs.size());
    };
    observer.ran = [&](const RunBatch& batch) {
      if (batch.recalled > 0) knows_deals = request.plan.trace >= models::TraceLevel::deals;
      summary.add(batch);
      progress.skip(batch.recalled);
      progress.advance(batch.runs.size() - batch.recalled);
    };
    observer.spared = [&](std::size_t needless) { progress.spare(needless); };
    observer.keeps = [&] { folder.write_experiment(experiment); };
    const StretchRequest stretch{.target = {.folder = request.folder, .name = request.name},
                                 .plan = request.plan,
                                 .shard = {},
                                 .resume = request.resume,
                                 .checkpoint_every = request.checkpoint_every,
                                 .extension = request.extension};
    outcome = run_stretch(experiment, stretch, observer, signal.requested());
  }
  if (!outcome.published) {
    std::error_code ignored;  // an empty folder of ours goes too
    if (!folder_existed && outcome.kept == 0) std::filesystem::remove(request.folder, ignored);
    return say_interrupted(request, outcome.kept, runs - summary.spared());
  }
  return conclude(experiment, summary, outcome.runs, *outcome.published,
                  {.quiet = request.quiet,
                   .table = !request.plan.only && knows_deals,
                   .pictures = request.pictures,
                   .one_run = request.plan.only.has_value(),
                   .taken = taken_of(request, runs)});
}

}  // namespace nakodo::experiment

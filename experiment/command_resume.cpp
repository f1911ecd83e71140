// nakodo resume: goes on with what is missing in the folder of an experiment.
#include <iostream>

#include "experiment/command_line.hpp"
#include "experiment/merge.hpp"
#include "experiment/replacement.hpp"
#include "experiment/resubmission.hpp"
#include "experiment/session.hpp"
#include "experiment/shard_run.hpp"
#include "experiment/shard_state.hpp"
#include "experiment/slurm_folder.hpp"

namespace nakodo::experiment {

namespace options = boost::program_options;

namespace {

/// Runs what is missing of the shards here, one after the other with all threads, and merges.
int resume_shards(const Experiment& experiment, const SweepFolder& folder,
                  const std::vector<Stretch>& plan, const ShardRequest& request) {
  {
    const StopSignal signal;
    for (const ShardReport& report : look_at_shards(folder, slices_of(experiment), plan)) {
      if (report.state == ShardState::running) {
        std::cerr << "nakodo: shard " << report.shard.text() << " is running; it is left alone\n";
        continue;
      }
      ShardRequest of_shard = request;
      of_shard.shard = report.shard;
      of_shard.quiet = request.quiet || report.state == ShardState::done;
      const int code = run_shard(experiment, folder, of_shard, signal);
      if (code != ExitCode::success) return code;
    }
  }
  MergeRequest merge;
  merge.telling.quiet = request.quiet;
  return merge_shards(experiment, folder, merge);
}

int resume_run(const Experiment& experiment, const SweepFolder& folder, const ShardRequest& how) {
  check_replaceable(experiment, folder, {});
  const auto results = folder.path() / (experiment.name + ".h5");
  const auto replaced = replaced_results(experiment, results);
  SessionRequest request = session_of(experiment, folder.path(), how.jobs);
  request.quiet = how.quiet;
  request.resume = true;
  request.checkpoint_every = how.checkpoint_every;
  // What was interrupted may have been an extension of what is there.
  const auto extension = Extension::if_usable(results, experiment);
  if (replaced && !extension) std::cerr << "nakodo: " << *replaced << '\n';
  request.extension = extension ? &*extension : nullptr;
  return carry_out(experiment, request);
}

}  // namespace

int resume_command(const Arguments& arguments) {
  options::options_description visible("options");
  visible.add_options()("here",
                        "run here what was submitted to Slurm, instead of submitting it again");
  add_execution(visible);
  const auto values = parse(
      arguments, "resume DIR [options]",
      "Goes on with what is missing in the folder of an experiment that was interrupted, from\n"
      "its checkpoints, with all cores; then merges shards, if it was cut into some. What was\n"
      "submitted to Slurm is submitted again instead: only the tasks that are missing.",
      visible, "folder");
  if (!values) return ExitCode::success;
  const SweepFolder folder = folder_named(*values);
  const Experiment experiment = folder.experiment();
  const auto plan = folder.plan(experiment);
  if (const auto there = finished_results(experiment, folder); there && !plan) {
    if (values->count("quiet") == 0)
      std::cout << folder.path().string() << " is " << there->text() << "; nothing to do\n";
    return ExitCode::success;
  }
  if (is_for_slurm(folder.path()) && values->count("here") == 0)
    return resubmit(experiment, folder, std::cout);
  ShardRequest request;
  request.jobs = jobs_named(*values, experiment);
  request.checkpoint_every = checkpoint_interval(*values);
  request.quiet = values->count("quiet") > 0;
  if (plan) return resume_shards(experiment, folder, *plan, request);
  return resume_run(experiment, folder, request);
}

}  // namespace nakodo::experiment

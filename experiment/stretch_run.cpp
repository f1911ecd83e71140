#include "experiment/stretch_run.hpp"

#include "experiment/directory.hpp"
#include "experiment/held_runs.hpp"

namespace nakodo::experiment {

StretchOutcome run_stretch(const Experiment& experiment, const StretchRequest& request,
                           const StretchObserver& observer, const std::atomic<bool>& stop) {
  Directory directory(experiment);
  RunPlan plan = request.plan;
  const Stretch whole = plan.stretch.value_or(slices_of(experiment).all());
  ResultsWriter writer(request.target, experiment, plan, directory);
  StoppingRule rule(experiment.file.experiment.replications, experiment.file.experiment.antithetic);
  const auto tell_spared = [&] {
    if (!plan.only && rule.spared() > 0) observer.spared(rule.spared());
  };
  const auto found = [&](const RunBatch& batch) {
    rule.add(batch.runs);
    observer.found(batch);
    tell_spared();
  };
  std::optional<Checkpoints> checkpoints;
  if (!plan.only) {
    checkpoints.emplace(Checkpoints::Request{SweepFolder(request.target.folder), request.shard,
                                             whole, request.checkpoint_every},
                        experiment, plan, directory);
    plan.stretch = whole;
    if (request.resume) plan.stretch->first = checkpoints->replay(writer, found);
  }
  const auto consume = [&](const RunBatch& batch) {
    if (!checkpoints)
      writer.write(batch);
    else if (checkpoints->write(batch, writer))
      observer.keeps();
    observer.ran(batch);
    tell_spared();
  };
  std::optional<HeldRuns> held;
  if (request.extension != nullptr) {
    held.emplace(*request.extension, experiment, directory);
    plan.held = [&](const Slice& slice) { return request.extension->held(slice); };
    plan.recall = [&](const Slice& slice) { return held->of(slice); };
  }
  StretchOutcome outcome;
  if (!run_experiment(experiment, plan, consume, stop, rule)) {
    if (!checkpoints) return outcome;
    checkpoints->close();
    outcome.kept = checkpoints->runs_kept();
    if (outcome.kept > 0) observer.keeps();
    return outcome;
  }
  observer.keeps();
  outcome.runs = writer.runs();
  outcome.published = writer.finish();
  if (checkpoints) checkpoints->remove();
  return outcome;
}

}  // namespace nakodo::experiment

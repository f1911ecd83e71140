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
  std::optional<Checkpoints> checkpoints;
  if (!plan.only) {
    checkpoints.emplace(Checkpoints::Request{SweepFolder(request.target.folder), request.shard,
                                             whole, request.checkpoint_every},
                        experiment, plan, directory);
    plan.stretch = whole;
    if (request.resume) plan.stretch->first = checkpoints->replay(writer, observer.found);
  }
  const auto write = [&](const RunBatch& batch) {
    if (!checkpoints)
      writer.write(batch);
    else if (checkpoints->write(batch, writer))
      observer.keeps();
  };
  std::function<void(const RunBatch&)> consume = [&](const RunBatch& batch) {
    write(batch);
    observer.ran(batch);
  };
  std::optional<HeldRuns> held;
  if (request.extension != nullptr) {
    held.emplace(*request.extension, experiment, directory);
    plan.held = [&](const Slice& slice) { return request.extension->held(slice); };
    consume = [&, slices = slices_of(experiment),
               next = plan.stretch->first](const RunBatch& ran) mutable {
      RunBatch batch = held->of(slices[next++]);
      if (!batch.runs.empty()) observer.found(batch);
      batch.append(ran);
      write(batch);
      if (!ran.runs.empty()) observer.ran(ran);
    };
  }
  StretchOutcome outcome;
  if (!run_experiment(experiment, plan, consume, stop)) {
    if (!checkpoints) return outcome;
    checkpoints->close();
    outcome.kept = checkpoints->runs_kept();
    if (outcome.kept > 0) observer.keeps();
    return outcome;
  }
  observer.keeps();
  outcome.published = writer.finish();
  if (checkpoints) checkpoints->remove();
  return outcome;
}

}  // namespace nakodo::experiment

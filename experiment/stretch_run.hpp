// Stretch run: a stretch of an experiment's runs carried out into one file, from its checkpoints if
// there are some, and with checkpoints on the way.
#pragma once

#include <atomic>
#include <chrono>
#include <cstddef>
#include <functional>
#include <optional>

#include "experiment/checkpoints.hpp"
#include "experiment/experiment.hpp"
#include "experiment/extension.hpp"
#include "experiment/results_writer.hpp"
#include "experiment/runner.hpp"

namespace nakodo::experiment {

struct StretchRequest {
  ResultsTarget target;
  RunPlan plan;  ///< its stretch is that of the file
  ShardNumber shard;
  bool resume = true;  ///< goes on from checkpoints
  Checkpoints::Duration checkpoint_every = std::chrono::minutes(1);
  const Extension* extension = nullptr;  ///< where runs are taken from, if there is such a file
};

/// Who wants to know how it goes on; each is called for every slice, in order. Of a slice that an
/// extension holds a part of both are, each with its part.
struct StretchObserver {
  /// In a checkpoint, or in the file that is extended: what a summary needs of it.
  std::function<void(const RunBatch&)> found;
  std::function<void(const RunBatch&)> ran;
  std::function<void(std::size_t)> spared;  ///< so many runs of a point turned out to be needless
  std::function<void()> keeps;  ///< something is about to stay in the folder, or just has
};

struct StretchOutcome {
  std::optional<Published> published;  ///< none: it was stopped
  std::size_t runs = 0;                ///< of the file, if it was published
  std::size_t kept = 0;                ///< if it was stopped: runs in checkpoints
};

/// Throws StorageError.
StretchOutcome run_stretch(const Experiment& experiment, const StretchRequest& request,
                           const StretchObserver& observer, const std::atomic<bool>& stop);

}  // namespace nakodo::experiment

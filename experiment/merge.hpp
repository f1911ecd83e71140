// Merge: the shards of a folder become one file, byte for byte what one process would have written.
#pragma once

#include "experiment/conclusion.hpp"
#include "experiment/experiment.hpp"
#include "experiment/sweep_folder.hpp"

namespace nakodo::experiment {

struct MergeRequest {
  bool keep = false;  ///< the shard files
  Telling telling = {};
};

/// Verifies all shards, writes the file, says what run says, removes the shards. Returns the exit
/// code: as of conclude(), or interrupted if some are not there, which it names, or if it was
/// stopped. Throws StorageError, with every one that cannot be used and why; UsageError if what is
/// called like the results is none.
int merge_shards(const Experiment& experiment, const SweepFolder& folder,
                 const MergeRequest& request);

}  // namespace nakodo::experiment

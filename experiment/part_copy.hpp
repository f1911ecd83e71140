// One concept: the rows of a part, copied column by column into a file that is being written.
// Policy: it appends slice by slice as the runs themselves would, so that the bytes are the same.
#pragma once

#include <functional>

#include "experiment/directory.hpp"
#include "experiment/experiment.hpp"
#include "experiment/part_file.hpp"
#include "experiment/results_writer.hpp"
#include "experiment/run_batch.hpp"

namespace nakodo::experiment {

/// Copies all rows of a part. Its runs have to follow what the writer has. Throws StorageError.
/// @param directory that of the writer; whom the part names is entered
/// @param retell is given what a summary needs of every slice: of runs what /runs has; of deals
///               project, resource, state, cause, followed, work, when signed; of projects
///               when launched. Empty without /deals.
void copy_part(const PartFile& part, const Experiment& experiment, Directory& directory,
               ResultsWriter& writer, const std::function<void(const RunBatch&)>& retell);

}  // namespace nakodo::experiment

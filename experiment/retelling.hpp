// Retelling: rows of a results file as the batch they came from, as far as a summary and the
// stopping rule need it.
#pragma once

#include <cstddef>
#include <optional>
#include <string>

#include "experiment/directory.hpp"
#include "experiment/run_batch.hpp"
#include "experiment/table_reader.hpp"

namespace nakodo::experiment {

/// Adds the next `rows` rows of a table to the batch; those of other tables than /runs, /deals and
/// /projects add nothing.
/// @param codes of the design point of the batch: what the rows say is turned back by them
void retell(const std::string& table, TableReader& reader, std::size_t rows, const Codes& codes,
            RunBatch& batch);

}  // namespace nakodo::experiment

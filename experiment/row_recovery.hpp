// Row recovery: rows of a results file as the rows of runs they were written from; the way back of
// results_layout.hpp.
//
// Policy: every column is read back, so that a writer makes of them what it would make of the runs
// themselves, bit for bit; one that is forgotten here is a std::logic_error with the first row.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "experiment/local_ids.hpp"
#include "experiment/run_batch.hpp"
#include "experiment/table_reader.hpp"

namespace nakodo::experiment {

/// What the runs of a design point are called in the file and here.
struct RunNumbers {
  std::size_t there = 0;  ///< its first run
  std::size_t here = 0;
  std::size_t point = 0;  ///< here

  RunKey operator()(std::uint32_t run) const {
    const std::size_t replication = run - there;
    return {static_cast<std::uint32_t>(here + replication), static_cast<std::uint32_t>(point),
            static_cast<std::uint32_t>(replication)};
  }
};

/// Adds the next `rows` rows of a table, whose path is `table`, to a batch. Tables have to come in
/// the order of the file: the slices of facts and stocks after the runs they are of.
/// @param columns of the table
/// @param ids at the point of the rows
void recover(const std::string& table, const std::vector<Column>& columns, TableReader& reader,
             std::size_t rows, const RunNumbers& numbers, LocalIds& ids, RunBatch& batch);

}  // namespace nakodo::experiment

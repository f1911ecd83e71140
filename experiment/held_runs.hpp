// Held runs: the runs of an experiment that a finished file holds, slice by slice as if they had
// just been run. Policy: one thread, and fastest in the order of the file. Memory: a chunk of every
// column.
#pragma once

#include <cstddef>
#include <cstdint>
#include <list>
#include <string>
#include <vector>

#include "experiment/directory.hpp"
#include "experiment/extension.hpp"
#include "experiment/local_ids.hpp"
#include "experiment/run_batch.hpp"
#include "experiment/table_reader.hpp"

namespace nakodo::experiment {

class HeldRuns {
 public:
  /// @param directory of the experiment; both outlive this. Throws StorageError.
  HeldRuns(const Extension& extension, const Experiment& experiment, const Directory& directory);

  /// Those of its runs that the file holds; without rows if there are none. Throws StorageError.
  RunBatch of(const Slice& slice);

 private:
  struct HeldTable {
    std::string path;
    std::vector<Column> columns;
    TableReader reader;
    std::vector<std::uint32_t> first_runs;  // of each chunk
  };

  void open(const std::string& path, const std::vector<Column>& columns);
  static void go_to(HeldTable& table, std::uint64_t run);

  const Extension& extension_;
  std::size_t replications_;  // of the experiment
  LocalIds ids_;
  std::list<HeldTable> tables_;  // in the order of the file
};

/// Of sequential replications, how many held runs come after the stop of their point, so that the
/// experiment does not have them. Reads all of the file. Throws StorageError.
std::size_t held_beyond_stops(const Extension& extension, const Experiment& experiment);

}  // namespace nakodo::experiment

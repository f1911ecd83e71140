// Results writer: batches of runs in, one published HDF5 file out: that of the whole experiment, or
// of a part of its runs.
#pragma once

#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "experiment/directory.hpp"
#include "experiment/experiment.hpp"
#include "experiment/hdf5_file.hpp"
#include "experiment/results_layout.hpp"
#include "experiment/run_batch.hpp"
#include "experiment/runner.hpp"

namespace nakodo::experiment {

/// A file that holds a part of the runs of an experiment: it says which, and ends in a seal.
struct PartOfRuns {
  std::string shard;      ///< "3/7": to which it belongs
  std::size_t first_run;  ///< the others follow it
  std::size_t end_run;    ///< up to which number it goes; at least to its last run
};

/// What is to be written, and where.
struct ResultsTarget {
  std::filesystem::path folder;
  std::string name;                     ///< of the file, without ending
  std::optional<PartOfRuns> part = {};  ///< none: the file of the results
  IfDifferent if_different = IfDifferent::replace;
  std::size_t chunk_rows = results_chunk_rows;
};

class ResultsWriter {
 public:
  /// Begins a file. Nothing is left behind unless finish() was called. Throws StorageError.
  /// @param directory of the experiment, which outlives this: its names are written in the end
  ResultsWriter(const ResultsTarget& target, const Experiment& experiment, const RunPlan& plan,
                Directory& directory);
  ~ResultsWriter();

  /// Batches have to come in the order of runs.
  void write(const RunBatch& batch);
  std::size_t chunk_rows() const { return file_.chunk_rows(); }
  /// Runs written so far.
  std::size_t runs() const;
  /// Of a part: the number up to which it goes by now.
  std::size_t end_run() const { return part_->end_run; }
  Published finish();

  /// Another writer of the same experiment and directory, to which nothing was written yet, gets
  /// every row from now on: the chunks as they are stored here, so that it costs next to nothing.
  /// Its tables may begin with rows from before, which they say.
  void lead(ResultsWriter& other);
  /// Ends it: the other has all rows up to now, and may be finished.
  void part();

  /// The tables of rows of runs, for whoever copies them: batch after batch as write() would, and
  /// in this order within a batch.
  struct RowTable {
    Table& table;
    const std::vector<Column>& columns;
  };
  std::vector<RowTable> row_tables();

 private:
  struct Tables;

  void write_attributes(const Experiment& experiment, const RunPlan& plan);
  void write_names();
  void reach(const RunBatch& batch);
  void write_part();

  Directory& directory_;
  std::optional<PartOfRuns> part_;
  IfDifferent if_different_;
  std::size_t replications_;
  ResultsWriter* follower_ = nullptr;
  std::size_t shared_runs_ = 0;  // rows of /runs from before
  ResultsFile file_;
  const Codes* codes_ = nullptr;
  std::unique_ptr<Tables> tables_;
};

}  // namespace nakodo::experiment

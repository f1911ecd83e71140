// Results writer: batches of runs in, one published HDF5 file out.
#pragma once

#include <filesystem>
#include <memory>
#include <string>

#include "experiment/directory.hpp"
#include "experiment/experiment.hpp"
#include "experiment/hdf5_file.hpp"
#include "experiment/results_layout.hpp"
#include "experiment/run_batch.hpp"
#include "experiment/runner.hpp"

namespace nakodo::experiment {

class ResultsWriter {
 public:
  /// Begins `folder/<name>.h5`. Nothing is left behind unless finish() was called. Throws
  /// StorageError.
  ResultsWriter(const std::filesystem::path& folder, const std::string& name,
                const Experiment& experiment, const RunPlan& plan);
  ~ResultsWriter();

  /// Batches have to come in the order of runs.
  void write(const RunBatch& batch);
  Published finish();

 private:
  struct Tables;

  void write_attributes(const Experiment& experiment, const RunPlan& plan);
  void write_names();
  void write_points(const Experiment& experiment);

  Directory directory_;
  ResultsFile file_;
  const Codes* codes_ = nullptr;
  std::unique_ptr<Tables> tables_;
};

}  // namespace nakodo::experiment

// One concept: a file that holds a part of the runs of an experiment, a shard or a checkpoint: what
// it says of itself, and whether it may be used.
#pragma once

#include <cstddef>
#include <filesystem>
#include <string>

#include "experiment/experiment.hpp"
#include "experiment/hdf5_input.hpp"
#include "experiment/slices.hpp"

namespace nakodo::experiment {

/// Opens a part after its seal was checked. Throws StorageError, with the name of the file and why,
/// if it is truncated, damaged, of another experiment or of another version of the program, or not
/// a part of its runs.
class PartFile {
 public:
  PartFile(const std::filesystem::path& path, const Experiment& experiment);

  const InputFile& file() const { return file_; }
  const std::string& shard() const { return shard_; }  ///< "3/7"
  const Stretch& stretch() const { return stretch_; }
  std::size_t runs() const { return runs_; }  ///< that are in it

 private:
  InputFile file_;
  std::string shard_;
  Stretch stretch_;
  std::size_t runs_ = 0;
};

}  // namespace nakodo::experiment

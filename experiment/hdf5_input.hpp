// One concept: a results file open for reading.
// Policy: what is missing, or of another kind than was written, is a StorageError; checksums are
// checked with every chunk that is read. One thread.
#pragma once

#include <hdf5.h>

#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "experiment/hdf5_driver.hpp"
#include "experiment/hdf5_handle.hpp"
#include "experiment/publication.hpp"

namespace nakodo::experiment {

class InputFile {
 public:
  /// Opens a file; throws StorageError if it is not one of HDF5.
  explicit InputFile(const std::filesystem::path& path);
  InputFile(InputFile&&) noexcept = default;
  InputFile& operator=(InputFile&&) = delete;
  ~InputFile() = default;

  const std::filesystem::path& path() const { return path_; }
  hid_t id() const { return file_; }

  /// Attributes of the file.
  bool has(const std::string& attribute) const;
  std::string text(const std::string& attribute) const;
  std::uint64_t number(const std::string& attribute) const;
  /// Whether it bears the mark that is written last.
  bool is_complete() const;

  /// The rows a table says it has.
  std::uint64_t rows(const std::string& table) const;
  /// Of them those at the beginning that belong to what came before, in a checkpoint.
  std::uint64_t shared_rows(const std::string& table) const;
  /// What the table of which it is a part had before, these included.
  std::uint64_t rows_before(const std::string& table) const;
  /// The texts of the dictionary /names/<name>.
  std::vector<std::string> names(const std::string& name) const;
  /// The whole of a dataset of numbers that fit `memory_type`, such as H5T_NATIVE_INT32.
  template <class Value>
  std::vector<Value> numbers(const std::string& dataset, hid_t memory_type) const {
    std::vector<Value> values(length_of(dataset));
    read(dataset, memory_type, values.data());
    return values;
  }

 private:
  /// An attribute of a table, 0 if it has none.
  std::uint64_t number_of(const std::string& table, const char* attribute) const;
  std::string where(const std::string& what) const { return path_.string() + ":" + what; }
  Handle open(const std::string& dataset) const;
  std::size_t length_of(const std::string& dataset) const;
  void read(const std::string& dataset, hid_t memory_type, void* values) const;

  std::filesystem::path path_;
  // In this order: HDF5 lets go of the file before the file goes.
  Descriptor descriptor_;
  std::unique_ptr<DiskFile> disk_;
  Handle file_;
};

}  // namespace nakodo::experiment

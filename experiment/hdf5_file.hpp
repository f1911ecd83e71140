// One concept: the file of the results, from its creation to its publication.
// Policy: it exists under its name only once it is complete and has been read back; the same calls
// give the same bytes. One thread uses it; another encodes chunks.
#pragma once

#include <hdf5.h>

#include <cstdint>
#include <cstring>
#include <filesystem>
#include <memory>
#include <ranges>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "experiment/hdf5_attribute.hpp"
#include "experiment/hdf5_driver.hpp"
#include "experiment/hdf5_handle.hpp"
#include "experiment/hdf5_table.hpp"
#include "experiment/publication.hpp"

namespace nakodo::experiment {

/// A results file being written. If it goes before finish(), nothing is left of it.
/// After a StorageError there is nothing to do with it but to let it go.
class ResultsFile {
 public:
  /// Begins `folder/<name>.h5`; makes the folder if there is none.
  static ResultsFile create(const std::filesystem::path& folder, const std::string& name,
                            std::size_t chunk_rows = results_chunk_rows);

  ResultsFile(ResultsFile&&) noexcept = default;
  ResultsFile& operator=(ResultsFile&&) = delete;
  ~ResultsFile() = default;

  /// Attributes of the file, each given once.
  template <class Value>
  void attribute(const std::string& name, const Value& value) {
    press_->settle();
    write_attribute(file_, name, value, where_);
    disk_->check();
  }

  /// Writes the dictionary /names/<name>: texts of one fixed width, code = index.
  void names(const std::string& name, std::span<const std::string> texts,
             const std::string& description = {});

  /// Writes the dataset /names/<column.name> that goes with a dictionary, such as a coded column.
  template <std::ranges::contiguous_range Values>
  void names_column(const Column& column, const Values& values) {
    check_type(column, column_type_of<std::ranges::range_value_t<Values>>());
    write_names_column(column, [&](ColumnWriter& writer) {
      const auto bytes = std::as_bytes(std::span(values));
      std::memcpy(writer.extend(std::ranges::size(values)), bytes.data(), bytes.size());
    });
  }

  /// Begins a table; the parent of `path` is the root or a table. The reference stays good until
  /// finish().
  Table& table(const std::string& path, const std::vector<Column>& columns);

  std::size_t chunk_rows() const { return press_->chunk_rows(); }
  /// Stores all chunks that were handed over.
  void settle() { press_->settle(); }

  /// Closes the tables, marks the file complete, closes, syncs, verifies and publishes it.
  /// @param sealed closes it with a seal (file_seal.hpp)
  Published finish(IfDifferent if_different = IfDifferent::replace, bool sealed = false);

 private:
  ResultsFile(TemporaryFile temporary, std::size_t chunk_rows);
  static void check_type(const Column& column, ColumnType type);
  template <class Fill>
  void write_names_column(const Column& column, Fill fill) {
    press_->settle();
    if (!names_.is_open()) open_names();
    ColumnWriter writer(names_, column, where_ + ":/names", *press_);
    fill(writer);
    writer.write_rest();
    press_->settle();
    writer.close();
    disk_->check();
  }
  void open_names();

  // In this order: HDF5 lets go of the file before the file goes.
  TemporaryFile temporary_;
  std::string where_;
  std::unique_ptr<DiskFile> disk_;
  Handle file_;
  Handle names_;
  std::unique_ptr<ChunkPress> press_;
  std::vector<std::unique_ptr<Table>> tables_;
};

/// Reads a results file through and throws StorageError unless it is whole: `complete` is 1, the
/// columns of every table have as many rows as the table says, every chunk passes its checksum.
void verify_results(const std::filesystem::path& path);

}  // namespace nakodo::experiment

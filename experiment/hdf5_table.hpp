// One concept: a table, a group of columns of equal length with the attribute `rows`.
// Policy: chunk k of every column is handed over, column after column, once all columns have it:
// the bytes depend on the values and on the order of the tables only, not on how appends were
// sliced.
#pragma once

#include <hdf5.h>

#include <algorithm>
#include <concepts>
#include <cstddef>
#include <functional>
#include <ranges>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "experiment/hdf5_column.hpp"
#include "experiment/hdf5_handle.hpp"

namespace nakodo::experiment {

/// Makes a group that keeps the order of its links and attributes and no times.
Handle create_group(hid_t file, const std::string& path, const std::string& where);

/// A table being written. Memory: at most one chunk of each column and the largest append.
///
/// The chunks of several tables of one file are laid down in the order in which they become whole,
/// so two writers give the same bytes if they append to their tables in the same order of runs.
class Table {
 public:
  /// Makes the group `path` (absolute; its parent exists) in `file` with its columns.
  /// `where` names the file in errors. `check_disk` throws if a write has failed meanwhile.
  /// @param press encodes the chunks of the file, and outlives this
  Table(hid_t file, const std::string& path, const std::vector<Column>& columns,
        const std::string& where, ChunkPress& press, std::function<void()> check_disk);

  /// Appends values to a column. They must be of the very type of the column (std::string for
  /// text), otherwise std::logic_error. Throws StorageError if the disk does not take them.
  template <std::ranges::contiguous_range Values>
  void append(std::size_t column, const Values& values) {
    using Value = std::ranges::range_value_t<Values>;
    if constexpr (std::same_as<Value, std::string>) {
      append_texts(column, values);
    } else {
      char* const to = extend(column, column_type_of<Value>(), std::ranges::size(values));
      std::ranges::copy(std::as_bytes(std::span(values)), reinterpret_cast<std::byte*>(to));
    }
    hand_over();
  }

  /// Room for `count` more values of a column, for whoever fills all columns before hand_over():
  /// to be filled at once, as they lie in memory. Under the same rules.
  char* extend(std::size_t column, ColumnType type, std::size_t count) {
    return column_of_type(column, type).extend(count);
  }
  void append_texts(std::size_t column, std::span<const std::string> texts) {
    ColumnWriter& writer = column_of_type(column, ColumnType::text);
    for (const std::string& text : texts) writer.append_text(text);
  }
  /// Appends `count` values as they lie in memory, for whoever copies columns.
  void append_bytes(std::size_t column, const void* values, std::size_t count);
  /// Hands over the chunks that are whole in all columns.
  void hand_over();
  /// Rows that are not handed over.
  std::size_t pending_rows() const { return columns_.front().pending_rows(); }

  /// From now on `other`, a new table with the same columns in another file, gets the same chunks.
  /// It begins with the pending rows, and says so: `shared_rows`, how many they are, and
  /// `rows_before`, what this table has by now.
  void lead(Table& other);
  /// Ends it: the other gets what there is of the next chunk. Before and after, the press has to be
  /// settled.
  void part();

  /// Gives the group a further attribute.
  void attribute(const std::string& name, std::string_view text);

  const std::string& path() const { return path_; }
  std::size_t columns() const { return columns_.size(); }
  /// Rows of the first column; every column has as many when the table is closed.
  std::size_t rows() const { return columns_.empty() ? 0 : columns_.front().rows(); }

  /// Writes the rest and the attribute `rows`. Columns of unequal length are a std::logic_error.
  /// Closing again does nothing.
  void close();

 private:
  ColumnWriter& column_of_type(std::size_t column, ColumnType type);

  std::string path_;
  std::string where_;
  ChunkPress& press_;
  std::function<void()> check_disk_;
  Handle group_;
  std::vector<ColumnWriter> columns_;
};

}  // namespace nakodo::experiment

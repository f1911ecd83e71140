// One concept: the rows of one table of a results file, in their order, a chunk at a time.
// Policy: the columns have to be those that this program writes. Rows that a table shares with what
// came before are passed over. Memory: one chunk of each column.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "experiment/chunk_coding.hpp"
#include "experiment/hdf5_column.hpp"
#include "experiment/hdf5_input.hpp"

namespace nakodo::experiment {

class TableReader {
 public:
  /// @param columns of the table; the first that is called `run` tells to which run a row belongs
  /// `file` must outlive this. Throws StorageError if the table is not like that.
  TableReader(const InputFile& file, const std::string& path, const std::vector<Column>& columns);

  /// Rows that are read at once.
  std::uint64_t chunk_rows() const { return chunk_rows_; }
  /// How many rows of runs before `end` there are in memory from the next one on; 0 if there are no
  /// more of them in the file either. Throws StorageError.
  std::size_t at_hand(std::uint64_t end);
  /// The values of a column from the next row on, in the memory layout of its type. They may be
  /// changed.
  template <class Value>
  Value* values(std::size_t column) {
    return reinterpret_cast<Value*>(bytes(column));
  }
  char* bytes(std::size_t column) {
    return columns_[column].window.data() + taken_ * columns_[column].value_bytes;
  }
  /// The number of a column; throws StorageError if there is none of this name.
  std::size_t column(const std::string& name) const;
  /// Goes on by as many rows.
  void skip(std::size_t rows) { taken_ += rows; }
  /// Goes to a row, from 0; what lies near the last one is in memory. Throws StorageError.
  void seek(std::uint64_t row);

 private:
  struct Open {
    std::string name;
    std::size_t value_bytes;
    Handle dataset;
    Handle type;
    std::vector<char> window;
  };

  void check_chunks(hid_t dataset, const std::string& where);
  void read_window();

  std::string where_;
  std::vector<Open> columns_;
  std::size_t run_ = 0;  // the column
  std::uint64_t rows_;
  hsize_t chunk_rows_ = 0;
  std::optional<ChunkCoding> coding_;
  std::vector<char> stored_;
  std::uint64_t shared_;    // at the beginning, not yet passed over
  std::uint64_t read_ = 0;  // rows of the file that were read
  std::size_t window_ = 0;  // rows in memory
  std::size_t taken_ = 0;   // of them
};

}  // namespace nakodo::experiment

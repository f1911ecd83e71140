// One concept: a column, a one-dimensional, extendible, checksummed HDF5 dataset that says what it
// means. Policy: full chunks, shuffle + deflate + Fletcher-32, little-endian, no times.
#pragma once

#include <hdf5.h>

#include <concepts>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <type_traits>
#include <utility>
#include <vector>

#include "experiment/chunk_press.hpp"
#include "experiment/hdf5_handle.hpp"

namespace nakodo::experiment {

enum class ColumnType { u8, u16, u32, u64, i8, i16, i32, i64, f32, f64, text };

/// Rows of a chunk.
constexpr std::size_t results_chunk_rows = 65'536;
constexpr std::size_t shard_chunk_rows =
    8'192;  ///< there are many, and each ends in what is no row

/// What a column is called and means. Everything here becomes an attribute unless it is empty.
struct Column {
  std::string name;
  ColumnType type = ColumnType::f64;
  std::string units = {};
  std::string description = {};
  /// Coded: the meaning of 0, 1, 2 …, as CF flag_values and flag_meanings. A blank within a
  /// meaning becomes an underscore, for CF separates meanings by blanks.
  std::vector<std::string> meanings = {};
  /// Coded: path of the dataset under /names which the code indexes.
  std::string dictionary = {};
  /// Further attributes, in this order.
  std::vector<std::pair<std::string, std::string>> attributes = {};
  /// Bytes of a text; text columns only.
  std::size_t width = 0;
};

/// The column type of a C++ type: integers by size and sign, float and double.
template <class T>
requires std::is_arithmetic_v<T>
constexpr ColumnType column_type_of() {
  if constexpr (std::floating_point<T>) {
    static_assert(sizeof(T) == 4 || sizeof(T) == 8);
    return sizeof(T) == 4 ? ColumnType::f32 : ColumnType::f64;
  } else {
    constexpr int size = sizeof(T) == 1 ? 0 : sizeof(T) == 2 ? 1 : sizeof(T) == 4 ? 2 : 3;
    return static_cast<ColumnType>(size + (std::is_signed_v<T> ? 4 : 0));
  }
}

/// Bytes of one value of the column.
std::size_t value_bytes(const Column& column);
/// The HDF5 type of its values in memory.
Handle memory_type_of(const Column& column);

/// Writes one column into a group, a chunk at a time.
class ColumnWriter {
 public:
  /// Creates the dataset with its attributes. `where` names the group in errors.
  /// Throws std::logic_error if the column makes no sense, StorageError if HDF5 fails.
  /// @param press encodes its chunks; it outlives this, and is settled before close()
  ColumnWriter(hid_t group, const Column& column, const std::string& where, ChunkPress& press);

  const std::string& name() const { return name_; }
  ColumnType type() const { return type_; }
  std::size_t value_bytes() const { return value_bytes_; }
  /// Values appended so far.
  std::size_t rows() const { return written_ + pending_; }
  bool has_whole_chunk() const { return pending_ >= press_->chunk_rows(); }

  /// Room for `count` more values, to be filled at once as they lie in memory.
  char* extend(std::size_t count);
  /// Appends a text, cut at a whole UTF-8 character if it is longer than the column is wide.
  void append_text(const std::string& text);
  /// Hands over the next chunk, or what there is of it.
  void write_chunk();
  /// Hands over what is left.
  void write_rest();
  /// Closes the dataset.
  void close();

  std::size_t pending_rows() const { return pending_; }

  /// From now on `other`, a new column of the same kind in another file, gets the chunks of this
  /// one as they are stored, from the one that the pending rows are in.
  void lead(ColumnWriter& other);
  /// The other gets what there is of the next chunk, too, and no more. The press is settled.
  void part();

 private:
  std::size_t chunk_bytes() const { return press_->chunk_rows() * value_bytes_; }
  void store(std::size_t first_row, std::size_t rows, std::span<const char> stored);

  std::string name_;
  std::string where_;
  ColumnType type_;
  std::size_t value_bytes_;
  ChunkPress* press_;
  Handle dataset_;
  std::size_t written_ = 0;  // handed over
  std::size_t pending_ = 0;
  std::vector<char> buffer_;  // begins with the pending values
  ColumnWriter* follower_ = nullptr;
  std::size_t followed_from_ = 0;  // row of ours that is its first
};

}  // namespace nakodo::experiment

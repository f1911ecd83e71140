// Chunk coding: what HDF5's filters shuffle, deflate and Fletcher-32, in this order, make of a
// chunk, and back. Done here and not by HDF5 so that it can be done on another thread, and faster;
// whoever reads the file needs HDF5 only.
//
// Policy: chunks are full; rows that are not there are zeros, as HDF5's fill value is.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <unordered_map>
#include <vector>

#include "experiment/deflate.hpp"

namespace nakodo::experiment {

class ChunkCoding {
 public:
  /// @param rows of a full chunk
  explicit ChunkCoding(std::size_t rows) : chunk_rows_(rows) {}

  /// Byte k of value i of `chunk_rows` goes to k · chunk_rows + i. Good until the next call.
  std::span<const char> shuffle(std::span<const char> values, std::size_t value_bytes);
  /// The stored form of a chunk that begins with `values`, each of `value_bytes`.
  std::vector<char> encode(std::span<const char> values, std::size_t value_bytes);
  /// The first `values.size()` bytes of the values of a stored chunk; whether it is intact.
  bool decode(std::span<const char> stored, std::size_t value_bytes, std::span<char> values);

 private:
  std::vector<char> press(std::span<const char> values, std::size_t value_bytes);

  std::size_t chunk_rows_;
  std::optional<Deflate> deflate_;  // made by the first encode
  std::vector<char> shuffled_;
  // The stored forms of full chunks of one value, by value: columns in which nothing happens, such
  // as the fees of those who pay none.
  std::unordered_map<std::string, std::vector<char>> of_one_value_;
};

/// The checksum of HDF5's filter Fletcher-32.
std::uint32_t fletcher32(std::span<const char> bytes);

/// Whether a stored chunk, which ends in its checksum, is as it was written.
bool is_intact(std::span<const char> stored);

}  // namespace nakodo::experiment

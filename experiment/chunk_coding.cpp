#include "experiment/chunk_coding.hpp"

#include <algorithm>
#include <bit>
#include <utility>

namespace nakodo::experiment {
namespace {

static_assert(std::endian::native == std::endian::little,
              "chunks are stored as they lie in memory, and files are little-endian");

constexpr std::size_t checksum_bytes = 4;

/// Calls move(where byte k of value i is once shuffled, where it is among the values) for all.
template <std::size_t value_bytes, class Move>
void for_each_byte(std::size_t rows, std::size_t chunk_rows, Move move) {
  constexpr std::size_t at_once = 64;  // they fit the innermost cache, and vector instructions
  std::size_t row = 0;
  for (; row + at_once <= rows; row += at_once)
    for (std::size_t k = 0; k < value_bytes; ++k)
      for (std::size_t i = row; i < row + at_once; ++i)
        move(k * chunk_rows + i, i * value_bytes + k);
  for (; row < rows; ++row)
    for (std::size_t k = 0; k < value_bytes; ++k) move(k * chunk_rows + row, row * value_bytes + k);
}

template <class Move>
void for_each_byte(std::size_t value_bytes, std::size_t rows, std::size_t chunk_rows, Move move) {
  switch (value_bytes) {
    case 1:
      return for_each_byte<1>(rows, chunk_rows, move);
    case 2:
      return for_each_byte<2>(rows, chunk_rows, move);
    case 4:
      return for_each_byte<4>(rows, chunk_rows, move);
    case 8:
      return for_each_byte<8>(rows, chunk_rows, move);
    default:
      for (std::size_t row = 0; row < rows; ++row)
        for (std::size_t k = 0; k < value_bytes; ++k)
          move(k * chunk_rows + row, row * value_bytes + k);
  }
}

std::uint32_t folded(std::uint32_t sum) { return (sum & 0xFFFFU) + (sum >> 16U); }

}  // namespace

std::span<const char> ChunkCoding::shuffle(std::span<const char> values, std::size_t value_bytes) {
  shuffled_.resize(chunk_rows_ * value_bytes);
  if (values.size() < shuffled_.size()) std::fill(shuffled_.begin(), shuffled_.end(), '\0');
  char* const to = shuffled_.data();
  for_each_byte(value_bytes, values.size() / value_bytes, chunk_rows_,
                [&](std::size_t at, std::size_t from) { to[at] = values[from]; });
  return shuffled_;
}

std::vector<char> ChunkCoding::encode(std::span<const char> values, std::size_t value_bytes) {
  const std::span<const char> stream = deflate_(shuffle(values, value_bytes));
  std::vector<char> stored;
  stored.reserve(stream.size() + checksum_bytes);
  stored.assign(stream.begin(), stream.end());
  const std::uint32_t sum = fletcher32(stream);
  for (std::size_t i = 0; i < checksum_bytes; ++i)
    stored.push_back(static_cast<char>(sum >> 8U * i & 0xFFU));
  return stored;
}

bool ChunkCoding::decode(std::span<const char> stored, std::size_t value_bytes,
                         std::span<char> values) {
  shuffled_.resize(chunk_rows_ * value_bytes);
  if (!is_intact(stored) || values.size() > shuffled_.size() ||
      !inflate_into(stored.first(stored.size() - checksum_bytes), shuffled_))
    return false;
  const char* const from = shuffled_.data();
  for_each_byte(value_bytes, values.size() / value_bytes, chunk_rows_,
                [&](std::size_t at, std::size_t to) { values[to] = from[at]; });
  return true;
}

// HDF5 takes its words big-endian, and an odd byte at the end as the high one of a word.
std::uint32_t fletcher32(std::span<const char> bytes) {
  constexpr std::size_t words_before_overflow = 360;
  const auto byte = [&](std::size_t i) -> std::uint32_t {
    return static_cast<unsigned char>(bytes[i]);
  };
  const std::size_t words = bytes.size() / 2;
  std::uint32_t low = 0;
  std::uint32_t high = 0;
  for (std::size_t word = 0; word < words;) {
    const std::size_t end = std::min(words, word + words_before_overflow);
    for (; word < end; ++word) high += low += byte(2 * word) << 8U | byte(2 * word + 1);
    low = folded(low);
    high = folded(high);
  }
  if (bytes.size() % 2 != 0) {
    high += low += byte(bytes.size() - 1) << 8U;
    low = folded(low);
    high = folded(high);
  }
  return folded(high) << 16U | folded(low);
}

bool is_intact(std::span<const char> stored) {
  if (stored.size() < checksum_bytes) return false;
  const auto [bytes, checksum] =
      std::pair(stored.first(stored.size() - checksum_bytes), stored.last(checksum_bytes));
  const std::uint32_t sum = fletcher32(bytes);
  for (std::size_t i = 0; i < checksum_bytes; ++i)
    if (static_cast<unsigned char>(checksum[i]) != (sum >> 8U * i & 0xFFU)) return false;
  return true;
}

}  // namespace nakodo::experiment

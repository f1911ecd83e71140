#include "experiment/chunk_coding.hpp"

#include <algorithm>
#include <bit>
#include <cstring>
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

/// Modulo 65 535, except that what is not 0 does not become 0.
std::uint64_t folded(std::uint64_t sum) {
  while (sum > 0xFFFFU) sum = (sum & 0xFFFFU) + (sum >> 16U);
  return sum;
}

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
  if (!deflate_) deflate_.emplace();
  const std::span<const char> stream = (*deflate_)(shuffle(values, value_bytes));
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

// HDF5 takes its words big-endian, and an odd byte at the end as the high one of a word. Of a block
// of n words w the sum of sums grows by n · (the sum before) + Σ (n − i) w_i.
std::uint32_t fletcher32(std::span<const char> bytes) {
  constexpr std::size_t block = 360;  // Σ (n − i) w_i stays below 2^32
  const auto word = [&](std::size_t i) -> std::uint32_t {
    std::uint16_t little = 0;
    std::memcpy(&little, bytes.data() + 2 * i, sizeof little);
    return static_cast<std::uint16_t>(little << 8U | little >> 8U);
  };
  const std::size_t words = bytes.size() / 2;
  std::uint64_t low = 0;
  std::uint64_t high = 0;
  for (std::size_t first = 0; first < words; first += block) {
    const auto count = static_cast<std::uint32_t>(std::min(words - first, block));
    std::uint32_t sum = 0;
    std::uint32_t sums = 0;
    for (std::uint32_t i = 0; i < count; ++i) {
      const std::uint32_t value = word(first + i);
      sum += value;
      sums += (count - i) * value;
    }
    high = folded(high + count * low + sums);
    low = folded(low + sum);
  }
  if (bytes.size() % 2 != 0) {
    low = folded(low + (std::uint64_t{static_cast<unsigned char>(bytes.back())} << 8U));
    high = folded(high + low);
  }
  return static_cast<std::uint32_t>(high << 16U | low);
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

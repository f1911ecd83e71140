#include "experiment/chunk_coding.hpp"

#include <algorithm>
#include <bit>
#include <cstring>
#include <string>
#include <type_traits>
#include <utility>

namespace nakodo::experiment {
namespace {

static_assert(std::endian::native == std::endian::little,
              "chunks are stored as they lie in memory, and files are little-endian");

constexpr std::size_t checksum_bytes = 4;

// Calls use(a constant) with this size if it is a usual one; says whether.
template <class Use>
bool of_usual_size(std::size_t value_bytes, Use use) {
  switch (value_bytes) {
    case 1:
      return use(std::integral_constant<std::size_t, 1>()), true;
    case 2:
      return use(std::integral_constant<std::size_t, 2>()), true;
    case 4:
      return use(std::integral_constant<std::size_t, 4>()), true;
    case 8:
      return use(std::integral_constant<std::size_t, 8>()), true;
    default:
      return false;
  }
}

constexpr std::size_t at_once = 64;  // rows that fit the innermost cache, and vector instructions

void unshuffle(const char* shuffled, std::size_t chunk_rows, std::size_t value_bytes,
               std::span<char> values) {
  const auto move = [&](auto bytes) {
    const std::size_t rows = values.size() / bytes;
    for (std::size_t row = 0; row < rows; row += at_once) {
      const std::size_t end = std::min(row + at_once, rows);
      for (std::size_t k = 0; k < bytes; ++k)
        for (std::size_t i = row; i < end; ++i)
          values[i * bytes + k] = shuffled[k * chunk_rows + i];
    }
  };
  if (!of_usual_size(value_bytes, move)) move(value_bytes);
}

// Sixteen values at once in vectors: where a byte is has the number (value, byte of it) in binary;
// interleaving the first half of all with the second turns that number left by one bit, and after
// four times it is (byte of it, value).
constexpr std::size_t sixteen = 16;
using Lanes = unsigned char __attribute__((vector_size(sixteen)));

template <std::size_t value_bytes>
void shuffle_sixteen(const char* values, char* shuffled, std::size_t chunk_rows) {
  Lanes lanes[value_bytes];
  std::memcpy(lanes, values, sizeof lanes);
  for (int turn = 0; value_bytes > 1 && turn < 4; ++turn) {
    Lanes turned[value_bytes];
    for (std::size_t i = 0; i < value_bytes / 2; ++i) {
      const Lanes one = lanes[i];
      const Lanes two = lanes[i + value_bytes / 2];
      turned[2 * i] =
          __builtin_shufflevector(one, two, 0, 16, 1, 17, 2, 18, 3, 19, 4, 20, 5, 21, 6, 22, 7, 23);
      turned[2 * i + 1] = __builtin_shufflevector(one, two, 8, 24, 9, 25, 10, 26, 11, 27, 12, 28,
                                                  13, 29, 14, 30, 15, 31);
    }
    std::copy_n(turned, value_bytes, lanes);
  }
  for (std::size_t k = 0; k < value_bytes; ++k)
    std::memcpy(shuffled + k * chunk_rows, &lanes[k], sizeof lanes[k]);
}

// Those that come in sixteens, of the usual sizes; says how many.
std::size_t shuffle_most(std::span<const char> values, std::size_t value_bytes, char* shuffled,
                         std::size_t chunk_rows) {
  const std::size_t rows = values.size() / value_bytes / sixteen * sixteen;
  const bool usual = of_usual_size(value_bytes, [&](auto bytes) {
    for (std::size_t row = 0; row < rows; row += sixteen)
      shuffle_sixteen<bytes()>(values.data() + row * bytes(), shuffled + row, chunk_rows);
  });
  return usual ? rows : 0;
}

// One byte after another, from this row on.
void shuffle_rest(std::size_t first, std::span<const char> values, std::size_t value_bytes,
                  char* shuffled, std::size_t chunk_rows) {
  const std::size_t rows = values.size() / value_bytes;
  for (; first < rows; first += at_once) {
    const std::size_t end = std::min(first + at_once, rows);
    for (std::size_t k = 0; k < value_bytes; ++k)
      for (std::size_t row = first; row < end; ++row)
        shuffled[k * chunk_rows + row] = values[row * value_bytes + k];
  }
}

bool are_all_equal(std::span<const char> values, std::size_t value_bytes) {
  return std::equal(values.begin() + static_cast<std::ptrdiff_t>(value_bytes), values.end(),
                    values.begin());
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
  const std::size_t most = shuffle_most(values, value_bytes, shuffled_.data(), chunk_rows_);
  shuffle_rest(most, values, value_bytes, shuffled_.data(), chunk_rows_);
  return shuffled_;
}

std::vector<char> ChunkCoding::encode(std::span<const char> values, std::size_t value_bytes) {
  if (values.size() < chunk_rows_ * value_bytes || !are_all_equal(values, value_bytes))
    return press(values, value_bytes);
  constexpr std::size_t enough = 256;
  if (of_one_value_.size() == enough) of_one_value_.clear();
  const std::string value(values.data(), value_bytes);
  const auto [known, is_new] = of_one_value_.try_emplace(value);
  if (is_new) known->second = press(values, value_bytes);
  return known->second;
}

std::vector<char> ChunkCoding::press(std::span<const char> values, std::size_t value_bytes) {
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
  unshuffle(shuffled_.data(), chunk_rows_, value_bytes, values);
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

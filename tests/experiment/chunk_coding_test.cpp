#include "experiment/chunk_coding.hpp"

#include <string>

#include "kernel/random.hpp"
#include "tests/catch.hpp"

using namespace nakodo::experiment;

namespace {

std::uint32_t sum_of(const std::string& text) { return fletcher32(text); }

}  // namespace

// That HDF5's own filters read what is written here is shown by hdf5_table_test.cpp.

TEST_CASE("Fletcher-32 is that of its definition, over big-endian words", "[hdf5][coding]") {
  CHECK(sum_of("") == 0);
  CHECK(sum_of(std::string("\x01\x02", 2)) == 0x01020102U);
  // Words 0102, 0304: sums 0102, 0406; sums of sums 0102, 0508.
  CHECK(sum_of("\x01\x02\x03\x04") == 0x05080406U);
  // An odd byte is the high one of a word: 0102, 0300.
  CHECK(sum_of("\x01\x02\x03") == 0x05040402U);
  // 65 535 is nothing to sums modulo 65 535, but for a sum that is not zero it stays itself.
  CHECK(sum_of(std::string(4000, '\xFF')) == 0xFFFFFFFFU);
}

TEST_CASE("shuffling puts first bytes first, and rows that are not there are zeros",
          "[hdf5][coding]") {
  ChunkCoding coding(4);
  const auto shuffled = coding.shuffle(std::string("abcdefghi"), 3);
  CHECK(std::string(shuffled.begin(), shuffled.end()) == std::string("adg\0beh\0cfi\0", 12));
  const auto whole = coding.shuffle(std::string("abcdefgh"), 2);
  CHECK(std::string(whole.begin(), whole.end()) == "acegbdfh");
}

TEST_CASE("byte k of value i comes at place i of part k, however many values there are",
          "[hdf5][coding]") {
  const std::size_t value_bytes = GENERATE(as<std::size_t>{}, 1, 2, 3, 4, 8);
  constexpr std::size_t most = 70;
  ChunkCoding coding(most);
  nakodo::kernel::RandomStream stream(6, 0, 0, 0);
  for (std::size_t rows = 0; rows <= most; ++rows) {
    std::string values(rows * value_bytes, '\0');
    for (char& value : values) value = static_cast<char>(stream.below(256));
    std::string expected(most * value_bytes, '\0');
    for (std::size_t i = 0; i < rows; ++i)
      for (std::size_t k = 0; k < value_bytes; ++k)
        expected[k * most + i] = values[i * value_bytes + k];
    const auto shuffled = coding.shuffle(values, value_bytes);
    if (std::string(shuffled.begin(), shuffled.end()) != expected) FAIL("wrong at " << rows);
  }
}

TEST_CASE("a shorter chunk after a longer one shows nothing of it", "[hdf5][coding]") {
  ChunkCoding coding(100);
  ChunkCoding fresh(100);
  coding.encode(std::string(400, 'x'), 4);
  CHECK(coding.encode(std::string(40, 'y'), 4) == fresh.encode(std::string(40, 'y'), 4));
}

TEST_CASE("a full chunk of one value is encoded as it would be without those before it",
          "[hdf5][coding]") {
  ChunkCoding coding(8);
  for (int i = 0; i < 600; ++i) {
    const auto kind = static_cast<char>(i % 300 < 256 ? i % 300 : 0);
    const std::string values(16, kind);
    for (const std::size_t value_bytes : {2U, 1U}) {
      ChunkCoding fresh(8);
      const std::string chunk = values.substr(0, 8 * value_bytes);
      REQUIRE(coding.encode(chunk, value_bytes) == fresh.encode(chunk, value_bytes));
    }
  }
}

TEST_CASE("what was encoded is decoded, all of it or the first rows", "[hdf5][coding]") {
  const std::size_t value_bytes = GENERATE(as<std::size_t>{}, 1, 2, 3, 4, 8, 96);
  ChunkCoding coding(100);
  std::string values(70 * value_bytes, '\0');
  nakodo::kernel::RandomStream stream(5, 0, 0, 0);
  for (char& value : values) value = static_cast<char>(stream.below(256));
  const auto stored = coding.encode(values, value_bytes);
  std::string all(values.size(), '?');
  CHECK(coding.decode(stored, value_bytes, all));
  CHECK(all == values);
  std::string some(5 * value_bytes, '?');
  CHECK(coding.decode(stored, value_bytes, some));
  CHECK(some == values.substr(0, some.size()));
  std::string more(101 * value_bytes, '?');
  CHECK_FALSE(coding.decode(stored, value_bytes, more));
  ChunkCoding of_others(200);
  CHECK_FALSE(of_others.decode(stored, value_bytes, some));
}

TEST_CASE("one flipped bit of a stored chunk is noticed, wherever it is", "[hdf5][coding]") {
  ChunkCoding coding(64);
  std::string values(512, '\0');
  nakodo::kernel::RandomStream stream(7, 0, 0, 0);
  for (char& value : values) value = static_cast<char>(stream.below(256));
  auto stored = coding.encode(values, 8);
  REQUIRE(is_intact(stored));
  std::size_t unnoticed = 0;
  for (std::size_t bit = 0; bit < 8 * stored.size(); ++bit) {
    stored[bit / 8] = static_cast<char>(stored[bit / 8] ^ 1 << bit % 8);
    unnoticed += is_intact(stored) ? 1 : 0;
    stored[bit / 8] = static_cast<char>(stored[bit / 8] ^ 1 << bit % 8);
  }
  CHECK(unnoticed == 0);
  CHECK_FALSE(is_intact(std::span<const char>(stored).first(3)));
}

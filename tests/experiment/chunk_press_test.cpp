#include "experiment/chunk_press.hpp"

#include <algorithm>
#include <cstring>
#include <stdexcept>
#include <string>
#include <utility>

#include "experiment/chunk_coding.hpp"
#include "kernel/random.hpp"
#include "tests/catch.hpp"

using namespace nakodo::experiment;

namespace {

constexpr std::size_t rows_of_chunk = 4096;

std::vector<char> noise(std::size_t bytes, std::uint64_t seed) {
  nakodo::kernel::RandomStream stream(seed, 0, 0, 0);
  std::vector<char> values(bytes);
  for (char& value : values) value = static_cast<char>(stream.below(256));
  return values;
}

}  // namespace

TEST_CASE("chunks are stored in the order in which they were given, each as it is encoded alone",
          "[hdf5][press]") {
  ChunkPress press(rows_of_chunk);
  ChunkCoding alone(rows_of_chunk);
  std::vector<std::size_t> order;
  bool equal = true;
  for (std::size_t i = 0; i < 200; ++i) {
    const std::size_t bytes = 8 * (1 + i * 37 % rows_of_chunk);
    auto values = noise(bytes, i);
    const auto expected = alone.encode(values, 8);
    press.give(std::move(values), bytes, 8, [&, i, expected](std::span<const char> stored) {
      order.push_back(i);
      equal = equal && std::equal(stored.begin(), stored.end(), expected.begin(), expected.end());
    });
  }
  press.settle();
  CHECK(equal);
  REQUIRE(order.size() == 200);
  CHECK(std::is_sorted(order.begin(), order.end()));
}

TEST_CASE("what waits for the press is bounded: giving more than that stores what came first",
          "[hdf5][press]") {
  const std::size_t bytes = 8 * 65'536;
  ChunkPress press(65'536);
  std::size_t stored = 0;
  const std::size_t given = 4 * ChunkPress::most_bytes / bytes;
  for (std::size_t i = 0; i < given; ++i)
    press.give(noise(bytes, 1), bytes, 8, [&](std::span<const char>) { ++stored; });
  CHECK(stored >= given - ChunkPress::most_bytes / bytes - 1);
  press.settle();
  CHECK(stored == given);
}

TEST_CASE("buffers come back once their values are encoded, to whom they fit", "[hdf5][press]") {
  ChunkPress press(rows_of_chunk);
  CHECK(press.buffer(8 * rows_of_chunk).empty());
  press.give(noise(8 * rows_of_chunk, 1), 8 * rows_of_chunk, 8, [](std::span<const char>) {});
  press.settle();
  CHECK(press.buffer(9 * rows_of_chunk).empty());
  CHECK(press.buffer(rows_of_chunk).empty());  // too large to be wasted on that
  CHECK(press.buffer(7 * rows_of_chunk).size() == 8 * rows_of_chunk);
  CHECK(press.buffer(8 * rows_of_chunk).empty());
}

TEST_CASE("what storing throws reaches whoever gave the chunk, and the press can go",
          "[hdf5][press]") {
  ChunkPress press(rows_of_chunk);
  const auto fail = [&] {
    press.give(noise(80, 1), 80, 8,
               [](std::span<const char>) { throw std::runtime_error("full"); });
    press.settle();
  };
  CHECK_THROWS_WITH(fail(), "full");
}

TEST_CASE("a press that goes before it is settled waits for nobody to store", "[hdf5][press]") {
  std::size_t stored = 0;
  {
    ChunkPress press(rows_of_chunk);
    for (std::size_t i = 0; i < 3; ++i)
      press.give(noise(80, i), 80, 8, [&](std::span<const char>) { ++stored; });
  }
  CHECK(stored <= 3);
}

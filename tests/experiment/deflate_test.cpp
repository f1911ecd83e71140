#include "experiment/deflate.hpp"

#include <algorithm>
#include <list>
#include <string>
#include <vector>

#include "kernel/random.hpp"
#include "tests/catch.hpp"

using namespace nakodo::experiment;

namespace {

// What a shuffled column is like: a few values, then zeros, again and again.
std::string planes() {
  std::string bytes(std::size_t{25} << 16U, '\0');
  nakodo::kernel::RandomStream random(7, 0, 0, 0);
  for (std::size_t begin = 0; begin < bytes.size(); begin += std::size_t{1} << 16U)
    for (std::size_t i = 0; i < 4'000; ++i)
      bytes[begin + i] = random.chance(0.3) ? static_cast<char>(random.below(256)) : '\0';
  return bytes;
}

}  // namespace

TEST_CASE("states of streams lie where ISA-L makes the same of all their addresses", "[deflate]") {
  std::list<IsalPlace> places;
  for (int i = 0; i < 50; ++i) {
    const void* const place = places.emplace_back(100'000).get();
    CHECK(isal_address_hash(place) == 0);
    static_cast<char*>(places.back().get())[99'999] = 'x';
  }
  // By the table of CRC-32C: that of the bytes 1, 0, 0, 0 from nothing.
  CHECK(isal_address_hash(reinterpret_cast<void*>(std::uintptr_t{1} << 16U)) ==
        (0xDD45AAB8U & 0x1FFFU));
}

TEST_CASE("the same bytes are the same stream, wherever its state lies", "[deflate]") {
  const std::string bytes = planes();
  std::list<Deflate> deflates;
  std::vector<char> first;
  for (int i = 0; i < 30; ++i) {
    const auto stream = deflates.emplace_back()(bytes);
    if (first.empty()) first.assign(stream.begin(), stream.end());
    CHECK(std::equal(stream.begin(), stream.end(), first.begin(), first.end()));
  }
}

TEST_CASE("what was deflated is inflated into as much room as it takes and no other", "[deflate]") {
  const std::string bytes = planes();
  Deflate deflate;
  const auto stream = deflate(bytes);
  std::string back(bytes.size(), '?');
  CHECK(inflate_into(stream, back));
  CHECK(back == bytes);
  back.pop_back();
  CHECK_FALSE(inflate_into(stream, back));
  back += "??";
  CHECK_FALSE(inflate_into(stream, back));
  CHECK_FALSE(inflate_into(stream.first(stream.size() - 1), {back.data(), bytes.size()}));
}

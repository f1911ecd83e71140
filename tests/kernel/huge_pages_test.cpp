#include "kernel/huge_pages.hpp"

#include <cstdint>
#include <limits>
#include <new>
#include <vector>

#include "tests/catch.hpp"

using nakodo::kernel::HugePages;
using nakodo::kernel::welcome_huge_pages;

TEST_CASE("an array in huge pages is an array, however large", "[kernel][huge_pages]") {
  std::vector<std::uint64_t, HugePages<std::uint64_t>> numbers;
  constexpr std::uint64_t count = std::uint64_t{3} << 20U;  // 24 MiB, from small beginnings
  for (std::uint64_t i = 0; i < count; ++i) numbers.push_back(i * i);
  bool same = true;
  for (std::uint64_t i = 0; i < count; ++i) same = same && numbers[i] == i * i;
  CHECK(same);
}

TEST_CASE("an array in huge pages has the alignment of its type", "[kernel][huge_pages]") {
  struct alignas(64) Line {
    std::uint64_t numbers[8];
  };
  for (const std::size_t count : {std::size_t{1}, std::size_t{100'000}}) {
    const std::vector<Line, HugePages<Line>> lines(count);
    CHECK(reinterpret_cast<std::uintptr_t>(lines.data()) % 64 == 0);
  }
}

TEST_CASE("more bytes than there are numbers for are refused", "[kernel][huge_pages]") {
  HugePages<std::uint64_t> allocator;
  CHECK_THROWS_AS(allocator.allocate(std::numeric_limits<std::size_t>::max() / 4),
                  std::bad_array_new_length);
}

TEST_CASE("huge pages are welcome in memory too small for any, without effect",
          "[kernel][huge_pages]") {
  std::vector<char> small(100, 'x');
  welcome_huge_pages(small.data(), small.size());
  CHECK(small == std::vector<char>(100, 'x'));
}

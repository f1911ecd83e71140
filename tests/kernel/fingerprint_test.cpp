#include "kernel/fingerprint.hpp"

#include <set>

#include "tests/catch.hpp"

using nakodo::kernel::Fingerprint;

namespace {

template <class... Values>
std::uint64_t of(Values... values) {
  Fingerprint fingerprint;
  (fingerprint.add(values), ...);
  return fingerprint.value();
}

}  // namespace

TEST_CASE("a fingerprint depends on the values and their order", "[kernel][fingerprint]") {
  CHECK(of(1, 2, 3) == of(1, 2, 3));
  CHECK(of(1, 2, 3) != of(1, 3, 2));
  CHECK(of(1, 2) != of(1, 2, 0));
  CHECK(of() != of(0));
  CHECK(of(1.0) != of(1));
  CHECK(of(0.0) != of(-0.0));
  CHECK(of(0.1 + 0.2) != of(0.3));
}

TEST_CASE("a fingerprint does not care for the width of an integer", "[kernel][fingerprint]") {
  CHECK(of(std::uint8_t{200}) == of(std::uint64_t{200}));
  CHECK(of(true) == of(1));
}

TEST_CASE("nearby sequences have fingerprints of their own", "[kernel][fingerprint]") {
  std::set<std::uint64_t> seen;
  for (int a = 0; a < 300; ++a) {
    for (int b = 0; b < 300; ++b) seen.insert(of(a, b));
  }
  CHECK(seen.size() == 90'000);
}

TEST_CASE("fingerprints are pinned", "[kernel][fingerprint]") {
  CHECK(of() == 0xC47CE4D48CA86CB0U);
  CHECK(of(1, 2.5, std::uint64_t{1} << 63U) == 0x659BF2FE135CAF12U);
}

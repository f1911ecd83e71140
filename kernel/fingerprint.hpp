#pragma once
// A fingerprint: one 64-bit number that changes when any value of a sequence, or their order, does.
// Not for adversaries. Policy: numbers enter by their exact bits, so that 0.0 and -0.0 differ.

#include <bit>
#include <concepts>
#include <cstdint>

#include "kernel/random.hpp"

namespace nakodo::kernel {

class Fingerprint {
 public:
  /// Adds an integer, widened to 64 bits.
  template <std::integral Integer>
  void add(Integer value) {
    absorb(static_cast<std::uint64_t>(value));
  }
  void add(double value) { absorb(std::bit_cast<std::uint64_t>(value)); }

  /// The fingerprint of all that was added so far.
  std::uint64_t value() const { return mix64(hash_); }

 private:
  // Both steps are bijections: two sequences that differ in one value never collide.
  void absorb(std::uint64_t value) {
    value *= 0x9E3779B97F4A7C15U;
    hash_ =
        std::rotl(hash_ ^ value ^ (value >> 32U), 27) * 0xD1342543DE82EF95U + 0xF1357AEA2E62A9C5U;
  }

  std::uint64_t hash_ = 0x6E616B6F646F0001U;
};

}  // namespace nakodo::kernel

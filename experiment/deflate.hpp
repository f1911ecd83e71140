// Deflate: bytes as a zlib stream (RFC 1950), and back, by ISA-L at the level at which it makes
// streams of the size of zlib's fastest, six times as fast.
//
// Policy: the same bytes give the same stream, on any x86 processor, with one version of ISA-L: see
// isal_place.hpp. Level 1 is the same algorithm in all its variants for x86.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "experiment/isal_place.hpp"

namespace nakodo::experiment {

class Deflate {
 public:
  Deflate();

  /// The stream of `bytes`, at most 1 GiB; good until the next call. Throws std::runtime_error if
  /// the library refuses.
  std::span<const char> operator()(std::span<const char> bytes);

 private:
  IsalPlace state_;
  std::vector<std::uint8_t> workspace_;
  std::vector<char> stream_;
};

/// Puts what a zlib stream holds into `bytes`; whether it is one that holds exactly so many.
bool inflate_into(std::span<const char> stream, std::span<char> bytes);

}  // namespace nakodo::experiment

// Deflate: bytes as a zlib stream (RFC 1950), and back. By zlib at its fastest level; with
// NAKODO_ISAL by ISA-L, which is six times as fast at the same size.
//
// Policy: the same bytes give the same stream. ISA-L 2.30 was seen to break that, once in 240 files
// and for a reason not found yet, and is for experiments only.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

namespace nakodo::experiment {

class Deflate {
 public:
  Deflate();

  /// The stream of `bytes`, at most 1 GiB; good until the next call. Throws std::runtime_error if
  /// the library refuses.
  std::span<const char> operator()(std::span<const char> bytes);

 private:
  std::vector<char> stream_;
  std::vector<std::uint8_t> workspace_;
};

/// Puts what a zlib stream holds into `bytes`; whether it is one that holds exactly so many.
bool inflate_into(std::span<const char> stream, std::span<char> bytes);

}  // namespace nakodo::experiment

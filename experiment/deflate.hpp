// Deflate: bytes as a zlib stream (RFC 1950), and back. By ISA-L where the program was built with
// it, which is six times as fast as zlib at the same size, else by zlib at its fastest level.
//
// Policy: the same bytes give the same stream on every processor, by one library. Which one it was
// nobody who reads a file needs to know.
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

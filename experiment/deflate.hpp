// Deflate: bytes as a zlib stream (RFC 1950), and back, by libdeflate at its fastest level.
//
// Policy: the same bytes give the same stream, on any processor, with one version of the library
// ("no version of libdeflate has ever been non-deterministic", its issue 400).
#pragma once

#include <memory>
#include <span>
#include <vector>

struct libdeflate_compressor;
struct libdeflate_decompressor;

namespace nakodo::experiment {

class Deflate {
 public:
  Deflate();

  /// The stream of `bytes`; good until the next call.
  std::span<const char> operator()(std::span<const char> bytes);

 private:
  struct Free {
    void operator()(libdeflate_compressor* compressor) const;
  };

  std::unique_ptr<libdeflate_compressor, Free> compressor_;
  std::vector<char> stream_;
};

class Inflate {
 public:
  Inflate();

  /// Puts what a zlib stream holds into `bytes`; whether it is one that holds exactly so many.
  bool operator()(std::span<const char> stream, std::span<char> bytes);

 private:
  struct Free {
    void operator()(libdeflate_decompressor* decompressor) const;
  };

  std::unique_ptr<libdeflate_decompressor, Free> decompressor_;
};

}  // namespace nakodo::experiment

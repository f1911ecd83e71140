#include "experiment/deflate.hpp"

#include <libdeflate.h>

#include <algorithm>
#include <new>

namespace nakodo::experiment {
namespace {

constexpr int fastest = 1;

// Null is what the library has to say of too little memory.
template <typename T>
T* there(T* made) {
  if (made == nullptr) throw std::bad_alloc();
  return made;
}

}  // namespace

Deflate::Deflate() : compressor_(there(libdeflate_alloc_compressor(fastest))) {}

void Deflate::Free::operator()(libdeflate_compressor* compressor) const {
  libdeflate_free_compressor(compressor);
}

std::span<const char> Deflate::operator()(std::span<const char> bytes) {
  const std::size_t most = libdeflate_zlib_compress_bound(compressor_.get(), bytes.size());
  stream_.resize(std::max(stream_.size(), most));
  return {stream_.data(), libdeflate_zlib_compress(compressor_.get(), bytes.data(), bytes.size(),
                                                   stream_.data(), most)};
}

Inflate::Inflate() : decompressor_(there(libdeflate_alloc_decompressor())) {}

void Inflate::Free::operator()(libdeflate_decompressor* decompressor) const {
  libdeflate_free_decompressor(decompressor);
}

bool Inflate::operator()(std::span<const char> stream, std::span<char> bytes) {
  // Without a place for how many came out, fewer than there is room for are an error.
  return libdeflate_zlib_decompress(decompressor_.get(), stream.data(), stream.size(), bytes.data(),
                                    bytes.size(), nullptr) == LIBDEFLATE_SUCCESS;
}

}  // namespace nakodo::experiment

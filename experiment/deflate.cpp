#include "experiment/deflate.hpp"

#include <algorithm>
#include <stdexcept>
#include <string>

#ifdef NAKODO_ISAL
#include <isa-l/igzip_lib.h>
#else
#include <zlib.h>
#endif

namespace nakodo::experiment {
namespace {

[[noreturn]] void refuse(int code) {
  throw std::runtime_error("compression failed with code " + std::to_string(code));
}

}  // namespace

#ifdef NAKODO_ISAL

// Levels 0 and 1 find the same matches on every x86 processor; level 1 is as small as zlib's.
Deflate::Deflate() : workspace_(ISAL_DEF_LVL1_DEFAULT) {}

std::span<const char> Deflate::operator()(std::span<const char> bytes) {
  // What cannot be made smaller is stored in blocks of 64 KiB with five bytes more each.
  stream_.resize(std::max(stream_.size(), bytes.size() + bytes.size() / 1024 + 1024));
  isal_zstream state;
  isal_deflate_stateless_init(&state);
  state.level = 1;
  state.level_buf = workspace_.data();
  state.level_buf_size = static_cast<std::uint32_t>(workspace_.size());
  state.gzip_flag = IGZIP_ZLIB;
  state.end_of_stream = 1;
  state.flush = NO_FLUSH;
  // ISA-L reads through a pointer that is not to const.
  state.next_in = reinterpret_cast<std::uint8_t*>(const_cast<char*>(bytes.data()));
  state.avail_in = static_cast<std::uint32_t>(bytes.size());
  state.next_out = reinterpret_cast<std::uint8_t*>(stream_.data());
  state.avail_out = static_cast<std::uint32_t>(stream_.size());
  if (const int code = isal_deflate_stateless(&state); code != COMP_OK) refuse(code);
  return {stream_.data(), state.total_out};
}

#else

Deflate::Deflate() = default;

std::span<const char> Deflate::operator()(std::span<const char> bytes) {
  const auto length = static_cast<uLong>(bytes.size());
  uLongf written = compressBound(length);
  stream_.resize(std::max<std::size_t>(stream_.size(), written));
  const int code = compress2(reinterpret_cast<Bytef*>(stream_.data()), &written,
                             reinterpret_cast<const Bytef*>(bytes.data()), length, Z_BEST_SPEED);
  if (code != Z_OK) refuse(code);
  return {stream_.data(), written};
}

#endif

}  // namespace nakodo::experiment

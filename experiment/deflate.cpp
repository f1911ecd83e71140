#include "experiment/deflate.hpp"

#include <isa-l/igzip_lib.h>

#include <algorithm>
#include <stdexcept>
#include <string>

namespace nakodo::experiment {

Deflate::Deflate() : state_(sizeof(isal_zstream)), workspace_(ISAL_DEF_LVL1_DEFAULT) {}

std::span<const char> Deflate::operator()(std::span<const char> bytes) {
  // What cannot be made smaller is stored in blocks of 64 KiB with five bytes more each.
  stream_.resize(std::max(stream_.size(), bytes.size() + bytes.size() / 1024 + 1024));
  auto* const state = static_cast<isal_zstream*>(state_.get());
  isal_deflate_stateless_init(state);
  state->level = 1;
  state->level_buf = workspace_.data();
  state->level_buf_size = static_cast<std::uint32_t>(workspace_.size());
  state->gzip_flag = IGZIP_ZLIB;
  state->end_of_stream = 1;
  state->flush = NO_FLUSH;
  // ISA-L reads through a pointer that is not to const.
  state->next_in = reinterpret_cast<std::uint8_t*>(const_cast<char*>(bytes.data()));
  state->avail_in = static_cast<std::uint32_t>(bytes.size());
  state->next_out = reinterpret_cast<std::uint8_t*>(stream_.data());
  state->avail_out = static_cast<std::uint32_t>(stream_.size());
  if (const int code = isal_deflate_stateless(state); code != COMP_OK)
    throw std::runtime_error("compression failed with code " + std::to_string(code));
  return {stream_.data(), state->total_out};
}

bool inflate_into(std::span<const char> stream, std::span<char> bytes) {
  inflate_state state;
  isal_inflate_init(&state);
  state.crc_flag = IGZIP_ZLIB;
  state.next_in = reinterpret_cast<std::uint8_t*>(const_cast<char*>(stream.data()));
  state.avail_in = static_cast<std::uint32_t>(stream.size());
  state.next_out = reinterpret_cast<std::uint8_t*>(bytes.data());
  state.avail_out = static_cast<std::uint32_t>(bytes.size());
  return isal_inflate(&state) == ISAL_DECOMP_OK && state.block_state == ISAL_BLOCK_FINISH &&
         state.total_out == bytes.size();
}

}  // namespace nakodo::experiment

// The fingerprint of a file's bytes: tells whether two files are the same, or one has changed. Not
// for adversaries.
#pragma once

#include <bit>
#include <cstdint>
#include <cstring>
#include <string>
#include <string_view>

#include "kernel/fingerprint.hpp"

namespace nakodo::experiment {

class ByteFingerprint {
 public:
  /// Adds bytes; how they are cut into pieces does not matter.
  void add(std::string_view bytes) {
    if constexpr (std::endian::native == std::endian::little) {  // the same, by whole words
      while (count_ % 8 == 0 && bytes.size() >= 8) {
        std::uint64_t word = 0;
        std::memcpy(&word, bytes.data(), sizeof word);
        fingerprint_.add(word);
        bytes.remove_prefix(8);
        count_ += 8;
      }
    }
    for (const char c : bytes) {
      word_ |= static_cast<std::uint64_t>(static_cast<unsigned char>(c)) << 8 * (count_ % 8);
      if (++count_ % 8 != 0) continue;
      fingerprint_.add(word_);
      word_ = 0;
    }
  }

  /// 16 hex digits of all bytes that were added so far.
  std::string hex() const {
    kernel::Fingerprint whole = fingerprint_;
    whole.add(word_);
    whole.add(count_);
    std::string text(16, '0');
    std::uint64_t rest = whole.value();
    for (std::size_t i = text.size(); i-- > 0; rest >>= 4U)
      text[i] = "0123456789abcdef"[rest & 15U];
    return text;
  }

 private:
  kernel::Fingerprint fingerprint_;
  std::uint64_t word_ = 0;
  std::uint64_t count_ = 0;
};

}  // namespace nakodo::experiment

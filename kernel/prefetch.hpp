#pragma once
// Prefetching: beginning to bring memory that will soon be asked for into the cache. Policy: a
// wish, which changes no result; any address will do, also one where nothing is.

#include <cstddef>

namespace nakodo::kernel {

/// Bytes that come into the cache at once.
inline constexpr std::size_t cache_line = 64;

/// The line of this address.
inline void prefetch(const void* address) {
#ifdef __GNUC__
  __builtin_prefetch(address);
#else
  static_cast<void>(address);
#endif
}

/// Every line of so many bytes.
inline void prefetch(const void* address, std::size_t bytes) {
  const auto* const begin = static_cast<const std::byte*>(address);
  for (std::size_t i = 0; i < bytes; i += cache_line) prefetch(begin + i);
  prefetch(begin + bytes - 1);
}

}  // namespace nakodo::kernel

#pragma once
// Prefetching: beginning to bring memory that will soon be asked for into the cache. Policy: a
// wish, which changes no result; any address will do, also one where nothing is.

#include <cstddef>
#include <cstdint>

namespace nakodo::kernel {

/// Bytes that come into the cache at once.
inline constexpr std::size_t cache_line = 64;

/// The line of this address.
inline void prefetch(const void* address) {
#ifdef __GNUC__
  __builtin_prefetch(address);
  // GCC takes a function that does nothing but fetch for one without effect, and drops its calls:
  // this it keeps.
  __asm__ volatile("");
#else
  static_cast<void>(address);
#endif
}

/// Every line of so many bytes, at least one.
inline void prefetch(const void* address, std::size_t bytes) {
  // Not as pointers: it need not be the address of anything.
  const auto begin = reinterpret_cast<std::uintptr_t>(address);
  for (std::size_t i = 0; i < bytes; i += cache_line)
    prefetch(reinterpret_cast<const void*>(begin + i));
  prefetch(reinterpret_cast<const void*>(begin + bytes - 1));
}

}  // namespace nakodo::kernel

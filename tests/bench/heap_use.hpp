#pragma once
// How much of the heap is in use, as the allocator counts it: what was asked for and not given
// back, room made for growth included.

#include <cstddef>

#ifdef __GLIBC__
#include <malloc.h>
#endif

namespace nakodo::bench {

/// In bytes; 0 where the C library does not tell.
inline std::size_t heap_in_use() {
#ifdef __GLIBC__
  const auto use = mallinfo2();
  return use.uordblks + use.hblkhd;
#else
  return 0;
#endif
}

}  // namespace nakodo::bench

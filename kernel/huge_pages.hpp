#pragma once
// Huge pages: memory of large arrays that are looked at here and there, for which the processor
// need not look up an address every 4 KiB. Policies: what is large is ordinary memory of which the
// system is told that huge pages are welcome, where it has such a wish; what is small is ordinary
// memory. An array begins with a cache line; that it begin with a huge page is not asked for and
// nothing is rounded up, so that nothing is wasted: its ends, less than 2 MiB each, have ordinary
// pages.

#include <algorithm>
#include <cstddef>
#include <limits>
#include <new>

#include "kernel/prefetch.hpp"

namespace nakodo::kernel {

/// Tells the system that huge pages are welcome in this memory. Without effect where it knows none.
void welcome_huge_pages(void* memory, std::size_t bytes);

/// An allocator for std::vector.
template <class T>
struct HugePages {
  using value_type = T;

  HugePages() = default;
  template <class U>
  HugePages(const HugePages<U>&) {}  // NOLINT(google-explicit-constructor): as allocators are

  T* allocate(std::size_t count) {
    if (count > std::numeric_limits<std::size_t>::max() / sizeof(T))
      throw std::bad_array_new_length();
    void* const memory = ::operator new(count * sizeof(T), alignment);
    if (count * sizeof(T) >= large) welcome_huge_pages(memory, count * sizeof(T));
    return static_cast<T*>(memory);
  }
  void deallocate(T* memory, std::size_t) { ::operator delete(memory, alignment); }
  friend bool operator==(const HugePages&, const HugePages&) { return true; }

 private:
  static constexpr std::align_val_t alignment{std::max(alignof(T), cache_line)};
  static constexpr std::size_t large = std::size_t{4} << 20U;  // one huge page fits in surely
};

}  // namespace nakodo::kernel

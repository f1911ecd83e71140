#pragma once
// A region: objects beside one another that all end together, in huge pages if there are many
// (Tofte and Talpin 1997, Region-based memory management, Inf. Comput. 132). Policies: what an
// object leaves is not used again; objects must be gone before their region.

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <new>
#include <utility>
#include <vector>

#include "kernel/huge_pages.hpp"
#include "kernel/prefetch.hpp"

namespace nakodo::kernel {

class Region {
 public:
  Region() = default;
  Region(const Region&) = delete;
  Region& operator=(const Region&) = delete;

  struct End {
    template <class T>
    void operator()(T* object) const {
      object->~T();
    }
  };
  /// Owns an object, but not its memory.
  template <class T>
  using Kept = std::unique_ptr<T, End>;

  /// How many bytes an object takes: whole cache lines.
  template <class T>
  static constexpr std::size_t room_for = (sizeof(T) + cache_line - 1) / cache_line* cache_line;

  /// Makes room for so many bytes in one piece.
  void reserve(std::size_t bytes) {
    if (bytes > left_) add_block(bytes);
  }

  template <class T, class... Arguments>
  Kept<T> make(Arguments&&... arguments) {
    static_assert(alignof(T) <= cache_line);
    if (left_ < room_for<T>) add_block(std::max(room_for<T>, next_block_));
    void* const place = next_;
    // Taken before it is made: what it makes itself comes behind it.
    next_ += room_for<T>;
    left_ -= room_for<T>;
    return Kept<T>(::new (place) T(std::forward<Arguments>(arguments)...));
  }

 private:
  struct alignas(cache_line) Line {
    std::byte bytes[cache_line];
  };

  void add_block(std::size_t bytes) {
    std::vector<Line, HugePages<Line>>& block = blocks_.emplace_back();
    block.reserve((bytes + cache_line - 1) / cache_line);
    next_ = reinterpret_cast<std::byte*>(block.data());
    left_ = block.capacity() * cache_line;
    next_block_ = std::min(2 * left_, most_);
  }

  static constexpr std::size_t most_ = std::size_t{1} << 20U;
  std::vector<std::vector<Line, HugePages<Line>>> blocks_;
  std::byte* next_ = nullptr;
  std::size_t left_ = 0;
  std::size_t next_block_ = 0;
};

}  // namespace nakodo::kernel

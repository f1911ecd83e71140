#pragma once
// Blocks: an array that grows without moving what is in it, in huge pages if it is large. Policy:
// memory is kept until the end.

#include <cstddef>
#include <memory>
#include <type_traits>
#include <vector>

#include "kernel/prefetch.hpp"
#include "kernel/region.hpp"

namespace nakodo::kernel {

/// @tparam bits log2 of how many are in a block, which takes whole cache lines
template <class T, unsigned bits>
class Blocks {
 public:
  static constexpr std::size_t block_size = std::size_t{1} << bits;
  static_assert(block_size * sizeof(T) % cache_line == 0);
  static_assert(std::is_trivially_destructible_v<T>);

  T& operator[](std::size_t index) { return blocks_[index >> bits][index & (block_size - 1)]; }
  const T& operator[](std::size_t index) const {
    return blocks_[index >> bits][index & (block_size - 1)];
  }
  /// How many there is room for.
  std::size_t capacity() const { return blocks_.size() << bits; }
  /// Makes room for a block more. What is new has no value yet.
  void grow() {
    auto* const block = static_cast<T*>(region_.take(block_size * sizeof(T)));
    std::uninitialized_default_construct_n(block, block_size);
    blocks_.push_back(block);
  }

 private:
  Region region_;
  std::vector<T*> blocks_;
};

}  // namespace nakodo::kernel

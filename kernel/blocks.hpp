#pragma once
// Blocks: an array that grows without moving what is in it, and without room for more than a block
// that nobody uses. Policy: memory is kept until the end.

#include <cstddef>
#include <memory>
#include <vector>

namespace nakodo::kernel {

/// @tparam bits log2 of how many are in a block
template <class T, unsigned bits>
class Blocks {
 public:
  static constexpr std::size_t block_size = std::size_t{1} << bits;

  T& operator[](std::size_t index) { return blocks_[index >> bits][index & (block_size - 1)]; }
  const T& operator[](std::size_t index) const {
    return blocks_[index >> bits][index & (block_size - 1)];
  }
  /// How many there is room for.
  std::size_t capacity() const { return blocks_.size() << bits; }
  /// Makes room for a block more. What is new has no value yet.
  void grow() { blocks_.push_back(std::make_unique_for_overwrite<T[]>(block_size)); }

 private:
  std::vector<std::unique_ptr<T[]>> blocks_;
};

}  // namespace nakodo::kernel

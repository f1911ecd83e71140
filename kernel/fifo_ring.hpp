#pragma once
// A first-in first-out ring of 64-bit values: the events of this very moment. Policy: it grows by
// doubling and keeps its memory.

#include <cstddef>
#include <cstdint>
#include <vector>

namespace nakodo::kernel {

class FifoRing {
 public:
  bool empty() const { return first_ == end_; }
  std::size_t size() const { return end_ - first_; }
  /// The oldest value. Not to be called when empty.
  std::uint64_t front() const { return values_[first_ & (values_.size() - 1)]; }

  void push(std::uint64_t value) {
    if (size() == values_.size()) grow();
    values_[end_++ & (values_.size() - 1)] = value;
  }
  /// Removes the oldest value. Not to be called when empty.
  void pop() { ++first_; }
  void clear() { first_ = end_ = 0; }

 private:
  void grow() {
    std::vector<std::uint64_t> larger(values_.empty() ? 16 : 2 * values_.size());
    std::size_t count = 0;
    for (; !empty(); pop()) larger[count++] = front();
    values_.swap(larger);
    first_ = 0;
    end_ = count;
  }

  // A power of two of places; the two counters run on and are reduced when used.
  std::vector<std::uint64_t> values_;
  std::size_t first_ = 0;
  std::size_t end_ = 0;
};

}  // namespace nakodo::kernel

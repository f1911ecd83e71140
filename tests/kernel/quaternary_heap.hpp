#pragma once
// The pending set that the ladder replaced, kept as a reference: a 4-ary heap, half as deep as a
// binary one, where four children fill one cache line.

#include <cstddef>
#include <vector>

#include "kernel/pending_entry.hpp"

namespace nakodo::tests {

using kernel::PendingEntry;

class QuaternaryHeap {
 public:
  bool empty() const { return heap_.empty(); }
  /// Entries held, cancelled ones that were not yet popped included.
  std::size_t size() const { return heap_.size(); }
  /// The smallest entry. Not to be called when empty.
  PendingEntry top() const { return heap_.front(); }

  void push(PendingEntry entry) {
    std::size_t hole = heap_.size();
    heap_.push_back(entry);
    while (hole > 0) {
      const std::size_t parent = (hole - 1) / 4;
      if (!(entry < heap_[parent])) break;
      heap_[hole] = heap_[parent];
      hole = parent;
    }
    heap_[hole] = entry;
  }

  /// Removes the smallest entry. Not to be called when empty.
  void pop() {
    const PendingEntry last = heap_.back();
    heap_.pop_back();
    if (!heap_.empty()) sink(0, last);
  }

  /// Removes all entries for which `unwanted` holds; the order of the others stays.
  template <class Predicate>
  void remove_if(Predicate unwanted) {
    std::erase_if(heap_, unwanted);
    for (std::size_t parents = (heap_.size() + 2) / 4; parents > 0; --parents) {
      sink(parents - 1, heap_[parents - 1]);
    }
  }

  void clear() { heap_.clear(); }

 private:
  // Puts `entry` into the subtree whose root, `hole`, is to be filled.
  void sink(std::size_t hole, PendingEntry entry) {
    PendingEntry* const heap = heap_.data();
    const std::size_t size = heap_.size();
    for (;;) {
      const std::size_t first = 4 * hole + 1;
      std::size_t smallest = first;
      if (first + 4 <= size) {
        const std::size_t left = first + (heap[first + 1] < heap[first] ? 1U : 0U);
        const std::size_t right = first + 2 + (heap[first + 3] < heap[first + 2] ? 1U : 0U);
        smallest = heap[right] < heap[left] ? right : left;
      } else if (first < size) {
        for (std::size_t child = first + 1; child < size; ++child) {
          if (heap[child] < heap[smallest]) smallest = child;
        }
      } else {
        break;
      }
      if (!(heap[smallest] < entry)) break;
      heap[hole] = heap[smallest];
      hole = smallest;
    }
    heap[hole] = entry;
  }

  std::vector<PendingEntry> heap_;
};

}  // namespace nakodo::tests

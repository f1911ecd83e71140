#pragma once
// The pending set: events to come, smallest (time, order of scheduling) first. Policies: it knows
// 16-byte entries and their order, not what they stand for; cancelled entries are popped like
// others and recognised by their owner. Two regimes: a few dozen entries live in a sorted front;
// what is later than a crowded front goes to a ladder behind it. Memory is kept on clear().

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>

#include "kernel/ladder.hpp"
#include "kernel/pending_entry.hpp"
#include "kernel/sorted_front.hpp"

namespace nakodo::kernel {

class PendingSet {
 public:
  bool empty() const { return front_.empty(); }
  /// Entries held, cancelled ones that were not yet popped included.
  std::size_t size() const { return front_.size() + ladder_.size(); }
  /// The smallest entry. Not to be called when empty.
  PendingEntry top() const { return front_.top(); }
  /// How many entries are known to be the smallest, in order; at least one unless it is empty.
  std::size_t at_hand() const { return front_.size(); }
  /// The one of them with so many before it.
  PendingEntry ahead(std::size_t before) const { return front_.peek(before); }

  // Always inline: as a function it is given an entry in two registers, which GCC 12 stores one by
  // one to load them as one vector; the processor cannot hand that on and waits for its cache.
  [[gnu::always_inline]] void push(PendingEntry entry) {
    if (entry.key() >= front_end_) {
      ladder_.push(entry);
    } else if (front_.crowded()) [[unlikely]] {
      push_into_crowd(entry.time_bits, entry.payload);
    } else {
      front_.insert(entry);
    }
  }

  /// Removes the smallest entry; says whether those at hand are others now. Not to be called when
  /// empty.
  bool pop() {
    front_.pop();
    if (!front_.empty()) [[likely]]
      return false;
    if (ladder_.empty()) {  // as always where few are pending: no need to ask it
      front_end_ = Ladder::no_limit;
      return false;
    }
    refill();
    return true;
  }

  /// Removes all entries for which `unwanted` holds; the order of the others stays.
  template <class Predicate>
  void remove_if(Predicate unwanted) {
    front_.remove_if(unwanted);
    if (!ladder_.empty()) ladder_.remove_if(unwanted);
    if (front_.empty()) refill();
  }

  void clear() {
    front_.clear();
    ladder_.clear();
    front_end_ = Ladder::no_limit;
  }

 private:
  // Takes two numbers for the reason for which push() is always inline.
  [[gnu::noinline]] void push_into_crowd(std::uint64_t time_bits, std::uint64_t payload) {
    shed();
    push({time_bits, payload});
  }
  void refill() { front_end_ = ladder_.refill(front_); }

  // Makes room in a crowded front: its later half goes behind.
  void shed() {
    std::array<PendingEntry, SortedFront::capacity> later;
    const std::size_t count = front_.shed(later);
    ladder_.push_back(std::span(later).first(count));
    front_end_ = later[count - 1].key();
  }

  // Entries before this key belong to the front, the others behind it. The front is empty only if
  // all is empty.
  PendingEntry::Key front_end_ = Ladder::no_limit;
  SortedFront front_;
  Ladder ladder_;
};

}  // namespace nakodo::kernel

#pragma once
// The pool of scheduled events: what each will do and why. Policies: an event is named by its
// payload, (order of scheduling, 40 bits; slot, 24 bits). The order, from 1, breaks ties in the
// pending set and is the generation of the slot: a payload that does not own its slot names an
// event that is over. Memory is kept on clear(), after which old payloads are void.

#include <cstddef>
#include <cstdint>
#include <new>
#include <vector>

#include "kernel/action.hpp"

namespace nakodo::kernel {

class EventPool {
 public:
  struct Event {
    InlineAction action;
    std::uint32_t cause;
  };

  /// Events that are not over.
  std::size_t size() const { return size_; }
  /// Whether this payload, given out since the last clear(), names an event that is not over.
  bool owns(std::uint64_t payload) const { return slots_[slot_of(payload)].owner == payload; }
  /// Begins to fetch an event that will be asked for soon, into the cache. The payload as above.
  void prefetch(std::uint64_t payload) const {
#ifdef __GNUC__
    __builtin_prefetch(&slots_[slot_of(payload)]);
#else
    static_cast<void>(payload);
#endif
  }
  /// The same for any payload whatever.
  bool contains(std::uint64_t payload) const {
    return payload != 0 && slot_of(payload) < slots_.size() && owns(payload);
  }

  /// Takes in an event and gives it its payload, greater than all before. Throws std::length_error
  /// beyond 2^24 - 1 events at once or 2^40 - 1 since the last clear().
  template <class F>
  std::uint64_t add(F action, std::uint32_t cause) {
    if (next_order_ == order_limit) refuse();
    std::uint32_t index = free_;
    if (index != none) {
      free_ = slots_[index].next_free;
    } else {
      if (slots_.size() == slot_limit) refuse();
      index = static_cast<std::uint32_t>(slots_.size());
      slots_.emplace_back();
    }
    Slot& slot = slots_[index];
    // Made in its place: a copy in vectors would have to wait for the small stores that make it.
    ::new (static_cast<void*>(&slot.action)) InlineAction(action);
    slot.owner = (next_order_++ << slot_bits) | index;
    slot.cause = cause;
    ++size_;
    return slot.owner;
  }

  /// Drops an event that the pool owns.
  void remove(std::uint64_t payload) {
    const std::size_t index = slot_of(payload);
    slots_[index].owner = 0;
    slots_[index].next_free = free_;
    free_ = static_cast<std::uint32_t>(index);
    --size_;
  }

  /// Takes out an event that the pool owns: while it runs it may schedule into its own slot.
  Event take(std::uint64_t payload) {
    const Slot& slot = slots_[slot_of(payload)];
    const Event event{slot.action, slot.cause};
    remove(payload);
    return event;
  }

  void clear() {
    slots_.clear();
    free_ = none;
    size_ = 0;
    next_order_ = 1;
  }

 private:
  static constexpr unsigned slot_bits = 24;
  static constexpr std::uint64_t slot_limit = (std::uint64_t{1} << slot_bits) - 1;
  static constexpr std::uint64_t order_limit = std::uint64_t{1} << 40U;
  static constexpr std::uint32_t none = 0xFFFFFFFF;

  struct Slot {
    InlineAction action;
    std::uint64_t owner;  // 0 when free
    std::uint32_t cause;
    std::uint32_t next_free;
  };
  static_assert(sizeof(Slot) <= 48,
                "with its entry in the pending set, an event is one cache line");

  static std::size_t slot_of(std::uint64_t payload) { return payload & slot_limit; }
  [[noreturn]] void refuse() const;

  std::vector<Slot> slots_;
  std::uint32_t free_ = none;
  std::size_t size_ = 0;
  std::uint64_t next_order_ = 1;
};

}  // namespace nakodo::kernel

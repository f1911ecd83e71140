#pragma once
// The pool of scheduled events: what each will do and why. Policies: an event is named by its
// payload, (order of scheduling, 40 bits; slot, 24 bits). The order, from 1, breaks ties in the
// pending set and is the generation of the slot: a payload that does not own its slot names an
// event that is over. Memory is kept on clear(), after which old payloads are void.
//
// A slot has the lower 32 bits of the order, so that it is 40 bytes; the others are kept apart, and
// only once there have been so many events that they are needed.

#include <cstddef>
#include <cstdint>
#include <new>
#include <vector>

#include "kernel/action.hpp"
#include "kernel/huge_pages.hpp"
#include "kernel/prefetch.hpp"

namespace nakodo::kernel {

[[noreturn]] void refuse_event(std::size_t pending, std::uint64_t scheduled);

/// @tparam early_bits log2 of how many events there may be before their slots need more room;
///         fewer than 32 to test what happens then
template <unsigned early_bits = 32>
class BasicEventPool {
 public:
  struct Event {
    InlineAction action;
    std::uint32_t cause;
  };

  /// Events that are not over.
  std::size_t size() const { return size_; }
  /// Whether this payload, given out since the last clear(), names an event that is not over.
  bool owns(std::uint64_t payload) const {
    const std::size_t index = slot_of(payload);
    return slots_[index].order == early_part(payload) &&
           (!is_late_ || late_[index] == late_part(payload));
  }
  /// Begins to fetch an event that will be asked for soon, into the cache. The payload as above.
  void fetch(std::uint64_t payload) const {
    const Slot* const slot = &slots_[slot_of(payload)];
    prefetch(slot);
    prefetch(&slot->cause);  // half of them lie across two lines
  }
  /// Begins to fetch where the action of an event that was fetched points; the pool need not own it
  /// any more.
  void fetch_its(std::uint64_t payload) const { slots_[slot_of(payload)].action.fetch(); }
  /// What an event that the pool may own will do; nullptr if it does not.
  const InlineAction* find(std::uint64_t payload) const {
    return owns(payload) ? &slots_[slot_of(payload)].action : nullptr;
  }
  /// The same for any payload whatever.
  bool contains(std::uint64_t payload) const {
    return payload != 0 && slot_of(payload) < slots_.size() && owns(payload);
  }

  /// Takes in an event and gives it its payload, greater than all before. Throws std::length_error
  /// beyond 2^24 - 1 events at once or 2^40 - 1 since the last clear().
  template <class F>
  std::uint64_t add(F action, std::uint32_t cause) {
    if (next_order_ == order_limit) [[unlikely]]
      refuse();
    if (free_ == none) [[unlikely]]
      add_slot();
    const std::uint32_t index = free_;
    Slot& slot = slots_[index];
    free_ = slot.cause;
    // Made in its place: a copy in vectors would have to wait for the small stores that make it.
    ::new (static_cast<void*>(&slot.action)) InlineAction(action);
    const std::uint64_t payload = (next_order_++ << slot_bits) | index;
    slot.order = early_part(payload);
    slot.cause = cause;
    if (next_order_ > early_limit) [[unlikely]]
      keep_late_part(payload);
    ++size_;
    return payload;
  }

  /// Drops an event that the pool owns.
  void remove(std::uint64_t payload) { free(slots_[slot_of(payload)], payload); }

  /// Takes out an event that the pool owns: while it runs it may schedule into its own slot.
  Event take(std::uint64_t payload) {
    Slot& slot = slots_[slot_of(payload)];
    const Event event{slot.action, slot.cause};
    free(slot, payload);
    return event;
  }

  void clear() {
    slots_.clear();
    late_.clear();
    is_late_ = false;
    free_ = none;
    size_ = 0;
    next_order_ = 1;
  }

 private:
  static constexpr unsigned slot_bits = 24;
  static constexpr std::uint64_t slot_limit = (std::uint64_t{1} << slot_bits) - 1;
  static constexpr std::uint64_t order_limit = std::uint64_t{1} << 40U;
  static constexpr std::uint64_t early_limit = std::uint64_t{1} << early_bits;
  static constexpr std::uint32_t none = 0xFFFFFFFF;

  struct Slot {
    InlineAction action;
    std::uint32_t order;  // the early part
    std::uint32_t cause;  // of a free slot: which is free too
  };
  static_assert(sizeof(Slot) == 40);

  static std::size_t slot_of(std::uint64_t payload) { return payload & slot_limit; }
  static std::uint32_t early_part(std::uint64_t payload) {
    return static_cast<std::uint32_t>((payload >> slot_bits) & (early_limit - 1));
  }
  static std::uint32_t late_part(std::uint64_t payload) {
    return static_cast<std::uint32_t>(payload >> slot_bits >> early_bits);
  }
  void free(Slot& slot, std::uint64_t payload) {
    // It is marked with the order that came next, which cannot have had this slot.
    slot.order = (slot.order + 1) & static_cast<std::uint32_t>(early_limit - 1);
    if (is_late_) [[unlikely]]
      late_[slot_of(payload)] = late_part(payload + (std::uint64_t{1} << slot_bits));
    slot.cause = free_;
    free_ = static_cast<std::uint32_t>(slot_of(payload));
    --size_;
  }
  // Not inline, so that add() may be.
  [[gnu::noinline]] void add_slot() {
    if (slots_.size() == slot_limit) refuse();
    // By an eighth: half as much again would be a waste where there are a million.
    if (slots_.size() == slots_.capacity()) slots_.reserve(slots_.size() + slots_.size() / 8 + 16);
    slots_.push_back({{}, 0, none});
    free_ = static_cast<std::uint32_t>(slots_.size() - 1);
  }
  [[noreturn]] void refuse() const { refuse_event(size_, next_order_ - 1); }
  [[gnu::noinline]] void keep_late_part(std::uint64_t payload) {
    if (late_.size() < slots_.size()) late_.resize(slots_.capacity());
    late_[slot_of(payload)] = late_part(payload);
    is_late_ = true;
  }

  std::vector<Slot, HugePages<Slot>> slots_;
  std::vector<std::uint32_t> late_;  // by slot; not kept as long as all of them are 0
  bool is_late_ = false;
  std::uint32_t free_ = none;
  std::size_t size_ = 0;
  std::uint64_t next_order_ = 1;
};

using EventPool = BasicEventPool<>;

}  // namespace nakodo::kernel

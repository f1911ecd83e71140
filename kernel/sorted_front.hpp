#pragma once
// The sorted front of the pending set: the next events, at most 64, the earliest last, so that a
// pop is a decrement. Policies: memory of a fixed size, inside the object. The plain paths are the
// reference; where the processor has AVX2, found out at run time, the wide ones give the same bits.
// NAKODO_PLAIN, defined for the whole of the kernel, leaves them out.

#include <algorithm>
#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <span>

#include "kernel/pending_entry.hpp"

namespace nakodo::kernel {

class SortedFront {
 public:
  static constexpr std::size_t capacity = 64;
  static constexpr std::size_t crowd = 40;

  SortedFront() {
    times_[lead - 1] = std::bit_cast<std::int64_t>(std::numeric_limits<Time>::infinity());
  }

  bool empty() const { return size_ == 0; }
  /// Whether there are so many that to insert costs more than to shed and to refill.
  bool crowded() const { return size_ >= crowd; }
  std::size_t size() const { return size_; }
  /// The smallest entry. Not to be called when empty.
  PendingEntry top() const { return at(size_ - 1); }
  /// The entry with this many before it. Not to be called beyond the last one.
  PendingEntry peek(std::size_t earlier) const { return at(size_ - 1 - earlier); }
  /// Removes the smallest entry. Not to be called when empty.
  void pop() { --size_; }
  void clear() { size_ = 0; }

  /// Not to be called at capacity.
  void insert(PendingEntry entry) {
    if (size_ < few && comparable(entry) < times_[lead + size_ - 1]) {
      set(size_++, entry);  // before all others
    } else {
      insert_among(entry);
    }
  }

  /// Sorts in these entries, at most 64, given in any order. Only when empty.
  void fill(std::span<const PendingEntry> unsorted) {
    if (has_wide()) {
      fill_wide(unsorted);
    } else {
      fill_plain(unsorted);
    }
  }

  /// Takes out the later half, latest first, into `out`; gives their number.
  std::size_t shed(std::span<PendingEntry, capacity> out);

  /// Removes all entries for which `unwanted` holds; the order of the others stays.
  template <class Predicate>
  void remove_if(Predicate unwanted) {
    std::size_t kept = 0;
    for (std::size_t i = 0; i < size_; ++i) {
      if (const PendingEntry entry = at(i); !unwanted(entry)) set(kept++, entry);
    }
    size_ = kept;
  }

  /// Whether this processor can do the wide paths.
  static bool has_wide() {
#if defined(__x86_64__) && defined(__GNUC__) && !defined(NAKODO_PLAIN)
    return __builtin_cpu_supports("avx2") != 0;
#else
    return false;
#endif
  }
  void insert_wide(PendingEntry entry);
  void fill_wide(std::span<const PendingEntry> unsorted);

  void insert_plain(PendingEntry entry) {
    std::size_t place = size_++;
    for (; times_[lead + place - 1] <= comparable(entry); --place) {
      times_[lead + place] = times_[lead + place - 1];
      payloads_[lead + place] = payloads_[lead + place - 1];
    }
    set(place, entry);
    settle(place, entry);
  }
  void fill_plain(std::span<const PendingEntry> unsorted);

 private:
  // Among so few it pays to guess where an entry goes, for then it is guessed too which event will
  // be next.
  static constexpr std::size_t few = 3;
  // Before the entries, which are aligned, there is a sentinel that is later than every time.
  static constexpr std::size_t lead = 4;
  static constexpr std::size_t places = lead + capacity;
  using Ranks = std::array<std::uint64_t, capacity>;

  static std::int64_t comparable(PendingEntry entry) {
    return static_cast<std::int64_t>(entry.time_bits);
  }
  PendingEntry at(std::size_t place) const {
    return {static_cast<std::uint64_t>(times_[lead + place]), payloads_[lead + place]};
  }
  void set(std::size_t place, PendingEntry entry) {
    times_[lead + place] = comparable(entry);
    payloads_[lead + place] = entry.payload;
  }

  // Not inline, so that insert() may be.
  [[gnu::noinline]] void insert_among(PendingEntry entry) {
    if (size_ >= few && has_wide()) {
      insert_wide(entry);
    } else {
      insert_plain(entry);
    }
  }
  // An entry was put before all of its time; it may not be the youngest of them. If it is the
  // earliest of all it is compared with itself, for whether it is that is anybody's guess.
  void settle(std::size_t place, PendingEntry entry) {
    for (;;) {
      const std::size_t next = std::min(place + 1, size_ - 1);
      if (!(entry < at(next))) [[likely]]
        return;
      set(place, at(next));
      set(++place, entry);
    }
  }
  void settle_among_ties(PendingEntry entry);
  void place_by_rank(std::span<const PendingEntry> unsorted, const Ranks& ranks);

  // Descending. The bits of times >= 0 order like these, as signed integers too.
  alignas(32) std::array<std::int64_t, places> times_{};
  alignas(32) std::array<std::uint64_t, places> payloads_{};
  std::size_t size_ = 0;
};

}  // namespace nakodo::kernel

#pragma once
// An event in the pending set: 16 bytes, a time and a payload. Policy: the order is (time,
// payload), compared as one 128-bit integer. Payloads grow in the order of scheduling, so ties are
// settled by it; no two entries are equal.

#include <algorithm>
#include <bit>
#include <cstdint>
#include <limits>

#include "kernel/time.hpp"

namespace nakodo::kernel {

struct PendingEntry {
  __extension__ using Key = unsigned __int128;

  std::uint64_t time_bits;
  std::uint64_t payload;

  /// Bits of a time >= 0, not NaN: they order like the time. -0.0 counts as 0.0.
  static std::uint64_t bits_of(Time time) { return std::bit_cast<std::uint64_t>(time + 0.0); }
  Time time() const { return std::bit_cast<Time>(time_bits); }
  /// Below 2^127, since times are not negative.
  Key key() const { return (static_cast<Key>(time_bits) << 64U) | payload; }

  friend bool operator<(const PendingEntry& a, const PendingEntry& b) { return a.key() < b.key(); }
  friend bool operator==(const PendingEntry&, const PendingEntry&) = default;
};

static_assert(sizeof(PendingEntry) == 16);

/// The earliest and the latest time among entries; of no entries infinity and 0.
class TimeSpan {
 public:
  void include(PendingEntry entry) {
    // As doubles: that is one instruction each, without a branch.
    earliest_ = std::min(earliest_, entry.time());
    latest_ = std::max(latest_, entry.time());
  }
  std::uint64_t first_bits() const { return PendingEntry::bits_of(earliest_); }
  std::uint64_t last_bits() const { return PendingEntry::bits_of(latest_); }

 private:
  Time earliest_ = std::numeric_limits<Time>::infinity();
  Time latest_ = 0.0;
};

}  // namespace nakodo::kernel

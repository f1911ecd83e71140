#pragma once
// The ladder behind the sorted front: events that are not next, unsorted in buckets that are small
// when their turn comes (after Tang, Goh and Thng 2005, Ladder queue, ACM TOMACS 15(3), 175-204).
// Policies:
// - From far to near: the top, an unsorted bucket of what lies beyond all rungs; rungs, each of
//   equally wide buckets and each before what is left of the rung before; the pile, an unsorted
//   bucket before them all, where the front puts what it has no room for.
// - What is pushed waits at the door, in order, until the front asks for more or there are many of
//   it; then all of it goes to its buckets together, so that the memory of one is fetched while
//   others are looked at.
// - A bucket that is due goes to the front if it fits, else it becomes the next rung. The width of
//   buckets is measured from a sample of the events: nothing is to be tuned.
// - Widths are powers of two in the 128-bit key (time, payload): exact for any times, and ties are
//   parted by their payloads as if these were times.
// - Every bucket is a chain of chunks. Chunks that are emptied are used again, so that entries
//   which move from one bucket to another take no room twice.
// - Memory is kept on clear(). An empty ladder that was never used has none.

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <utility>
#include <vector>

#include "kernel/huge_pages.hpp"
#include "kernel/pending_entry.hpp"
#include "kernel/prefetch.hpp"
#include "kernel/sorted_front.hpp"

namespace nakodo::kernel {

class Ladder {
 public:
  using Key = PendingEntry::Key;
  static constexpr Key no_limit = static_cast<Key>(~std::uint64_t{0}) << 64U;

  bool empty() const { return size() == 0; }
  std::size_t size() const { return in_buckets_ + waiting_; }

  /// Takes an entry that is not before the last key given by refill().
  void push(PendingEntry entry) {
    if (waiting_ == at_door_.size()) [[unlikely]]
      let_in();
    at_door_[waiting_++] = entry;
  }

  /// Takes back what the front had no room for: entries before all that are here.
  void push_back(std::span<const PendingEntry> entries) {
    for (const PendingEntry& entry : entries) append(pile_, entry);
    in_buckets_ += entries.size();
  }

  /// Moves the next entries into an empty front, at least one unless the ladder is empty. Gives the
  /// key before which entries belong to the front from now on.
  Key refill(SortedFront& front);

  /// Removes all entries for which `unwanted` holds.
  template <class Predicate>
  void remove_if(Predicate unwanted) {
    gather();
    const Chain all = chain_of(std::exchange(pile_, Bucket{}));
    in_buckets_ = 0;
    drain(all, [&](PendingEntry entry) {
      if (unwanted(entry)) return;
      append(pile_, entry);
      ++in_buckets_;
    });
  }

  /// Costs as much as there are buckets in use, nothing where none is.
  void clear();

 private:
  // A place for an entry, counted through all chunks; so many of them are a chunk.
  using Slot = std::uint32_t;
  static constexpr Slot chunk_size = 16;
  using Chunk = std::uint32_t;
  static constexpr Chunk no_chunk = ~Slot{0} / chunk_size;
  // The slot behind its last entry, 0 if there is none. Only the last of its chunks may have room.
  struct Bucket {
    Slot end = 0;

    bool empty() const { return end == 0; }
    Chunk last_chunk() const { return (end - 1) / chunk_size; }
    std::size_t in_last_chunk() const { return (end - 1) % chunk_size + 1; }
  };
  using Room = std::array<PendingEntry, SortedFront::capacity>;
  static_assert(SortedFront::capacity % chunk_size == 0);
  // What was in a bucket, in the order in which it was put in. All chunks but the last are full,
  // and beside_ says which one is next.
  struct Chain {
    Chunk first = no_chunk;
    std::size_t size = 0;
  };
  struct Rung {
    Key origin = 0;      // where the first bucket begins, a whole time if shift >= 64
    Key begin = 0;       // where the first bucket that was not yet taken begins
    unsigned shift = 0;  // log2 of the width of a bucket
    std::size_t next = 0;
    std::vector<Bucket> buckets;  // and behind them one that seems to hold something

    std::size_t end() const { return buckets.size() - 1; }
    // The first one from here on that is not empty; the end if all are.
    std::size_t filled_from(std::size_t index) const {
      while (buckets[index].empty()) ++index;
      return index;
    }
  };

  // Which bucket of a rung an entry belongs to; of one beyond the rung the last. In two ways: where
  // buckets begin at whole times there is no need for all 128 bits.
  struct ByTime {
    explicit ByTime(Rung& rung)
        : buckets(rung.buckets.data()),
          last(rung.end() - 1),
          origin(time_of(rung.origin)),
          shift(rung.shift - 64U) {}
    Bucket& operator()(PendingEntry entry) const {
      return buckets[std::min((entry.time_bits - origin) >> shift, last)];
    }
    Bucket* buckets;
    std::uint64_t last;
    std::uint64_t origin;
    unsigned shift;
  };
  struct ByKey {
    explicit ByKey(Rung& of) : rung(of) {}
    Bucket& operator()(PendingEntry entry) const {
      const Key index = (entry.key() - rung.origin) >> rung.shift;
      return rung.buckets[static_cast<std::size_t>(std::min<Key>(index, rung.end() - 1))];
    }
    Rung& rung;
  };
  static bool at_whole_times(const Rung& rung) { return rung.shift >= 64; }
  static std::uint64_t time_of(Key key) { return static_cast<std::uint64_t>(key >> 64U); }
  static Bucket& bucket_of(Rung& rung, PendingEntry entry) {
    return at_whole_times(rung) ? ByTime(rung)(entry) : ByKey(rung)(entry);
  }

  void append(Bucket& bucket, PendingEntry entry) {
    Slot slot = bucket.end;
    if (slot % chunk_size == 0) slot = begin_chunk(bucket);
    bucket.end = slot + 1;
    slots_[slot] = entry;
  }

  std::span<const PendingEntry> entries_of(Chunk chunk) const {
    return std::span(slots_).subspan(std::size_t{chunk} * chunk_size, chunk_size);
  }
  // Calls `use` with the entries of each chunk of a chain.
  template <class Use>
  void walk(Chain chain, Use use) const {
    for (Chunk chunk = chain.first; chain.size > 0; chunk = beside_[chunk]) {
      const std::size_t in_chunk = std::min<std::size_t>(chain.size, chunk_size);
      chain.size -= in_chunk;
      if (chain.size > chunk_size) fetch(beside_[beside_[chunk]]);
      use(entries_of(chunk).first(in_chunk));
    }
  }
  // Calls `use` with each of the entries of a chain and gives back its chunks.
  template <class Use>
  void drain(Chain chain, Use use) {
    for (Chunk chunk = chain.first; chain.size > 0;) {
      const std::size_t in_chunk = std::min<std::size_t>(chain.size, chunk_size);
      chain.size -= in_chunk;
      if (chain.size > chunk_size) fetch(beside_[beside_[chunk]]);
      for (Slot i = 0; i < in_chunk; ++i) use(slots_[chunk * chunk_size + i]);
      release(std::exchange(chunk, beside_[chunk]));
    }
  }

  void let_in();
  Bucket& near_bucket(PendingEntry entry);
  Slot begin_chunk(Bucket bucket);
  void release(Chunk chunk);
  void fetch(Chunk chunk) const {
    prefetch(slots_.data() + std::size_t{chunk} * chunk_size, sizeof(PendingEntry) * chunk_size);
  }
  Bucket take_bucket();
  void fetch_from(const Rung& rung, std::size_t index) const;
  bool fits_in_front(Bucket bucket) const;
  std::span<const PendingEntry> empty_into(Bucket bucket, Room& room);
  Chain chain_of(Bucket bucket);
  void release_all(Bucket bucket);
  void spawn(Bucket bucket);
  void gather();

  Key top_begin_ = no_limit;
  std::size_t waiting_ = 0;     // at the door
  std::size_t in_buckets_ = 0;  // all others
  std::size_t depth_ = 0;       // rungs in use, the outermost first
  std::vector<Rung> rungs_;
  std::vector<PendingEntry, HugePages<PendingEntry>> slots_;
  std::vector<Chunk> beside_;  // by chunk: the one before it in its bucket, or the next in a chain
                               // or of the free ones
  Chunk free_ = no_chunk;
  Bucket top_;
  Bucket pile_;
  std::array<PendingEntry, 64> at_door_;
};

}  // namespace nakodo::kernel

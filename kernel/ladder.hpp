#pragma once
// The ladder behind the sorted front: events that are not next, unsorted in buckets that are small
// when their turn comes (after Tang, Goh and Thng 2005, Ladder queue, ACM TOMACS 15(3), 175-204).
// Policies:
// - From far to near: the top, an unsorted bucket of what lies beyond all rungs; rungs, each of
//   equally wide buckets and each before what is left of the rung before; the pile, an unsorted
//   bucket before them all, where the front puts what it has no room for.
// - A bucket that is due goes to the front if it fits, else it becomes the next rung. The width of
//   buckets is measured from a sample of the events: nothing is to be tuned.
// - Widths are powers of two in the 128-bit key (time, payload): exact for any times, and ties are
//   parted by their payloads as if these were times.
// - Every bucket is a chain of chunks. Chunks that are emptied are used again, so that entries
//   which move from one bucket to another take no room twice.
// - Memory is kept on clear(). An empty ladder that was never used has none.

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <limits>
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
  static constexpr Key no_limit = ~Key{0};

  bool empty() const { return depth_ == 0 && pile_.size == 0 && top_.size == 0; }
  std::size_t size() const {
    std::size_t size = std::size_t{pile_.size} + top_.size;
    for (std::size_t i = 0; i < depth_; ++i) size += rungs_[i].size;
    return size;
  }

  /// Takes an entry that is not before the last key given by refill().
  void push(PendingEntry entry) {
    const Key key = entry.key();
    if (key >= top_begin_) {
      append(top_, entry);
    } else if (depth_ != 0 && key >= rungs_.front().begin) {
      put(rungs_.front(), entry);
    } else {
      push_near(entry);
    }
  }

  /// Takes back what the front had no room for: entries before all that are here.
  void push_back(std::span<const PendingEntry> entries) {
    for (const PendingEntry& entry : entries) append(pile_, entry);
  }

  /// Moves the next entries into an empty front, at least one unless the ladder is empty. Gives the
  /// key before which entries belong to the front from now on.
  Key refill(SortedFront& front);

  /// Removes all entries for which `unwanted` holds.
  template <class Predicate>
  void remove_if(Predicate unwanted) {
    gather();
    const Bucket all = std::exchange(pile_, Bucket{});
    drain(turned(all), all.size, [&](PendingEntry entry) {
      if (!unwanted(entry)) append(pile_, entry);
    });
  }

  /// Costs as much as there are buckets in use, nothing where none is.
  void clear();

 private:
  static constexpr unsigned chunk_bits = 4;
  static constexpr std::size_t chunk_size = std::size_t{1} << chunk_bits;
  struct alignas(cache_line) Chunk {
    PendingEntry entries[chunk_size];
  };
  // The last chunk of a chain, in which the number of entries says where the next one goes.
  struct Bucket {
    std::uint32_t chunk = 0;
    std::uint32_t size = 0;
  };
  struct Rung {
    Key origin = 0;      // where the first bucket begins, a whole time if shift >= 64
    Key begin = 0;       // where the first bucket that was not yet taken begins
    unsigned shift = 0;  // log2 of the width of a bucket
    std::size_t next = 0;
    std::size_t size = 0;
    std::vector<Bucket> buckets;
  };

  // The bucket of an entry; of one beyond the rung the last.
  static std::size_t index_of(const Rung& rung, PendingEntry entry) {
    const std::size_t last = rung.buckets.size() - 1;
    if (rung.shift >= 64) [[likely]] {
      const auto origin = static_cast<std::uint64_t>(rung.origin >> 64U);
      return std::min<std::uint64_t>((entry.time_bits - origin) >> (rung.shift - 64U), last);
    }
    return static_cast<std::size_t>(std::min<Key>((entry.key() - rung.origin) >> rung.shift, last));
  }

  void append(Bucket& bucket, PendingEntry entry) {
    const std::size_t place = bucket.size % chunk_size;
    if (place == 0) add_chunk(bucket);
    ++bucket.size;
    chunks_[bucket.chunk].entries[place] = entry;
  }
  void put(Rung& rung, PendingEntry entry) {
    append(rung.buckets[index_of(rung, entry)], entry);
    ++rung.size;
  }

  // Turns a chain round, so that it can be gone through in the order in which its entries were put
  // in; gives its first chunk. before_ says then which one is behind.
  std::uint32_t turned(Bucket bucket);
  // Calls `use` with each of the entries of a chain that was turned round.
  template <class Use>
  void walk(std::uint32_t first, std::size_t size, Use use) const {
    for (std::uint32_t chunk = first; size > 0; chunk = before_[chunk]) {
      const std::size_t in_chunk = std::min(size, chunk_size);
      size -= in_chunk;
      if (size > chunk_size) fetch(before_[before_[chunk]]);
      for (std::size_t i = 0; i < in_chunk; ++i) use(chunks_[chunk].entries[i]);
    }
  }
  // The same, and gives back each chunk before its entries are used, for they may go into others.
  template <class Use>
  void drain(std::uint32_t first, std::size_t size, Use use) {
    for (std::uint32_t chunk = first; size > 0;) {
      const std::size_t in_chunk = std::min(size, chunk_size);
      size -= in_chunk;
      if (size > chunk_size) fetch(before_[before_[chunk]]);
      Chunk entries;
      std::copy_n(chunks_[chunk].entries, in_chunk, entries.entries);
      release(std::exchange(chunk, before_[chunk]));
      for (std::size_t i = 0; i < in_chunk; ++i) use(entries.entries[i]);
    }
  }

  void push_near(PendingEntry entry);
  void add_chunk(Bucket& bucket);
  void release(std::uint32_t chunk);
  void fetch(std::uint32_t chunk) const { prefetch(chunks_.data() + chunk, sizeof(Chunk)); }
  Bucket take_bucket();
  void fetch_upcoming(const Rung& rung) const;
  void empty_into(Bucket bucket, PendingEntry* out);
  void release_all(Bucket bucket);
  void spawn(Bucket bucket);
  void gather();

  Key top_begin_ = no_limit;
  std::size_t depth_ = 0;  // rungs in use, the outermost first
  std::vector<Rung> rungs_;
  std::vector<Chunk, HugePages<Chunk>> chunks_;
  std::vector<std::uint32_t> before_;  // by chunk: the chunk before it in its chain, or a free one
  std::uint32_t free_ = none;
  Bucket top_;
  Bucket pile_;

  static constexpr std::uint32_t none = 0xFFFFFFFF;
};

}  // namespace nakodo::kernel

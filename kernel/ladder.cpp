#include "kernel/ladder.hpp"

#include <array>
#include <cmath>
#include <tuple>

namespace nakodo::kernel {

namespace {

using Key = PendingEntry::Key;

// Entries that a bucket should hold when it is due, at most: widths are rounded down to a power of
// two, so that it holds 24 on average.
constexpr std::size_t bucket_target = 32;
constexpr std::size_t most_buckets = std::size_t{1} << 14U;
// Buckets for which there is room in any rung from the first use on, so that small fluctuations
// later on find it: for fewer than 1 024 entries.
constexpr std::size_t first_room = 513;

// Slots that are in the cache anyhow: 128 KiB.
constexpr std::size_t cached = 8192;

unsigned bit_width(Key key) {
  const auto high = static_cast<std::uint64_t>(key >> 64U);
  return static_cast<unsigned>(high != 0 ? 64 + std::bit_width(high)
                                         : std::bit_width(static_cast<std::uint64_t>(key)));
}

// Some of the entries that are walked through, evenly chosen.
class Sample {
 public:
  explicit Sample(std::size_t entries) : entries_(entries), size_(entries < 256 ? 32 : 64) {}
  void look_at(std::span<const PendingEntry> entries) {
    while (due_ < seen_ + entries.size()) {
      keys_[taken_++] = entries[due_ - seen_].key();
      due_ = taken_ < size_ ? taken_ * entries_ / size_ : entries_;
    }
    seen_ += entries.size();
  }
  // log2 of a width of buckets that hold about `bucket_target` of the entries each where the first
  // quarter of them lies: those are due first, and where time flows evenly all later buckets will
  // be as full as the first ones by then.
  unsigned width_at_begin(Key smallest) {
    const auto quarter = keys_.begin() + static_cast<std::ptrdiff_t>(size_ / 4);
    std::nth_element(keys_.begin(), quarter, keys_.begin() + static_cast<std::ptrdiff_t>(size_));
    const double width = static_cast<double>(*quarter - smallest) *
                         (4.0 * bucket_target / static_cast<double>(entries_));
    return width < 2.0 ? 0U : static_cast<unsigned>(std::ilogb(width));
  }

 private:
  std::size_t entries_;
  std::size_t size_;
  std::size_t seen_ = 0;
  std::size_t due_ = 0;
  std::size_t taken_ = 0;
  std::array<Key, 64> keys_;
};

}  // namespace

// The bucket of an entry that is before what is left of the outermost rung.
Ladder::Bucket& Ladder::near_bucket(PendingEntry entry) {
  for (std::size_t i = 1; i < depth_; ++i) {
    if (entry.key() >= rungs_[i].begin) return bucket_of(rungs_[i], entry);
  }
  return pile_;
}

// Three times through all, each time fetching what the next will ask for.
void Ladder::let_in() {
  const std::size_t count = std::exchange(waiting_, 0);
  in_buckets_ += count;
  const Key begin = depth_ != 0 ? rungs_.front().begin : no_limit;
  std::array<Bucket*, std::tuple_size_v<decltype(at_door_)>> places;
  const bool top_at_whole_time = static_cast<std::uint64_t>(top_begin_) == 0;
  if (depth_ != 0 && at_whole_times(rungs_.front()) && top_at_whole_time) [[likely]] {
    const ByTime place_of(rungs_.front());
    for (std::size_t i = 0; i < count; ++i) {
      const PendingEntry entry = at_door_[i];
      places[i] = entry.time_bits >= time_of(top_begin_) ? &top_ : &place_of(entry);
      if (entry.time_bits < time_of(begin)) [[unlikely]]
        places[i] = &near_bucket(entry);
      prefetch(places[i]);
    }
  } else {
    for (std::size_t i = 0; i < count; ++i) {
      const PendingEntry entry = at_door_[i];
      places[i] = entry.key() >= top_begin_ ? &top_
                  : entry.key() >= begin    ? &bucket_of(rungs_.front(), entry)
                                            : &near_bucket(entry);
    }
  }
  if (slots_.size() > cached) {
    for (std::size_t i = 0; i < count; ++i) prefetch(slots_.data() + places[i]->end);
  }
  for (std::size_t i = 0; i < count; ++i) append(*places[i], at_door_[i]);
}

// A chunk for a bucket the last chunk of which is full, if it has any; gives its first slot.
Ladder::Slot Ladder::begin_chunk(Bucket bucket) {
  if (free_ == no_chunk) {
    // Some more than are needed: their number varies while that of the entries does not, most where
    // there are about as many buckets as entries.
    const std::size_t old = beside_.size();
    const std::size_t more = std::max<std::size_t>(64, old < most_buckets ? old : old / 10);
    slots_.reserve((old + more) * chunk_size);
    slots_.resize((old + more) * chunk_size);
    beside_.reserve(old + more);
    beside_.resize(old + more);
    for (std::size_t i = old + more; i > old; --i) release(static_cast<Chunk>(i - 1));
  }
  const Chunk chunk = free_;
  free_ = std::exchange(beside_[chunk], bucket.last_chunk());
  return chunk * chunk_size;
}

void Ladder::release(Chunk chunk) { beside_[chunk] = std::exchange(free_, chunk); }

// The next bucket that is not empty, out of the innermost rung; a rung that is used up is dropped.
Ladder::Bucket Ladder::take_bucket() {
  Rung& rung = rungs_[depth_ - 1];
  const std::size_t index = rung.filled_from(rung.next);
  rung.next = index + 1;
  rung.begin = rung.origin + (static_cast<Key>(rung.next) << rung.shift);
  const std::size_t upcoming = rung.filled_from(rung.next);
  if (upcoming == rung.end()) {
    --depth_;
  } else {
    fetch_from(rung, upcoming);
  }
  return rung.buckets[index];
}

// Buckets that come next were perhaps not touched for long: of the first one its last two chunks
// are fetched, of the one behind it the last one and where it goes on.
void Ladder::fetch_from(const Rung& rung, std::size_t index) const {
  const Chunk first = rung.buckets[index].last_chunk();
  fetch(first);
  if (beside_[first] != no_chunk) fetch(beside_[first]);
  if (index + 1 == rung.end()) return;
  const Chunk second = rung.buckets[index + 1].last_chunk();
  fetch(second);
  prefetch(beside_.data() + second);
}

bool Ladder::fits_in_front(Bucket bucket) const {
  std::size_t chunks = 0;
  for (Chunk chunk = bucket.last_chunk(); chunk != no_chunk; chunk = beside_[chunk]) {
    if (++chunks * chunk_size > SortedFront::capacity) return false;
  }
  return true;
}

// The entries of a bucket that fits in the front, in the order in which they were put in.
std::span<const PendingEntry> Ladder::empty_into(Bucket bucket, Room& room) {
  const Chain chain = chain_of(bucket);
  PendingEntry* out = room.data();
  for (Chunk chunk = chain.first; chunk != no_chunk; out += chunk_size) {
    // As if it were full: that takes no loop.
    std::copy_n(entries_of(chunk).begin(), chunk_size, out);
    release(std::exchange(chunk, beside_[chunk]));
  }
  return std::span(room).first(chain.size);
}

Ladder::Chain Ladder::chain_of(Bucket bucket) {
  Chain chain;
  if (bucket.empty()) return chain;
  chain.size = bucket.in_last_chunk();
  for (Chunk chunk = bucket.last_chunk();;) {
    const Chunk before = std::exchange(beside_[chunk], std::exchange(chain.first, chunk));
    if (before == no_chunk) return chain;
    chain.size += chunk_size;
    chunk = before;
  }
}

Ladder::Key Ladder::refill(SortedFront& front) {
  let_in();
  while (in_buckets_ != 0) {
    Bucket due = std::exchange(pile_, Bucket{});
    if (due.empty()) due = depth_ != 0 ? take_bucket() : std::exchange(top_, Bucket{});
    if (fits_in_front(due)) {
      Room room;
      const std::span<const PendingEntry> entries = empty_into(due, room);
      in_buckets_ -= entries.size();
      front.fill(entries);
      break;
    }
    spawn(due);
  }
  if (depth_ != 0) return rungs_[depth_ - 1].begin;
  if (top_.empty()) top_begin_ = no_limit;
  return top_begin_;
}

// Makes a bucket the innermost rung.
void Ladder::spawn(Bucket bucket) {
  const Chain chain = chain_of(bucket);
  const std::size_t count = chain.size;
  TimeSpan span;
  Sample sample(count);
  walk(chain, [&](std::span<const PendingEntry> entries) {
    for (const PendingEntry& entry : entries) span.include(entry);
    sample.look_at(entries);
  });
  Key smallest = static_cast<Key>(span.first_bits()) << 64U;
  Key largest = (static_cast<Key>(span.last_bits()) << 64U) | ~std::uint64_t{0};
  if (span.first_bits() == span.last_bits()) {
    std::swap(smallest, largest);
    walk(chain, [&](std::span<const PendingEntry> entries) {
      for (const PendingEntry& entry : entries) {
        smallest = std::min(smallest, entry.key());
        largest = std::max(largest, entry.key());
      }
    });
  }
  const Key range = largest - smallest;
  const unsigned range_bits = bit_width(range);
  // Not more buckets than entries, and not fewer than if the entries were spread evenly.
  const unsigned finest = static_cast<unsigned>(std::bit_width(std::min(count, most_buckets)) - 1);
  const unsigned coarsest = static_cast<unsigned>(std::bit_width(count / bucket_target) - 1);
  unsigned shift = sample.width_at_begin(smallest);
  shift = std::min(shift, range_bits - std::min(range_bits, coarsest));
  shift = std::max(shift, range_bits - std::min(range_bits, finest));

  if (depth_ == rungs_.size()) {
    rungs_.resize(depth_ + 4);
    for (Rung& rung : rungs_) rung.buckets.reserve(first_room);
  }
  Rung& rung = rungs_[depth_++];
  rung.origin = rung.begin = smallest;
  rung.shift = shift;
  rung.next = 0;
  const std::size_t buckets = static_cast<std::size_t>(range >> shift) + 1;
  rung.buckets.reserve((std::size_t{1} << finest) + 1);
  rung.buckets.assign(buckets, Bucket{});
  rung.buckets.push_back(Bucket{1});  // where a search for the next one ends
  if (depth_ == 1 && top_.empty()) top_begin_ = smallest + (static_cast<Key>(buckets) << shift);
  if (at_whole_times(rung)) {
    drain(chain, [this, place = ByTime(rung)](PendingEntry entry) { append(place(entry), entry); });
  } else {
    drain(chain, [this, place = ByKey(rung)](PendingEntry entry) { append(place(entry), entry); });
  }
}

// Puts all into the pile.
void Ladder::gather() {
  let_in();
  const auto pile_up = [this](Bucket bucket) {
    drain(chain_of(bucket), [this](PendingEntry entry) { append(pile_, entry); });
  };
  while (depth_ != 0) pile_up(take_bucket());
  pile_up(std::exchange(top_, Bucket{}));
  top_begin_ = no_limit;
}

void Ladder::release_all(Bucket bucket) {
  if (bucket.empty()) return;
  for (Chunk chunk = bucket.last_chunk(); chunk != no_chunk;)
    release(std::exchange(chunk, beside_[chunk]));
}

void Ladder::clear() {
  while (depth_ != 0) release_all(take_bucket());
  release_all(std::exchange(pile_, Bucket{}));
  release_all(std::exchange(top_, Bucket{}));
  waiting_ = 0;
  in_buckets_ = 0;
  top_begin_ = no_limit;
}

}  // namespace nakodo::kernel

#include "kernel/ladder.hpp"

#include <array>
#include <cmath>

namespace nakodo::kernel {

namespace {

using Key = PendingEntry::Key;

// Entries that a bucket should hold when it is due, at most: widths are rounded down to a power of
// two, so that it holds 24 on average.
constexpr std::size_t bucket_target = 32;
constexpr std::size_t front_fill = SortedFront::capacity;
constexpr std::size_t most_buckets = std::size_t{1} << 14U;  // their headers fit in a second cache
// Room made at the first use, so that small fluctuations later on find it.
constexpr std::size_t first_room = 256;

unsigned bit_width(Key key) {
  const auto high = static_cast<std::uint64_t>(key >> 64U);
  return static_cast<unsigned>(high != 0 ? 64 + std::bit_width(high)
                                         : std::bit_width(static_cast<std::uint64_t>(key)));
}

// log2 of a width of buckets that hold about `bucket_target` of these entries each where the first
// quarter of them lies: those are due first, and where time flows evenly all later buckets will be
// as full as the first ones by then.
unsigned width_at_begin(std::span<const PendingEntry> entries, Key smallest) {
  std::array<Key, 64> sample;
  const std::size_t size = entries.size() < 256 ? 32 : 64;
  for (std::size_t i = 0; i < size; ++i) sample[i] = entries[i * entries.size() / size].key();
  const auto quarter = sample.begin() + static_cast<std::ptrdiff_t>(size / 4);
  std::nth_element(sample.begin(), quarter, sample.begin() + static_cast<std::ptrdiff_t>(size));
  const double width = static_cast<double>(*quarter - smallest) *
                       (4.0 * bucket_target / static_cast<double>(entries.size()));
  return width < 2.0 ? 0U : static_cast<unsigned>(std::ilogb(width));
}

}  // namespace

void Ladder::push_near(PendingEntry entry) {
  const Key key = entry.key();
  const auto rung =
      std::partition_point(rungs_.begin(), rungs_.begin() + static_cast<std::ptrdiff_t>(depth_),
                           [key](const Rung& r) { return key < r.begin; });
  if (rung != rungs_.begin() + static_cast<std::ptrdiff_t>(depth_)) {
    put(*rung, entry);
  } else {
    pile_.push_back(entry);
  }
}

void Ladder::add_chunk(Bucket& bucket) {
  if (free_ == none) {
    const std::size_t old = chunks_.size();
    const std::size_t more = std::max(first_room / 4, old);
    chunks_.resize(old + more);
    before_.resize(old + more);
    for (std::size_t i = old + more; i > old; --i) release(static_cast<std::uint32_t>(i - 1));
  }
  const std::uint32_t chunk = free_;
  free_ = before_[chunk];
  before_[chunk] = bucket.chunk;
  bucket.chunk = chunk;
}

void Ladder::prefetch(std::uint32_t chunk) const {
#ifdef __GNUC__
  for (std::size_t i = 0; i < chunk_size; i += 4) __builtin_prefetch(&chunks_[chunk].entries[i]);
#endif
}

void Ladder::release(std::uint32_t chunk) {
  before_[chunk] = free_;
  free_ = chunk;
}

// The next bucket that is not empty, out of the innermost rung; a rung that is used up is dropped.
Ladder::Bucket Ladder::take_bucket() {
  Rung& rung = rungs_[depth_ - 1];
  std::size_t index = rung.next;
  while (rung.buckets[index].size == 0) ++index;
  const Bucket bucket = rung.buckets[index];
  rung.size -= bucket.size;
  rung.next = index + 1;
  rung.begin = rung.origin + (static_cast<Key>(rung.next) << rung.shift);
  if (rung.size == 0) {
    --depth_;
  } else if (rung.next < rung.buckets.size()) {
    prefetch(rung.buckets[rung.next].chunk);  // due next, and perhaps not touched for long
  }
  return bucket;
}

// The entries of a bucket, in the order in which they were put in.
void Ladder::empty_into(Bucket bucket, PendingEntry* out) {
  while (bucket.size != 0) {
    const std::size_t in_chunk = (bucket.size - 1) % chunk_size + 1;
    bucket.size -= static_cast<std::uint32_t>(in_chunk);
    if (bucket.size > chunk_size) prefetch(before_[before_[bucket.chunk]]);
    std::copy_n(chunks_[bucket.chunk].entries, in_chunk, out + bucket.size);
    const std::uint32_t before = before_[bucket.chunk];
    release(bucket.chunk);
    bucket.chunk = before;
  }
}

Ladder::Key Ladder::refill(SortedFront& front) {
  while (!empty()) {
    if (pile_.empty() && depth_ != 0) {
      const Bucket bucket = take_bucket();
      if (bucket.size <= front_fill) {
        std::array<PendingEntry, front_fill> entries;
        empty_into(bucket, entries.data());
        front.fill(std::span(entries).first(bucket.size));
        break;
      }
      pile_.resize(bucket.size);
      empty_into(bucket, pile_.data());
    } else if (pile_.empty()) {
      pile_.swap(top_);
    }
    if (pile_.size() <= front_fill) {
      front.fill(pile_);
      pile_.clear();
      break;
    }
    spawn();
  }
  if (depth_ != 0) return rungs_[depth_ - 1].begin;
  if (top_.empty()) top_begin_ = no_limit;
  return top_begin_;
}

// Makes the pile the innermost rung.
void Ladder::spawn() {
  std::uint64_t first = pile_.front().time_bits;
  std::uint64_t last = first;
  for (const PendingEntry& entry : pile_) {
    first = std::min(first, entry.time_bits);
    last = std::max(last, entry.time_bits);
  }
  Key smallest = static_cast<Key>(first) << 64U;
  Key largest = (static_cast<Key>(last) << 64U) | ~std::uint64_t{0};
  if (first == last) {
    const auto [youngest, oldest] = std::minmax_element(pile_.begin(), pile_.end());
    smallest = youngest->key();
    largest = oldest->key();
  }
  const std::size_t count = pile_.size();
  const Key range = largest - smallest;
  const unsigned range_bits = bit_width(range);
  // Not more buckets than half the entries, and not fewer than if the entries were spread evenly.
  const unsigned finest =
      static_cast<unsigned>(std::bit_width(std::min(count, 2 * most_buckets)) - 2);
  const unsigned coarsest = static_cast<unsigned>(std::bit_width(count / bucket_target) - 1);
  unsigned shift = width_at_begin(pile_, smallest);
  shift = std::min(shift, range_bits - std::min(range_bits, coarsest));
  shift = std::max(shift, range_bits - std::min(range_bits, finest));

  if (depth_ == rungs_.size()) {
    rungs_.resize(depth_ + 4);
    for (Rung& rung : rungs_) rung.buckets.reserve(first_room);
    top_.reserve(first_room);
    pile_.reserve(first_room);
  }
  Rung& rung = rungs_[depth_++];
  rung.origin = rung.begin = smallest;
  rung.shift = shift;
  rung.next = 0;
  rung.size = 0;
  const std::size_t buckets = static_cast<std::size_t>(range >> shift) + 1;
  rung.buckets.reserve(std::bit_ceil(buckets));
  rung.buckets.assign(buckets, Bucket{});
  if (depth_ == 1 && top_.empty()) top_begin_ = smallest + (static_cast<Key>(buckets) << shift);
  for (const PendingEntry& entry : pile_) put(rung, entry);
  pile_.clear();
}

// Puts all into the pile.
void Ladder::gather() {
  while (depth_ != 0) {
    const Bucket bucket = take_bucket();
    pile_.resize(pile_.size() + bucket.size);
    empty_into(bucket, pile_.data() + (pile_.size() - bucket.size));
  }
  pile_.insert(pile_.end(), top_.begin(), top_.end());
  top_.clear();
  top_begin_ = no_limit;
}

void Ladder::release_all(Bucket bucket) {
  for (std::size_t left = (bucket.size + chunk_size - 1) / chunk_size; left > 0; --left) {
    const std::uint32_t before = before_[bucket.chunk];
    release(bucket.chunk);
    bucket.chunk = before;
  }
}

void Ladder::clear() {
  while (depth_ != 0) release_all(take_bucket());
  pile_.clear();
  top_.clear();
  top_begin_ = no_limit;
}

}  // namespace nakodo::kernel

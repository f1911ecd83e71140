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

// Some of the entries that are walked through, evenly chosen.
class Sample {
 public:
  explicit Sample(std::size_t entries) : entries_(entries), size_(entries < 256 ? 32 : 64) {}
  void look_at(Key key) {
    if (seen_++ != due_) return;
    keys_[taken_++] = key;
    due_ = taken_ < size_ ? taken_ * entries_ / size_ : entries_;
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

void Ladder::push_near(PendingEntry entry) {
  const Key key = entry.key();
  const auto rung =
      std::partition_point(rungs_.begin(), rungs_.begin() + static_cast<std::ptrdiff_t>(depth_),
                           [key](const Rung& r) { return key < r.begin; });
  if (rung != rungs_.begin() + static_cast<std::ptrdiff_t>(depth_)) {
    put(*rung, entry);
  } else {
    append(pile_, entry);
  }
}

void Ladder::add_chunk(Bucket& bucket) {
  if (free_ == none) {
    // Some more than are needed: their number varies while that of the entries does not.
    const std::size_t old = chunks_.size();
    const std::size_t more = std::max<std::size_t>(64, old / 10);
    chunks_.reserve(old + more);
    chunks_.resize(old + more);
    before_.reserve(old + more);
    before_.resize(old + more);
    for (std::size_t i = old + more; i > old; --i) release(static_cast<std::uint32_t>(i - 1));
  }
  const std::uint32_t chunk = free_;
  free_ = before_[chunk];
  before_[chunk] = bucket.chunk;
  bucket.chunk = chunk;
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
  } else {
    fetch_upcoming(rung);
  }
  return bucket;
}

// Buckets that come next were perhaps not touched for long: of the next one that is not empty its
// last two chunks are fetched, of the one behind it the last one and where its chain goes on.
void Ladder::fetch_upcoming(const Rung& rung) const {
  std::size_t index = rung.next;
  while (rung.buckets[index].size == 0) ++index;
  const Bucket next = rung.buckets[index];
  fetch(next.chunk);
  if (next.size > chunk_size) fetch(before_[next.chunk]);
  if (index + 1 == rung.buckets.size()) return;
  const std::uint32_t chunk = rung.buckets[index + 1].chunk;
  fetch(chunk);
  prefetch(&before_[chunk]);
}

// The entries of a bucket, in the order in which they were put in.
void Ladder::empty_into(Bucket bucket, PendingEntry* out) {
  while (bucket.size != 0) {
    const std::size_t in_chunk = (bucket.size - 1) % chunk_size + 1;
    bucket.size -= static_cast<std::uint32_t>(in_chunk);
    if (bucket.size > chunk_size) fetch(before_[before_[bucket.chunk]]);
    std::copy_n(chunks_[bucket.chunk].entries, in_chunk, out + bucket.size);
    const std::uint32_t before = before_[bucket.chunk];
    release(bucket.chunk);
    bucket.chunk = before;
  }
}

std::uint32_t Ladder::turned(Bucket bucket) {
  std::uint32_t behind = none;
  for (std::size_t left = (bucket.size + chunk_size - 1) / chunk_size; left > 0; --left)
    behind = std::exchange(bucket.chunk, std::exchange(before_[bucket.chunk], behind));
  return behind;
}

Ladder::Key Ladder::refill(SortedFront& front) {
  while (!empty()) {
    Bucket due = std::exchange(pile_, Bucket{});
    if (due.size == 0) due = depth_ != 0 ? take_bucket() : std::exchange(top_, Bucket{});
    if (due.size <= front_fill) {
      std::array<PendingEntry, front_fill> entries;
      empty_into(due, entries.data());
      front.fill(std::span(entries).first(due.size));
      break;
    }
    spawn(due);
  }
  if (depth_ != 0) return rungs_[depth_ - 1].begin;
  if (top_.size == 0) top_begin_ = no_limit;
  return top_begin_;
}

// Makes a bucket the innermost rung.
void Ladder::spawn(Bucket bucket) {
  const std::size_t count = bucket.size;
  const std::uint32_t chain = turned(bucket);
  std::uint64_t first = ~std::uint64_t{0};
  std::uint64_t last = 0;
  Sample sample(count);
  walk(chain, count, [&](PendingEntry entry) {
    first = std::min(first, entry.time_bits);
    last = std::max(last, entry.time_bits);
    sample.look_at(entry.key());
  });
  Key smallest = static_cast<Key>(first) << 64U;
  Key largest = (static_cast<Key>(last) << 64U) | ~std::uint64_t{0};
  if (first == last) {
    std::swap(smallest, largest);
    walk(chain, count, [&](PendingEntry entry) {
      smallest = std::min(smallest, entry.key());
      largest = std::max(largest, entry.key());
    });
  }
  const Key range = largest - smallest;
  const unsigned range_bits = bit_width(range);
  // Not more buckets than half the entries, and not fewer than if the entries were spread evenly.
  const unsigned finest =
      static_cast<unsigned>(std::bit_width(std::min(count, 2 * most_buckets)) - 2);
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
  rung.size = 0;
  const std::size_t buckets = static_cast<std::size_t>(range >> shift) + 1;
  rung.buckets.reserve(std::bit_ceil(buckets));
  rung.buckets.assign(buckets, Bucket{});
  if (depth_ == 1 && top_.size == 0) top_begin_ = smallest + (static_cast<Key>(buckets) << shift);
  drain(chain, count, [&](PendingEntry entry) { put(rung, entry); });
}

// Puts all into the pile.
void Ladder::gather() {
  const auto pile_up = [this](Bucket bucket) {
    drain(turned(bucket), bucket.size, [this](PendingEntry entry) { append(pile_, entry); });
  };
  while (depth_ != 0) pile_up(take_bucket());
  pile_up(std::exchange(top_, Bucket{}));
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
  release_all(std::exchange(pile_, Bucket{}));
  release_all(std::exchange(top_, Bucket{}));
  top_begin_ = no_limit;
}

}  // namespace nakodo::kernel

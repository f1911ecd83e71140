#include "kernel/sorted_front.hpp"

#include <bit>

#if defined(__x86_64__) && defined(__GNUC__) && !defined(NAKODO_PLAIN)
#include <immintrin.h>
#endif

namespace nakodo::kernel {

std::size_t SortedFront::shed(std::span<PendingEntry, capacity> out) {
  const std::size_t shed = size_ / 2;
  for (std::size_t i = 0; i < shed; ++i) out[i] = at(i);
  for (std::size_t i = shed; i < size_; ++i) set(i - shed, at(i));
  size_ -= shed;
  return shed;
}

// Filling. The place of an entry is the number of those later than it. Counting them needs no
// branch that depends on the times, and 24 times 24 comparisons in vectors cost less than 24 wrong
// guesses.

// Compares 31 bits of each time, from the earliest on: the smallest vectors of x86-64 compare four
// such numbers at once but no longer ones. What they do not part is as rare as a tie, and sorted as
// one.
void SortedFront::fill_plain(std::span<const PendingEntry> unsorted) {
  constexpr std::size_t block = 8;
  const std::size_t count = unsorted.size();
  TimeSpan span;
  for (const PendingEntry& entry : unsorted) span.include(entry);
  const std::uint64_t first = span.first_bits();
  const auto width = static_cast<unsigned>(std::bit_width(span.last_bits() - first));
  const unsigned shift = width - std::min(width, 31U);
  std::array<std::int32_t, capacity> times;
  for (std::size_t i = 0; i < count; ++i)
    times[i] = static_cast<std::int32_t>((unsorted[i].time_bits - first) >> shift);
  for (std::size_t i = count; i % block != 0; ++i) times[i] = 0;

  Ranks ranks;
  for (std::size_t begin = 0; begin < count; begin += block) {
    std::array<std::uint32_t, block> later{};
    for (std::size_t other = 0; other < count; ++other) {
      for (std::size_t i = 0; i < block; ++i) later[i] += times[other] > times[begin + i] ? 1U : 0U;
    }
    std::copy(later.begin(), later.end(), ranks.begin() + static_cast<std::ptrdiff_t>(begin));
  }
  place_by_rank(unsorted, ranks);
}

void SortedFront::place_by_rank(std::span<const PendingEntry> unsorted, const Ranks& ranks) {
  const std::size_t count = unsorted.size();
  std::size_t sum = 0;
  for (std::size_t i = 0; i < count; ++i) {
    set(ranks[i], unsorted[i]);
    sum += ranks[i];
  }
  size_ = count;
  // Every tie takes one from the sum: of two that are not parted none is later.
  if (2 * sum == count * (count - 1)) return;
  // Of these the last one given is taken for the youngest, which it is where buckets come from
  // pushes of equal times; then whatever is not yet in order is moved there.
  std::array<std::uint8_t, capacity> taken{};
  for (std::size_t i = count; i > 0; --i) {
    const std::size_t rank = ranks[i - 1];
    set(rank + taken[rank]++, unsorted[i - 1]);
  }
  for (std::size_t i = count; i > 1; --i) settle(i - 2, at(i - 2));
}

#if defined(__x86_64__) && defined(__GNUC__) && !defined(NAKODO_PLAIN)

// new[i] = old[i] if that is later than the entry, else the entry if old[i - 1] is, else old[i -
// 1]: all places are written, whatever the time, so nothing has to be guessed.
__attribute__((target("avx2"))) void SortedFront::insert_wide(PendingEntry entry) {
  const __m256i time = _mm256_set1_epi64x(static_cast<long long>(entry.time_bits));
  const __m256i payload = _mm256_set1_epi64x(static_cast<long long>(entry.payload));
  __m256i later = _mm256_setzero_si256();
  // What is left of older times behind the last entry must not seem to be later.
  const __m256i lanes = _mm256_set_epi64x(3, 2, 1, 0);
  const __m256i used = _mm256_set1_epi64x(static_cast<long long>(size_ % 4));
  __m256i bar = _mm256_or_si256(
      time, _mm256_srli_epi64(_mm256_cmpeq_epi64(_mm256_cmpgt_epi64(used, lanes), later), 1));
  // The block with the first free place, then down to the first one.
  for (std::size_t block = size_ / 4 + 1; block > 0; --block) {
    auto* const times = reinterpret_cast<__m256i*>(&times_[lead + 4 * block - 4]);
    auto* const payloads = reinterpret_cast<__m256i*>(&payloads_[lead + 4 * block - 4]);
    const __m256i time_here = _mm256_load_si256(times);
    const __m256i time_before =
        _mm256_loadu_si256(reinterpret_cast<const __m256i*>(&times_[lead + 4 * block - 5]));
    const __m256i payload_before =
        _mm256_loadu_si256(reinterpret_cast<const __m256i*>(&payloads_[lead + 4 * block - 5]));
    const __m256i stays = _mm256_cmpgt_epi64(time_here, bar);
    bar = time;
    const __m256i ends = _mm256_cmpgt_epi64(time_before, time);
    const __m256i new_time =
        _mm256_blendv_epi8(_mm256_blendv_epi8(time_before, time, ends), time_here, stays);
    const __m256i new_payload = _mm256_blendv_epi8(
        _mm256_blendv_epi8(payload_before, payload, ends), _mm256_load_si256(payloads), stays);
    _mm256_store_si256(times, new_time);
    _mm256_store_si256(payloads, new_payload);
    later = _mm256_sub_epi64(later, stays);
  }
  const __m128i halves =
      _mm_add_epi64(_mm256_castsi256_si128(later), _mm256_extracti128_si256(later, 1));
  const auto place = static_cast<std::size_t>(_mm_extract_epi64(halves, 0)) +
                     static_cast<std::size_t>(_mm_extract_epi64(halves, 1));
  ++size_;
  settle(place, entry);
}

namespace {

// For each of some vectors of times from here on, how many of all times are later.
template <std::size_t vectors>
__attribute__((target("avx2"))) void count_later(std::span<const std::int64_t> times,
                                                 const std::int64_t* here, std::uint64_t* ranks) {
  __m256i later[vectors];
  for (__m256i& four : later) four = _mm256_setzero_si256();
  for (const std::int64_t other : times) {
    const __m256i time = _mm256_set1_epi64x(other);
    for (std::size_t i = 0; i < vectors; ++i) {
      const __m256i four = _mm256_load_si256(reinterpret_cast<const __m256i*>(here) + i);
      // A comparison that holds gives minus one.
      later[i] = _mm256_sub_epi64(later[i], _mm256_cmpgt_epi64(time, four));
    }
  }
  for (std::size_t i = 0; i < vectors; ++i)
    _mm256_store_si256(reinterpret_cast<__m256i*>(ranks) + i, later[i]);
}

}  // namespace

// A bucket that was due is mostly 17 to 32 entries, of which one walk counts all.
void SortedFront::fill_wide(std::span<const PendingEntry> unsorted) {
  constexpr std::size_t block = 8;
  const std::size_t count = unsorted.size();
  alignas(32) std::array<std::int64_t, capacity> times;
  for (std::size_t i = 0; i < count; ++i)
    times[i] = static_cast<std::int64_t>(unsorted[i].time_bits);
  std::size_t end = count;
  for (; end % block != 0; ++end) times[end] = 0;

  alignas(32) Ranks ranks;
  const std::span<const std::int64_t> all = std::span(times).first(count);
  for (std::size_t begin = 0; begin < end; begin += 4 * block) {
    const std::int64_t* const here = &times[begin];
    std::uint64_t* const out = &ranks[begin];
    switch ((end - begin) / block) {
      case 1:
        count_later<2>(all, here, out);
        break;
      case 2:
        count_later<4>(all, here, out);
        break;
      case 3:
        count_later<6>(all, here, out);
        break;
      default:
        count_later<8>(all, here, out);
        break;
    }
  }
  place_by_rank(unsorted, ranks);
}

#else

void SortedFront::fill_wide(std::span<const PendingEntry> unsorted) { fill_plain(unsorted); }
void SortedFront::insert_wide(PendingEntry entry) { insert_plain(entry); }

#endif

}  // namespace nakodo::kernel

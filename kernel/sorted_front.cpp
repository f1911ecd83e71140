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

void SortedFront::settle_among_ties(PendingEntry entry) {
  std::size_t place = 0;
  while (at(place) != entry) ++place;
  settle(place, entry);
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

// new[i] = the middle one of old[i], the entry and old[i - 1]: all places are written, whatever the
// time, so nothing has to be guessed. What is read was written by the insertion before, perhaps so
// recently that it is still on its way to the cache: it is read in the very pieces in which it was
// written, and moved on by a place in registers. Times are compared as doubles, which has fewer
// steps and the same order.
__attribute__((target("avx2"))) void SortedFront::insert_wide(PendingEntry entry) {
  const __m256d time = _mm256_set1_pd(entry.time());
  const __m256d payload =
      _mm256_castsi256_pd(_mm256_set1_epi64x(static_cast<long long>(entry.payload)));
  const auto four = [](auto& array, std::size_t block) {
    return reinterpret_cast<double*>(&array[4 * block]);
  };
  // The block with the first free place, then down to the first one; before that are sentinels.
  // What is left of older times behind the last entry must not seem to be later.
  std::size_t block = size_ / 4 + lead / 4;
  const __m256i lanes = _mm256_set_epi64x(3, 2, 1, 0);
  const __m256i used = _mm256_set1_epi64x(static_cast<long long>(size_ % 4));
  __m256d time_here = _mm256_and_pd(_mm256_load_pd(four(times_, block)),
                                    _mm256_castsi256_pd(_mm256_cmpgt_epi64(used, lanes)));
  __m256d payload_here = _mm256_load_pd(four(payloads_, block));
  __m256d tied = _mm256_setzero_pd();
  for (; block >= lead / 4; --block) {
    const __m256d times_below = _mm256_load_pd(four(times_, block - 1));
    const __m256d payloads_below = _mm256_load_pd(four(payloads_, block - 1));
    // Lanes 3 of the block below, 0, 1 and 2 of this one.
    const __m256d time_before =
        _mm256_permute4x64_pd(_mm256_blend_pd(time_here, times_below, 0b1000), 0b10010011);
    const __m256d payload_before =
        _mm256_permute4x64_pd(_mm256_blend_pd(payload_here, payloads_below, 0b1000), 0b10010011);
    const __m256d stays = _mm256_cmp_pd(time_here, time, _CMP_GT_OQ);
    const __m256d moves = _mm256_cmp_pd(time_before, time, _CMP_LE_OQ);
    tied = _mm256_or_pd(tied, _mm256_cmp_pd(time_here, time, _CMP_EQ_OQ));
    _mm256_store_pd(four(times_, block),
                    _mm256_max_pd(time_here, _mm256_min_pd(time_before, time)));
    _mm256_store_pd(
        four(payloads_, block),
        _mm256_blendv_pd(_mm256_blendv_pd(payload, payload_before, moves), payload_here, stays));
    time_here = times_below;
    payload_here = payloads_below;
  }
  ++size_;
  if (_mm256_movemask_pd(tied) != 0) [[unlikely]]
    settle_among_ties(entry);
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

#include "kernel/sorted_front.hpp"

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

// The place of an entry is the number of those later than it. Counting them needs no branch that
// depends on the times, and 24 times 24 comparisons in vectors cost less than 24 wrong guesses.
void SortedFront::fill_plain(std::span<const PendingEntry> unsorted) {
  constexpr std::size_t block = 8;
  const std::size_t count = unsorted.size();
  // As doubles: the smallest vectors of x86-64 do not compare 64-bit integers.
  std::array<double, capacity> times{};
  for (std::size_t i = 0; i < count; ++i) times[i] = unsorted[i].time();
  Column ranks;
  for (std::size_t begin = 0; begin < count; begin += block) {
    std::array<std::uint64_t, block> later{};
    for (std::size_t other = 0; other < count; ++other) {
      for (std::size_t i = 0; i < block; ++i) {
        later[i] += times[other] > times[begin + i] ? 1U : 0U;
      }
    }
    std::copy(later.begin(), later.end(), &ranks[begin]);
  }
  place_by_rank(unsorted, ranks);
}

void SortedFront::place_by_rank(std::span<const PendingEntry> unsorted, const Column& ranks) {
  const std::size_t count = unsorted.size();
  std::size_t sum = 0;
  for (std::size_t i = 0; i < count; ++i) {
    set(ranks[i], unsorted[i]);
    sum += ranks[i];
  }
  size_ = count;
  // Every tie takes one from the sum: of two equal times none is later.
  if (2 * sum == count * (count - 1)) return;
  // Of equal times the last one given is taken for the youngest, which it is where buckets come
  // from pushes; then whatever is not yet in order is moved there.
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

__attribute__((target("avx2"))) void SortedFront::fill_wide(
    std::span<const PendingEntry> unsorted) {
  const std::size_t count = unsorted.size();
  alignas(32) std::array<std::int64_t, capacity> times{};
  for (std::size_t i = 0; i < count; ++i) {
    times[i] = static_cast<std::int64_t>(unsorted[i].time_bits);
  }
  alignas(32) Column ranks;
  for (std::size_t begin = 0; begin < count; begin += 8) {
    const auto* const here = reinterpret_cast<const __m256i*>(&times[begin]);
    const __m256i low = _mm256_load_si256(here);
    const __m256i high = _mm256_load_si256(here + 1);
    __m256i low_later = _mm256_setzero_si256();
    __m256i high_later = _mm256_setzero_si256();
    for (std::size_t other = 0; other < count; ++other) {
      const __m256i time = _mm256_set1_epi64x(times[other]);
      // A comparison that holds gives minus one.
      low_later = _mm256_sub_epi64(low_later, _mm256_cmpgt_epi64(time, low));
      high_later = _mm256_sub_epi64(high_later, _mm256_cmpgt_epi64(time, high));
    }
    auto* const out = reinterpret_cast<__m256i*>(&ranks[begin]);
    _mm256_store_si256(out, low_later);
    _mm256_store_si256(out + 1, high_later);
  }
  place_by_rank(unsorted, ranks);
}

#else

void SortedFront::insert_wide(PendingEntry entry) { insert_plain(entry); }
void SortedFront::fill_wide(std::span<const PendingEntry> unsorted) { fill_plain(unsorted); }

#endif

}  // namespace nakodo::kernel

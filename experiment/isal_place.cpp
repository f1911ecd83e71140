#include "experiment/isal_place.hpp"

#include <sys/mman.h>

#include <new>

namespace nakodo::experiment {
namespace {

constexpr std::uintptr_t step = std::uintptr_t{1} << 16U;  // the bits below are not looked at

// A stretch of 2^15 steps that begins at a multiple of itself has four addresses of every hash: the
// CRC-32C is linear, and its lower 13 bits have rank 13 over these 15 bits. There is one such
// stretch in any two.
constexpr std::uintptr_t reserved = 2 * step << 15U;

}  // namespace

std::uint32_t isal_address_hash(const void* state) {
  constexpr std::uint32_t castagnoli = 0x82F63B78U;
  auto rest = static_cast<std::uint32_t>(reinterpret_cast<std::uintptr_t>(state) / step);
  for (int bit = 0; bit < 32; ++bit) rest = rest >> 1U ^ ((rest & 1U) != 0 ? castagnoli : 0U);
  return rest & 0x1FFFU;
}

IsalPlace::IsalPlace(std::size_t bytes) {
  bytes = (bytes + step - 1) / step * step;
  // Addresses, not memory; all but the place are given back.
  void* const range =
      mmap(nullptr, reserved, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
  if (range == MAP_FAILED) throw std::bad_alloc();
  const auto begin = reinterpret_cast<std::uintptr_t>(range);
  const std::uintptr_t end = begin + reserved;
  std::uintptr_t found = (begin + step - 1) / step * step;
  while (isal_address_hash(reinterpret_cast<void*>(found)) != 0) found += step;
  munmap(range, found - begin);
  munmap(reinterpret_cast<void*>(found + bytes), end - found - bytes);
  place_ = {reinterpret_cast<void*>(found), Unmap{bytes}};
  if (mprotect(place_.get(), bytes, PROT_READ | PROT_WRITE) != 0) throw std::bad_alloc();
}

void IsalPlace::Unmap::operator()(void* place) const { munmap(place, bytes); }

}  // namespace nakodo::experiment

#include "experiment/isal_place.hpp"

#include <sys/mman.h>

#include <new>

namespace nakodo::experiment {
namespace {

constexpr std::uintptr_t step = std::uintptr_t{1} << 16U;  // the bits below are not looked at

// Any address will do where `wanted` is taken already.
void* map_at(std::uintptr_t wanted, std::size_t bytes) {
  void* const got = mmap(reinterpret_cast<void*>(wanted), bytes, PROT_READ | PROT_WRITE,
                         MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  if (got == MAP_FAILED) throw std::bad_alloc();
  return got;
}

}  // namespace

std::uint32_t isal_address_hash(const void* state) {
  constexpr std::uint32_t castagnoli = 0x82F63B78U;
  auto rest = static_cast<std::uint32_t>(reinterpret_cast<std::uintptr_t>(state) / step);
  for (int bit = 0; bit < 32; ++bit) rest = rest >> 1U ^ ((rest & 1U) != 0 ? castagnoli : 0U);
  return rest & 0x1FFFU;
}

// From where the system would put it downwards, where addresses are free: one in 8 192 steps has
// the hash, since the CRC-32C is linear and its lower 13 bits have full rank.
IsalPlace::IsalPlace(std::size_t bytes) : place_(map_at(0, bytes), Unmap{bytes}) {
  auto wanted = reinterpret_cast<std::uintptr_t>(get()) / step * step;
  while (isal_address_hash(get()) != 0) {
    do {
      if (wanted < 2 * step) throw std::bad_alloc();
      wanted -= step;
    } while (isal_address_hash(reinterpret_cast<void*>(wanted)) != 0);
    place_.reset(map_at(wanted, bytes));
  }
}

void IsalPlace::Unmap::operator()(void* place) const { munmap(place, bytes); }

}  // namespace nakodo::experiment

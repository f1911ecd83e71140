// The two parties of a deal.
#pragma once

#include <array>
#include <cstddef>

namespace nakodo::models {

enum class Party { initiator, partner };

constexpr Party other(Party party) {
  return party == Party::initiator ? Party::partner : Party::initiator;
}
inline constexpr std::array both_parties{Party::initiator, Party::partner};

/// Something each party has.
template <class T>
struct Each {
  std::array<T, 2> values{};

  T& operator[](Party party) { return values[static_cast<std::size_t>(party)]; }
  const T& operator[](Party party) const { return values[static_cast<std::size_t>(party)]; }
};

}  // namespace nakodo::models

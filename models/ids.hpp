// Identities: dense numbers of their own type, valid within one world. -1 is nobody.
#pragma once

#include <compare>
#include <cstddef>
#include <cstdint>

namespace nakodo::models {

template <class Tag>
struct Id {
  std::int32_t value = -1;

  constexpr bool some() const { return value >= 0; }
  constexpr std::size_t index() const { return static_cast<std::size_t>(value); }
  friend constexpr auto operator<=>(Id, Id) = default;
};

using PersonId = Id<struct PersonTag>;
using BodyId = Id<struct BodyTag>;  ///< a firm or an intermediary
using ProjectId = Id<struct ProjectTag>;
using ResourceId = Id<struct ResourceTag>;
using OccasionId = Id<struct OccasionTag>;
using MediumId = Id<struct MediumTag>;
using DealId = Id<struct DealTag>;  ///< number of the deal within its run

template <class I, class N>
constexpr I make_id(N number) {
  return I{static_cast<std::int32_t>(number)};
}

}  // namespace nakodo::models

// Acquaintance: which firms an intermediary knows (model section 9: "embedded").
#pragma once

#include <cstdint>

#include "models/stage.hpp"

namespace nakodo::models {

/// Whether an intermediary knows a firm, by the list of ties or else with this probability: the
/// same throughout a run, whoever asks.
inline bool knows(const Stage& stage, BodyId intermediary, BodyId firm, double probability) {
  if (stage.cast.acquainted(intermediary, firm)) return true;
  constexpr std::uint64_t of_acquaintances = std::uint64_t{1} << 35U;
  const std::uint64_t pair = static_cast<std::uint64_t>(intermediary.value) << 22U |
                             static_cast<std::uint64_t>(firm.value);
  return stage.stream(Purpose::search, of_acquaintances + pair).chance(probability);
}

/// The same for what is written of him.
inline bool knows(const Stage& stage, BodyId intermediary, BodyId firm) {
  const Embedding* embedded =
      stage.cast[intermediary].intermediary->embedded.find(stage.cast.firm(firm)->community);
  return knows(stage, intermediary, firm, embedded != nullptr ? embedded->probability : 0.0);
}

}  // namespace nakodo::models

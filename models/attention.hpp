// Attention: which work of an in-tray somebody takes up first (model section 1, Person).
#pragma once

#include <array>
#include <span>
#include <string_view>

namespace nakodo::models {

enum class Attention { fifo, inside_first, outside_first };

inline std::span<const std::string_view> enum_names(Attention) {
  static constexpr std::array<std::string_view, 3> names{"fifo", "inside_first", "outside_first"};
  return names;
}

}  // namespace nakodo::models

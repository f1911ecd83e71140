// Rule: how many of those whose assent is sought have to give it (model section 3: all, majority, k
// of n).
#pragma once

#include <algorithm>
#include <cstddef>
#include <string_view>
#include <variant>

#include "models/fields.hpp"

namespace nakodo::models {

struct All {
  static constexpr std::string_view tag = "all";
  template <class Self, class Visit>
  static void visit_fields(Self&, Visit&&) {}
};
/// More than half.
struct Majority {
  static constexpr std::string_view tag = "majority";
  template <class Self, class Visit>
  static void visit_fields(Self&, Visit&&) {}
};
struct AtLeast {
  static constexpr std::string_view tag = "at_least";
  static constexpr bool short_form = true;  ///< {at_least: 2}
  int k = 1;

  template <class Self, class Visit>
  static void visit_fields(Self& self, Visit&& visit) {
    visit(self.k, Field{"k", "how many have to assent, at most as many as there are stakeholders",
                        Unit::none, between(1, 1000), assumption("one is enough")});
  }
};

using Rule = std::variant<All, Majority, AtLeast>;

/// How many of n have to assent, at most n.
inline std::size_t required(const Rule& rule, std::size_t n) {
  if (std::holds_alternative<Majority>(rule)) return std::min(n, n / 2 + 1);
  if (const auto* at_least = std::get_if<AtLeast>(&rule))
    return std::min(n, static_cast<std::size_t>(at_least->k));
  return n;
}

}  // namespace nakodo::models

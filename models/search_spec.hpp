// How a champion looks for a partner, as data: the modes of search (model section 9; seed A III,
// IV.2).
#pragma once

#include <string_view>
#include <variant>

#include "models/fields.hpp"

namespace nakodo::models {

/// Whom the champion knows when he sets out.
struct AmongKnown {
  static constexpr std::string_view tag = "known";
  template <class Self, class Visit>
  static void visit_fields(Self&, Visit&&) {}
};

/// Whom he meets at social events.
struct AtOccasions {
  static constexpr std::string_view tag = "occasion";
  template <class Self, class Visit>
  static void visit_fields(Self&, Visit&&) {}
};

/// Firms of the far communities, one after another.
struct AtRandom {
  static constexpr std::string_view tag = "random";
  double screening = 1.0;  // person-days

  template <class Self, class Visit>
  static void visit_fields(Self& self, Visit&& visit) {
    visit(self.screening,
          Field{"screening", "work of the champion on the answer to one probe", Unit::person_days,
                at_least(0), assumption("a day of screening (model section 9)")});
  }
};

using SearchMode = std::variant<AmongKnown, AtOccasions, AtRandom>;

/// The modes of a search, used all at once.
using SearchModes = OneOrMore<SearchMode>;

/// The mode of this kind, or nullptr if it is not one of them.
template <class Mode>
const Mode* find_mode(const SearchModes& modes) {
  for (const SearchMode& mode : modes)
    if (const auto* found = std::get_if<Mode>(&mode)) return found;
  return nullptr;
}

}  // namespace nakodo::models

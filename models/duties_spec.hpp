// Other duties of a person, as data: whatever else fills his day besides the deals of this world
// (seed A IV.3(3): a champion persuades inside beside his other work; section 9: other applicants
// wait before the same officer).
#pragma once

#include <array>
#include <span>
#include <string_view>

#include "models/distribution.hpp"
#include "models/fields.hpp"

namespace nakodo::models {

/// What is in somebody's in-tray when a run begins.
enum class InTray { empty, usual };

inline std::span<const std::string_view> enum_names(InTray) {
  static constexpr std::array<std::string_view, 2> names{"empty", "usual"};
  return names;
}

struct DutiesSpec {
  static constexpr bool short_form = true;  ///< duties: 0.3
  double load = 0.0;
  Duration piece = Exponential{.mean = 2.0};
  InTray at_start = InTray::empty;

  template <class Self, class Visit>
  static void visit_fields(Self& self, Visit&& visit) {
    visit(self.load, Field{"load",
                           "share of the time that other duties take in the long run; they arrive "
                           "at random and wait in the same in-tray",
                           Unit::none,
                           {.low = 0.0, .high = 1.0, .high_open = true},
                           assumption("0: the availability alone says what is left for this")});
    visit(self.piece, Field{"piece", "how long one piece of it holds the person", Unit::days,
                            positive(), assumption("a couple of days")});
    visit(self.at_start,
          Field{"at_start",
                "what of it waits on day 0: nothing (`empty`), or as much as in the long run "
                "(`usual`)",
                Unit::none, any(), assumption("empty: who sets out has cleared his desk")});
  }
};

}  // namespace nakodo::models

// Person: somebody of the world, as a run sees him. One calendar, one in-tray, one piece of work at
// a time.
#pragma once

#include <array>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "kernel/calendar.hpp"
#include "models/ids.hpp"
#include "models/scenario.hpp"
#include "models/style.hpp"

namespace nakodo::models {

enum class Role { champion, stakeholder, go_between, engineer, officer };

inline std::span<const std::string_view> enum_names(Role) {
  static constexpr std::array<std::string_view, 5> names{"champion", "stakeholder", "go_between",
                                                         "engineer", "officer"};
  return names;
}

/// Where work comes from: inside one's own firm, or from outside.
enum class Work { inside, outside };

struct Person {
  PersonId id;
  BodyId body;
  Role role = Role::champion;
  std::string name;
  std::vector<Style> styles;
  double availability = 1.0;
  Attention attention = Attention::fifo;
  DutiesSpec duties = {};
  kernel::CalendarId calendar;

  /// Rank of work in the in-tray: lower is done first.
  int rank(Work work) const {
    if (attention == Attention::fifo) return 0;
    return (attention == Attention::inside_first) == (work == Work::inside) ? 0 : 1;
  }
};

}  // namespace nakodo::models

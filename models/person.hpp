// Person: somebody of the world, as a run sees him. One calendar, one in-tray, one piece of work at
// a time.
//
// Every event looks at somebody, and a world may have a hundred thousand: a person is small, and
// what a run never looks at is kept elsewhere (house.hpp, Resident).
#pragma once

#include <array>
#include <span>
#include <string_view>

#include "kernel/calendar.hpp"
#include "kernel/prefetch.hpp"
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

struct alignas(kernel::cache_line) Person {
  PersonId id;
  BodyId body;
  Role role = Role::champion;
  Attention attention = Attention::fifo;
  kernel::CalendarId calendar;
  double availability = 1.0;
  std::span<const Style> styles;  ///< kept by whoever made him

  /// Whether he is of an intermediary.
  bool stands_between() const { return role == Role::go_between || role == Role::officer; }

  /// Rank of work in the in-tray: lower is done first.
  int rank(Work work) const {
    if (attention == Attention::fifo) return 0;
    return (attention == Attention::inside_first) == (work == Work::inside) ? 0 : 1;
  }
};

static_assert(sizeof(Person) == kernel::cache_line, "a person is fetched as one cache line");

}  // namespace nakodo::models

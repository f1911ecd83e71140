// Tactic: how a side concedes: by the clock (aspiration.hpp), by imitating what the other concedes,
// or a mix of both (model section 4, Bargaining).
//
//   demand = (1 − imitation)·α_time + imitation·α_tft,   both in [α_min, 1]
//
//   absolute   α_tft = last own demand − (u_n − u_{n−1})
//   relative   α_tft = last own demand · u_{n−1} / u_n
//   averaged   α_tft = last own demand · u_{n−γ} / u_n
//
// u_n is what the other's n-th offer is worth to the one who demands. These are the
// behaviour-dependent tactics of Faratin, Sierra & Jennings 1998 (Robotics and Autonomous Systems
// 24(3–4), 159–182), with δ = 1 and nothing random; they state them in the values of an issue, here
// they are in utilities. The mix is their weighted combination of tactics.
#pragma once

#include <array>
#include <optional>
#include <span>
#include <string_view>

#include "models/fields.hpp"

namespace nakodo::models {

/// How the behaviour-dependent tactic measures what the other has conceded.
enum class Reciprocity { relative, absolute, averaged };

inline std::span<const std::string_view> enum_names(Reciprocity) {
  static constexpr std::array<std::string_view, 3> names{"relative", "absolute", "averaged"};
  return names;
}

/// What a firm does differently from what is usual in the world (`bargaining`).
struct TacticSpec {
  std::optional<double> concession = {};  // β
  std::optional<double> imitation = {};

  template <class Self, class Visit>
  static void visit_fields(Self& self, Visit&& visit) {
    constexpr auto usual = assumption("unset: as everybody (bargaining)");
    visit(self.concession,
          Field{"concession", "β of this firm: below 1 a Boulware, above 1 a conceder", Unit::none,
                positive(), usual});
    visit(self.imitation, Field{"imitation", "how far this firm concedes as the other does",
                                Unit::none, probability(), usual});
  }
};

/// An offer worth less than this is worth nothing: percentages of it cannot be imitated.
constexpr double worthless = 1e-9;

/// What a side that imitates would ask for now, before it is kept within [α_min, 1]; nothing if
/// there is nothing to imitate.
/// @param last_own what it asked for in its own last offer
/// @param worths to it of the other's offers it goes by, oldest first; two at least to imitate
inline std::optional<double> imitated_demand(Reciprocity reciprocity, double last_own,
                                             std::span<const double> worths) {
  if (worths.size() < 2) return std::nullopt;
  const double last = worths.back();
  if (reciprocity == Reciprocity::absolute) return last_own - (last - worths[worths.size() - 2]);
  const double before =
      reciprocity == Reciprocity::relative ? worths[worths.size() - 2] : worths.front();
  if (before < worthless) return std::nullopt;
  // Who takes everything back is asked for everything.
  return last < worthless ? 1.0 : last_own * before / last;
}

}  // namespace nakodo::models

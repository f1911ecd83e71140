// Outcome: what a run reports, a row a deal, project and person (model section 6). Values as
// results/README.md says.
#pragma once

#include <array>
#include <cstdint>
#include <limits>
#include <span>
#include <string_view>
#include <vector>

#include "models/ids.hpp"

namespace nakodo::models {

/// How far a deal has come, in order.
enum class DealState {
  conceived,
  mandated,
  searching,
  contacted,
  counter_mandated,
  dialogue,
  bargaining,
  sealing,
  signed_,
  dropped
};

inline std::span<const std::string_view> enum_names(DealState) {
  static constexpr std::array<std::string_view, 10> names{
      "conceived", "mandated",   "searching", "contacted", "counter_mandated",
      "dialogue",  "bargaining", "sealing",   "signed",    "dropped"};
  return names;
}

/// Why a deal ended.
enum class Cause { search, veto, patience, trust, no_agreement, horizon };

inline std::span<const std::string_view> enum_names(Cause) {
  static constexpr std::array<std::string_view, 6> names{"search", "veto",         "patience",
                                                         "trust",  "no_agreement", "horizon"};
  return names;
}

/// Who bears a cost.
enum class Side { initiator, partner, intermediary };

inline std::span<const std::string_view> enum_names(Side) {
  static constexpr std::array<std::string_view, 3> names{"initiator", "partner", "intermediary"};
  return names;
}

/// What a deal was at when a cost arose: winning the initiator's house, finding and addressing a
/// partner, winning his house, then as in DealState.
enum class Phase { mandate, search, counter_mandate, dialogue, bargaining, sealing };

inline std::span<const std::string_view> enum_names(Phase) {
  static constexpr std::array<std::string_view, 6> names{
      "mandate", "search", "counter_mandate", "dialogue", "bargaining", "sealing"};
  return names;
}

constexpr double not_reached = std::numeric_limits<double>::quiet_NaN();

struct DealOutcome {
  ProjectId project;
  ResourceId resource;
  BodyId initiator;
  BodyId partner;
  BodyId intermediary;
  OccasionId occasion;  ///< at which initiator and partner met, if they did at one
  DealState state = DealState::conceived;
  std::int32_t attempt = 1;  ///< which deal of its need, in the order of being conceived
  bool followed = false;     ///< dropped, and another deal of its need was conceived
  int cause = -1;            ///< code of Cause, −1 while the deal lives
  std::array<double, 9>
      reached{};  ///< days at which each state up to signed_ was entered, NaN where not
  double t_ended = not_reached;
  std::int32_t encounters = 0;
  std::int32_t clarifications = 0;
  std::int32_t surprises = 0;
  std::int32_t offers = 0;
  std::int32_t visits = 0;
  std::int32_t probes = 0;        ///< firms asked whether they might be the partner
  std::int32_t applications = 0;  ///< to bureaus
  double utility_initiator = not_reached;
  double utility_partner = not_reached;
  double trust_initiator = not_reached;
  double trust_partner = not_reached;
  // At signing: the contract, the structure, and how good the package is (solution.hpp).
  double completeness = not_reached;
  double completeness_gap = not_reached;
  double clarity = not_reached;
  double control = not_reached;
  double ownership = not_reached;
  double nash_ratio = not_reached;
  double pareto_distance = not_reached;
  double kalai_smorodinsky_distance = not_reached;
  double welfare = not_reached;
  // How well the partner fits, and how well each side believes it does.
  double fit = not_reached;
  double perceived_fit_initiator = not_reached;
  double perceived_fit_partner = not_reached;
  double rework = 0.0;                ///< person-days that a shortfall of fit will cost later
  std::int32_t alignment_points = 0;  ///< whose assent it takes, on both sides
  std::int32_t mandate_rounds = 0;    ///< assent rounds for leave to concede further
  double person_days_initiator = 0.0;
  double person_days_partner = 0.0;
  double person_days_intermediary = 0.0;
  double travel_initiator = 0.0;  ///< money
  double travel_partner = 0.0;    ///< money
  double fees = 0.0;              ///< money

  bool is_signed() const { return state == DealState::signed_; }
  double t_signed() const { return reached[static_cast<std::size_t>(DealState::signed_)]; }
};

struct Cost {
  double person_days = 0.0;
  double travel = 0.0;  ///< money
  double fees = 0.0;    ///< money

  bool some() const { return person_days != 0.0 || travel != 0.0 || fees != 0.0; }
};

/// What one side spent on a deal in one phase.
struct CostOutcome {
  DealId deal;
  Side side = Side::initiator;
  Phase phase = Phase::mandate;
  Cost cost;
};

struct ProjectOutcome {
  ProjectId project;
  BodyId firm;
  std::int32_t needs = 0;
  std::int32_t signed_deals = 0;
  double t_launched = not_reached;
};

struct PersonOutcome {
  PersonId person;
  BodyId firm;
  double busy_days = 0.0;
  double person_days = 0.0;
  double backlog_mean = 0.0;
  std::int32_t backlog_max = 0;
  double duty_days = 0.0;  ///< of the busy days, those that other duties took
};

struct RunOutcome {
  std::vector<DealOutcome> deals;
  std::vector<CostOutcome> costs;  ///< what is not nothing, by deal, side, phase
  std::vector<ProjectOutcome> projects;
  std::vector<PersonOutcome> persons;
  std::int64_t attendances = 0;  ///< persons of firms at social events
  std::uint64_t events = 0;
  std::uint64_t fingerprint = 0;
};

}  // namespace nakodo::models

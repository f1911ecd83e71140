// Ledger: what a deal has cost, by who bore it and by the phase the deal was in when it arose.
// Allocates nothing.
//
// A phase is a state of the deal (model section 4), or two where one of them takes no time. A deal
// that is over stays in its last phase: what somebody still finishes for it is charged there.
// Work and travel are charged to the side of whoever works and travels; fees and the trips of an
// intermediary to the initiator, whose project engages it.
#pragma once

#include <array>
#include <cstddef>

#include "models/outcome.hpp"

namespace nakodo::models {

class Ledger {
 public:
  static constexpr std::size_t sides = 3;
  static constexpr std::size_t phases = 6;

  /// The deal has entered a state: what arises from now on is a cost of its phase.
  void state_was_entered(DealState state) {
    switch (state) {
      case DealState::conceived:
        phase_ = Phase::mandate;
        break;
      case DealState::mandated:
      case DealState::searching:
        phase_ = Phase::search;
        break;
      case DealState::contacted:
        phase_ = Phase::counter_mandate;
        break;
      case DealState::counter_mandated:
      case DealState::dialogue:
        phase_ = Phase::dialogue;
        break;
      case DealState::bargaining:
        phase_ = Phase::bargaining;
        break;
      case DealState::sealing:
        phase_ = Phase::sealing;
        break;
      case DealState::signed_:
      case DealState::dropped:
        break;
    }
  }

  void worked(Side side, double person_days) {
    now(side).person_days += person_days;
    total(side).person_days += person_days;
  }
  /// @param fare money
  void travelled(Side side, double fare) {
    now(side).travel += fare;
    total(side).travel += fare;
  }
  /// @param fee money
  void fee_was_paid(double fee) {
    now(Side::initiator).fees += fee;
    total(Side::initiator).fees += fee;
  }

  const Cost& cost(Side side, Phase phase) const {
    return costs_[static_cast<std::size_t>(phase)][static_cast<std::size_t>(side)];
  }
  /// Writes down the totals.
  void report(DealOutcome& outcome) const {
    const auto& [initiator, partner, intermediary] = totals_;
    outcome.person_days_initiator = initiator.person_days;
    outcome.person_days_partner = partner.person_days;
    outcome.person_days_intermediary = intermediary.person_days;
    outcome.travel_initiator = initiator.travel;
    outcome.travel_partner = partner.travel;
    outcome.fees = initiator.fees;
  }
  /// Appends a row for every side and phase that cost anything, by side, then phase.
  template <class Rows>
  void report(DealId deal, Rows& rows) const {
    for (std::size_t side = 0; side < sides; ++side)
      for (std::size_t phase = 0; phase < phases; ++phase)
        if (costs_[phase][side].some())
          rows.push_back(
              {deal, static_cast<Side>(side), static_cast<Phase>(phase), costs_[phase][side]});
  }

 private:
  Cost& now(Side side) {
    return costs_[static_cast<std::size_t>(phase_)][static_cast<std::size_t>(side)];
  }

  Cost& total(Side side) { return totals_[static_cast<std::size_t>(side)]; }

  // Side by side what one event changes.
  Phase phase_ = Phase::mandate;
  std::array<Cost, sides> totals_{};
  std::array<std::array<Cost, sides>, phases> costs_{};
};

}  // namespace nakodo::models

// Assent round: a champion wins his firm, the tree of its units: all of them have to assent (model
// section 3).
//
//   protocol of the firm   event               next
//   serial                 unit_has_assented   the round of the next unit
//   parallel               unit_has_assented   nothing; the rounds of all units began at once
//   any                    … of the last       the firm has assented
//
// A firm without units, or where one decides for all, is its only unit. A unit that refuses ends
// the deal, and with it the rounds of the others.
#pragma once

#include <cstdint>
#include <memory>
#include <vector>

#include "models/circulation.hpp"
#include "models/inside.hpp"
#include "models/party.hpp"
#include "models/stage.hpp"
#include "models/unit_round.hpp"

namespace nakodo::models {

class Deal;

class AssentRound {
 public:
  AssentRound(Stage& stage, Deal& deal, Party party, Inside& inside);

  /// Draws of a new run.
  void reset(std::uint64_t entity);
  /// Starts a round; the previous one must be over.
  void begin();
  /// Takes back what still waits in in-trays; what somebody works on right now he finishes.
  void abandon();
  /// Charges the deal for the work that is in hand now, when a run ends.
  void charge_work_in_hand();

  /// What the round of a unit reports.
  void unit_has_assented(std::size_t unit);

 private:
  void proceed();
  kernel::RandomStream stream(std::size_t unit) const;
  PersonId champion() const { return inside_.champion().id; }

  Stage& stage_;
  Deal& deal_;
  Party party_;
  Inside& inside_;
  std::uint64_t entity_ = 0;
  Circulation circulation_;                        // of units
  std::vector<std::unique_ptr<UnitRound>> units_;  // may be more than this firm has
};

}  // namespace nakodo::models

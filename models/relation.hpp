// Relation: what the two parties of a deal feel for each other, and what happens between them does
// to it.
//
//   happening       frustration                trust                              familiarity
//   clarified       both + clarification       receiver, if a party: bad deed w·ω·χ   -
//   surprised       both + surprise            both: bad deed w·ω·χ               -
//   understood      both − relief              both: good deed w                  + 1
//   waited          the one who waits + rate·days
//   rejected        the one who has to reject + rejection
//   preferences_clashed                        both: bad deed of the gap's weight, ·ω·χ
//
// While a go-between is engaged all additions to frustration and all blame count only (1 − shield).
// (Model sections 2 and 8.)
#pragma once

#include <optional>

#include "models/outcome.hpp"
#include "models/party.hpp"
#include "models/patience.hpp"
#include "models/stage.hpp"

namespace nakodo::models {

class Relation {
 public:
  explicit Relation(Stage& stage) : stage_(stage) {}

  /// Nobody is frustrated and the two have not met.
  void reset(DealId deal) {
    deal_ = deal;
    shield_ = 0.0;
    bond_ = {};
    for (const Party party : both_parties) frustration_[party].reset();
  }
  /// The champions of the two parties meet.
  void begin(PersonId initiator, PersonId partner);

  void set_shield(double shield) { shield_ = shield; }

  /// @param receiver of the leg; none if that was the go-between, who bears no grudge
  void clarified(std::optional<Party> receiver);
  void surprised();
  void understood();
  void waited(Party waiting, double days);
  void rejected(Party receiver);
  /// The contracts the two would like differ so much in completeness, in [0, 1].
  void preferences_clashed(double gap);

  double frustration(Party party) const { return frustration_[party].level(); }
  /// The higher frustration of the two.
  double worst_frustration() const;
  /// T in (0, 1) of this party in the other.
  double trust(Party party) const;
  /// Why a party would walk away now, if one would.
  std::optional<Cause> broken() const;

 private:
  void good_deed(Party whose);
  /// @param weight of the deed before it is blamed: · ω·χ·(1 − shield)
  void bad_deed(Party whose, double weight);
  void frustrate(Party party, double amount);
  void record_trust(Party whose);

  Stage& stage_;
  DealId deal_;
  double shield_ = 0.0;
  BondId bond_;
  Each<PersonId> champion_;
  Each<Frustration> frustration_;
  Each<double> patience_;
};

}  // namespace nakodo::models

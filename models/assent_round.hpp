// Assent round: a champion wins the deciders of his firm, in the way the firm comes to decisions
// (nemawashi, ringi).
//
//   decider's state   event          next
//   open              on_turn        visited, or sealing if already in favour
//   visited           on_presented   listening (the champion has made his case)
//   listening         on_heard       sealing if in favour; else an objection: circulation.hpp says
//   who is next sealing           on_sealed      sealed
//
// `persistence` visits in vain to one decider in one round veto the deal. In a meeting all
// deciders hear the case at once. (Model sections 3 and 8.)
#pragma once

#include <vector>

#include "kernel/calendar.hpp"
#include "models/circulation.hpp"
#include "models/inside.hpp"
#include "models/party.hpp"
#include "models/stage.hpp"

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

 private:
  void proceed();
  void on_turn(std::size_t who);
  void on_presented(std::size_t who);
  void on_heard(std::size_t who);
  void on_sealed(std::size_t who);
  void meet();
  void on_met();
  /// The decider makes up his mind after a visit; says whether he is in favour.
  bool makes_up_his_mind(std::size_t who);
  void seal(std::size_t who);
  void object(std::size_t who);
  bool persistence_is_spent(std::size_t who) const;
  double probability_heard(std::size_t who) const;
  PersonId champion() const;
  /// The meeting held the champion and all deciders for so long.
  void charge_meeting(double days);
  /// Work for decider `who`, then `Next`; nothing follows if the deal was closed meanwhile.
  template <auto Next>
  void work(PersonId person, double person_days, std::size_t who);

  Stage& stage_;
  Deal& deal_;
  Party party_;
  Inside& inside_;
  kernel::RandomStream random_;
  Circulation circulation_;
  std::vector<int> visits_;                       // in this round, by decider
  std::vector<PersonId> workers_;                 // who works, or is to work, on whom
  std::vector<kernel::BookingId> bookings_;       // what waits for whom
  std::vector<kernel::CalendarId> participants_;  // of a meeting
  kernel::BookingId meeting_;
};

}  // namespace nakodo::models

// Unit round: a champion wins the deciders of one unit, in the way the unit comes to decisions
// (nemawashi, ringi).
//
//   decider's state   event          next
//   open              on_turn        visited, or sealing if already in favour
//   visited           on_presented   listening (the champion has made his case)
//   listening         on_heard       sealing if in favour; else an objection: circulation.hpp says
//                                    who is next; after `persistence` visits in vain he is lost
//   sealing           on_sealed      sealed
//
// The round is complete when as many have sealed as the rule asks for: what still waits in in-trays
// is withdrawn, and nothing follows from what somebody works on at that moment. It is refused as
// soon as too many are lost. In a meeting all deciders hear the case at once. (Model sections 3 and
// 8.)
#pragma once

#include <vector>

#include "kernel/calendar.hpp"
#include "models/circulation.hpp"
#include "models/inside.hpp"
#include "models/party.hpp"
#include "models/stage.hpp"

namespace nakodo::models {

class AssentRound;
class Deal;

class UnitRound {
 public:
  /// @param unit number of the unit within the firm
  UnitRound(Stage& stage, Deal& deal, AssentRound& firm, Party party, Inside& inside,
            std::size_t unit);
  UnitRound(const UnitRound&) = delete;
  UnitRound& operator=(const UnitRound&) = delete;

  /// Draws of a new run.
  void reset(kernel::RandomStream random);
  /// Starts a round; the previous one must be over.
  void begin();
  /// Takes back what still waits in in-trays; what somebody works on right now he finishes.
  void abandon();
  /// Charges the deal for the work that is in hand now, when a run ends.
  void charge_work_in_hand();

  /// Made in this round.
  int visits() const;

 private:
  /// Work of somebody on winning a decider.
  struct Piece {
    const Person* worker = nullptr;
    double days = 0.0;
    std::size_t who = 0;
    int round = 0;
    bool over = true;
    kernel::BookingId booking;
  };

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
  /// Whoever objects is to be won again, or lost.
  void count_objection(std::size_t who);
  /// His colleagues hear him object.
  void object(std::size_t who);
  double probability_heard(std::size_t who);
  bool in_favour(std::size_t who) const;
  const Person& champion() const { return inside_.champion(); }
  /// Number of a decider within the firm.
  std::size_t place(std::size_t who) const { return inside_.unit(unit_).first + who; }
  const Person& decider(std::size_t who) const { return inside_.decider(place(who)); }
  void fact(Fact kind, const Person& from, const Person& to, std::size_t about) const;
  /// The meeting held the champion and all deciders who are not lost for so long.
  void charge_meeting(double days);
  /// Work for decider `who`, then `Next`; nothing follows if the round was over meanwhile.
  template <auto Next>
  void work(const Person& person, double person_days, std::size_t who);
  template <auto Next>
  void on_worked(std::size_t piece);

  Stage& stage_;
  Deal& deal_;
  AssentRound& firm_;
  Party party_;
  Inside& inside_;
  std::size_t unit_;
  kernel::RandomStream random_;
  Circulation circulation_;
  int round_ = 0;
  std::vector<int> visits_;                       // in this round, by decider
  std::vector<Piece> pieces_;                     // those that are over are used again
  std::vector<std::size_t> objectors_;            // at the last meeting
  std::vector<kernel::CalendarId> participants_;  // of a meeting
  kernel::BookingId meeting_;
  // The last answer of probability_heard(): colleagues of one style are equally far from him.
  double apart_ = 0.0;
  double heard_ = 1.0;
};

}  // namespace nakodo::models

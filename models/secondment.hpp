// Secondment: somebody is sent to live with the partner for a time (model section 4; seed A
// IV.3(4)).
//
//   state     event                                     next
//   home      host_was_contacted                        leaving
//   leaving   on_departure, after `after_contact`       away
//   leaving   deal_was_closed, the last (when_closed)   home
//   away      on_return, after `duration`               back
//   away      deal_was_closed, the last (when_closed)   back
//
// While he is away he explains what there is to explain to his hosts, face to face and without
// travelling, and his distance to them shrinks by e^(−adaptation · days). His home calendar is
// lost: at the end of each week (`on_week`), and when he returns for the days since, his champion
// is given the share `cover` of what he would have done. All this belongs to the first deal with
// the host that is open; with none it costs nothing.
#pragma once

#include <vector>

#include "kernel/calendar.hpp"
#include "kernel/elementary.hpp"
#include "models/stage.hpp"

namespace nakodo::models {

class Deal;

class Secondment {
 public:
  Secondment(Stage& stage, const SecondmentSpec& spec);

  void reset();
  /// A deal has reached the host; whoever it is a deal with.
  void host_was_contacted(Deal& deal);
  void deal_was_closed(Deal& deal);
  /// The run is over: what the champion works on in his place is charged as far as it has come.
  void charge_work_in_hand();

  bool is_away() const { return state_ == State::away; }
  BodyId firm() const { return firm_; }
  BodyId host() const { return host_; }
  PersonId person() const { return person_; }
  MediumId medium() const { return medium_; }
  /// Factor on his distance to his hosts now, in (0, 1].
  double shrinkage() const {
    return kernel::fixed_exp(-stage_.scenario.understanding.adaptation * (stage_.now() - left_));
  }

 private:
  enum class State { home, leaving, away, back };

  void on_departure();
  void on_week();
  void on_return();
  void on_covered(double days);
  /// The champion gets the work of the days since the last time.
  void hand_over();
  /// The deal pays for the days since the last time.
  void pay_upkeep();
  PersonId champion() const { return stage_.cast.contact(firm_); }

  Stage& stage_;
  const SecondmentSpec& spec_;
  BodyId firm_;
  BodyId host_;
  PersonId person_;
  MediumId medium_;
  State state_ = State::home;
  double left_ = 0.0;
  DealId deal_;               // that sent him
  std::vector<Deal*> deals_;  // open, with the host
  Deal* charged_ = nullptr;   // the first of these; the last there was if none is left
  double paid_until_ = 0.0;
  double handed_over_until_ = 0.0;
  kernel::EventId next_;  // departure or return
  kernel::EventId week_;
  std::vector<kernel::BookingId> cover_;  // in the champion's in-tray
};

}  // namespace nakodo::models

// Channel: how the parties of a project's deals reach each other, directly or through a route of
// go-betweens; and the policies that decide when these are engaged and when they leave (model
// section 4; seed A IV.3(2): called once both sides were frustrated).
//
//   state    event                                     next
//   direct   begin (from_start)                        called, or wanted if the firm does not know
//                                                      the first of the route
//   direct   frustration_changed (when_frustrated)     the same
//   wanted   acquaintance_made                         called
//   called   go_between_is_ready, the last             engaged
//   engaged  frustration_changed or deal_was_closed,   direct
//            all open deals relieved (when_relieved)
//   engaged  on_time_is_over (after)                   direct
//
// Encounters begun before the engagement go on directly, those begun before the disengagement go on
// through the go-betweens. "Relieved" is a fall: some open deal must have been at the level or
// beyond since they were called.
#pragma once

#include <vector>

#include "kernel/simulation.hpp"
#include "models/go_between.hpp"
#include "models/ids.hpp"
#include "models/route.hpp"
#include "models/stage.hpp"

namespace nakodo::models {

class Deal;
class Project;

class Channel {
 public:
  /// Throws std::invalid_argument for a route that is too long or names somebody twice.
  Channel(Stage& stage, Project& project);
  // Its go-betweens refer to it.
  Channel(const Channel&) = delete;
  Channel& operator=(const Channel&) = delete;

  void reset();

  /// The project starts. True if nothing may happen before the go-betweens are engaged.
  bool begin();
  /// The more frustrated side of a deal is this frustrated now.
  void frustration_changed(DealId deal, double level);
  /// The project's firm has become acquainted with somebody.
  void acquaintance_made();
  void go_between_is_ready();
  /// A deal of the project is just being closed: it pays its share.
  void deal_is_closing(Deal& deal);
  /// A deal of the project is over.
  void deal_was_closed(Deal& deal);
  /// A deal of the project has taken the place of one that is over.
  void deal_was_conceived(const Deal& deal);
  /// The run is over: what is being worked on is charged as far as it has come.
  void charge_work_in_hand();

  bool engaged() const { return state_ == State::engaged; }
  /// Whom a deal's messages pass from the initiator to the partner; nobody unless engaged.
  Route route(DealId deal) const;
  /// The first of the route.
  BodyId intermediary() const { return go_betweens_.front().body(); }
  /// Share of frustration and blame kept away: 1 − Π(1 − shield) over the route; 0 unless engaged.
  double shield() const { return combined(&IntermediarySpec::shield); }
  /// Share of the noise of perceived fit that the technical analyses remove, combined like shields;
  /// 0 unless engaged.
  double analysis() const { return combined(&IntermediarySpec::analysis); }
  /// Added to the merit of the deals; 0 unless engaged.
  double endorsement() const { return engaged() ? sum(&IntermediarySpec::endorsement) : 0.0; }
  /// Of all go-betweens of the route, money.
  double fee() const { return sum(&IntermediarySpec::fee); }

 private:
  enum class State { direct, wanted, called, engaged };

  void call(DealId deal, double frustration);
  void on_engaged();
  void on_time_is_over();
  void see_whether_relieved();
  void disengage();
  /// The open deals, and the one that is just being closed if any, pay for the days since the last
  /// time.
  void collect_retainer(Deal* closing);
  double combined(double IntermediarySpec::*share) const;
  double sum(double IntermediarySpec::*amount) const;

  Stage& stage_;
  Project& project_;
  std::vector<GoBetween> go_betweens_;
  State state_ = State::direct;
  double frustration_ = 0.0;  // at which they are wanted
  DealId wanted_for_;
  std::size_t ready_ = 0;
  bool strained_ = false;  // an open deal was not relieved since they were called
  double engaged_since_ = 0.0;
  double paid_until_ = 0.0;
};

}  // namespace nakodo::models

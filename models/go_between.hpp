// Go-between: one intermediary on the route of a project's deals, from being called to being ready,
// and the staff who serve these deals (model sections 1 and 4; seed A IV.3(2): it analyses the
// technology itself, and its report confirmed the partners).
//
//   state       event                         next
//   away        call                          preparing
//   preparing   on_set_up                     ready, or analysing if it makes an analysis
//   analysing   on_analysed                   ready
//   ready       leave                         away
//
// When his set-up is over the deals of the project are dealt out to his staff, each to whoever
// serves fewest; they keep to one another until he leaves. The analysis is work in the in-tray of
// the one who serves the first open deal, and is charged to that deal.
#pragma once

#include <cstdint>
#include <vector>

#include "kernel/calendar.hpp"
#include "models/ids.hpp"
#include "models/stage.hpp"

namespace nakodo::models {

class Channel;
class Deal;
class Project;

class GoBetween {
 public:
  /// @param position on the route, from 0
  GoBetween(Stage& stage, Project& project, Channel& channel, BodyId body, std::size_t position);

  /// Draws of a new run; he is away.
  void reset();

  void call();
  void leave();
  /// A deal of the project is over. With the last one there is nothing left to analyse.
  void deal_was_closed(const Deal& deal);
  /// A deal of the project has taken the place of one that is over: its staff go on.
  void deal_was_conceived(const Deal& deal);
  /// Charges the analysis that is in hand now, when a run ends.
  void charge_work_in_hand();

  BodyId body() const { return body_; }
  const IntermediarySpec& spec() const { return *stage_.cast[body_].intermediary; }
  /// Whom one meets when one calls him.
  PersonId contact() const { return stage_.cast[body_].contact(); }
  /// Who of the staff serves a deal; he must be ready.
  PersonId serves(DealId deal) const;

 private:
  enum class State { away, preparing, analysing, ready };

  void on_set_up();
  void on_analysed();
  void ready();
  void deal_out_staff();

  Stage& stage_;
  Project& project_;
  Channel& channel_;
  BodyId body_;
  std::uint64_t entity_;
  kernel::RandomStream setup_;
  State state_ = State::away;
  std::vector<PersonId> staff_;  // by deal of the project; empty until they are dealt out
  Deal* analysed_for_ = nullptr;
  kernel::BookingId analysis_;
};

}  // namespace nakodo::models

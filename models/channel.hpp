// Channel: how the parties of a project's deals reach each other, directly or through a go-between;
// and the policy that decides when one is engaged (model section 4; seed A IV.3(2): called once
// both sides were frustrated).
//
//   state    event                                          next
//   direct   begin (from_start), frustration_rose           called, or wanted if the firm knows no
//   such intermediary wanted   acquaintance_made                              called called
//   on_engaged, after the set-up                   engaged
//
// Encounters begun before the engagement go on directly.
#pragma once

#include "kernel/simulation.hpp"
#include "models/ids.hpp"
#include "models/stage.hpp"

namespace nakodo::models {

class Project;

class Channel {
 public:
  Channel(Stage& stage, Project& project);

  void reset() { state_ = State::direct; }

  /// The project starts. True if nothing may happen before a go-between is engaged.
  bool begin();
  /// Some side of a deal is this frustrated now.
  void frustration_rose(DealId deal, double level);
  /// The project's firm has become acquainted with somebody.
  void acquaintance_made();

  bool engaged() const { return state_ == State::engaged; }
  /// The go-between a deal keeps to while one is engaged, or nobody.
  PersonId go_between(DealId deal) const;
  BodyId intermediary() const { return intermediary_; }
  double shield() const { return engaged() ? spec().shield : 0.0; }
  double repair() const { return engaged() ? spec().repair : 0.0; }
  double endorsement() const { return engaged() ? spec().endorsement : 0.0; }
  double fee() const { return spec().fee; }

 private:
  enum class State { direct, wanted, called, engaged };

  void call(DealId deal, double frustration);
  void on_engaged();
  bool knows_the_intermediary() const;
  const IntermediarySpec& spec() const { return *stage_.cast[intermediary_].intermediary; }
  PersonId champion() const;

  Stage& stage_;
  Project& project_;
  BodyId intermediary_;
  State state_ = State::direct;
  double frustration_ = 0.0;  // at which it is wanted
  DealId wanted_for_;
};

}  // namespace nakodo::models

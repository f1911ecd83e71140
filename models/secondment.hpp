// Secondment: somebody is sent to live with the partner for a time (model section 4; seed A
// IV.3(4)).
//
//   state   event                                       next
//   home    host_was_contacted, after `after_contact`   away (on_departure)
//   away    on_return, after `duration`                 back
//
// While he is away he explains what there is to explain to his hosts, face to face and without
// travelling, and his distance to them shrinks by e^(−adaptation · days).
#pragma once

#include "kernel/elementary.hpp"
#include "models/stage.hpp"

namespace nakodo::models {

class Secondment {
 public:
  Secondment(Stage& stage, const SecondmentSpec& spec);

  void reset() { state_ = State::home; }
  void host_was_contacted(DealId deal);

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
  void on_return();

  Stage& stage_;
  const SecondmentSpec& spec_;
  BodyId firm_;
  BodyId host_;
  PersonId person_;
  MediumId medium_;
  State state_ = State::home;
  double left_ = 0.0;
  DealId deal_;
};

}  // namespace nakodo::models

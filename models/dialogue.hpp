// Dialogue: what the parties still have to explain to each other, and whose turn it is to speak.
//
// Every requirement takes one encounter, in turns, beginning with the initiator; one that surfaces
// as misunderstood is open again and goes first. The dialogue ends when none is open; what surfaces
// later waits until the deal is being sealed. (Model sections 4 and 8.)
#pragma once

#include "models/fields.hpp"
#include "models/party.hpp"
#include "models/understanding.hpp"

namespace nakodo::models {

struct DialogueParameters {
  int requirements = 12;  // M

  template <class Self, class Visit>
  static void visit_fields(Self& self, Visit&& visit) {
    visit(self.requirements,
          Field{"requirements", "M: what the sides have to explain to each other", Unit::none,
                between(0, 100000), assumption("starting value of model section 7")});
  }
};

class Dialogue {
 public:
  void reset(int requirements) {
    open_ = requirements;
    reopened_ = 0;
    turn_ = Party::initiator;
  }
  bool anything_open() const { return open_ + reopened_ > 0; }
  int open() const { return open_ + reopened_; }

  /// What is next to be explained; what surfaced as misunderstood goes first.
  Topic next_topic() const { return reopened_ > 0 ? Topic::dispute : Topic::explain; }
  /// Takes the next one off the list: for now everybody believes it settled.
  void explained() { --(reopened_ > 0 ? reopened_ : open_); }
  void misunderstanding_surfaced() { ++reopened_; }

  /// Whose turn it is to speak; the turn passes with each encounter, in bargaining too.
  Party take_turn() {
    const Party speaker = turn_;
    turn_ = other(turn_);
    return speaker;
  }

 private:
  int open_ = 0;
  int reopened_ = 0;
  Party turn_ = Party::initiator;
};

}  // namespace nakodo::models

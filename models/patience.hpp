// Patience: what frustrates a side of a deal, and when it walks away (model section 2, point 4;
// seed A IV.3(3)).
#pragma once

#include <algorithm>

#include "models/fields.hpp"

namespace nakodo::models {

struct PatienceParameters {
  double clarification = 0.03;
  double surprise = 0.12;
  double rejection = 0.01;
  double waiting = 0.0005;  // per day
  double relief = 0.02;

  template <class Self, class Visit>
  static void visit_fields(Self& self, Visit&& visit) {
    constexpr auto starting = assumption("starting value of model section 7");
    visit(self.clarification, Field{"clarification", "added by a clarification round", Unit::none,
                                    at_least(0), starting});
    visit(self.surprise,
          Field{"surprise", "added by a surprise", Unit::none, at_least(0), starting});
    visit(self.rejection, Field{"rejection", "added by an offer one has to reject", Unit::none,
                                at_least(0), starting});
    visit(self.waiting, Field{"waiting", "added by each day of waiting for an answer",
                              Unit::per_day, at_least(0), starting});
    visit(self.relief, Field{"relief", "taken away by an understood encounter", Unit::none,
                             at_least(0), starting});
  }
};

/// F ≥ 0 of one side.
class Frustration {
 public:
  double level() const { return level_; }
  void reset() { level_ = 0.0; }
  /// @param shield share in [0, 1] that an intermediary keeps away
  void add(double amount, double shield) { level_ += amount * (1.0 - shield); }
  void relieve(double amount) { level_ = std::max(0.0, level_ - amount); }

 private:
  double level_ = 0.0;
};

}  // namespace nakodo::models

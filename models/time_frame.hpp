// When a run starts and ends.
#pragma once

#include "models/fields.hpp"

namespace nakodo::models {

/// A calendar day: days since 1970-01-01.
struct Date {
  double day = 0.0;
};

struct TimeFrame {
  Date start{5995.0};  // 1986-06-01
  double horizon = 1095.0;

  template <class Self, class Visit>
  static void visit_fields(Self& self, Visit&& visit) {
    visit(self.start, Field{"start", "day 0 of every run", Unit::date, any(),
                            seed("A IV.3(1): summer of 1986")});
    visit(self.horizon, Field{"horizon", "runs end here; what has not happened is right-censored",
                              Unit::days, positive(), seed("A IV.3: in place before July 1989")});
  }
};

}  // namespace nakodo::models

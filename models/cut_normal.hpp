// A normal distribution cut to an interval: what lies beyond an end is drawn at that end.
#pragma once

#include <algorithm>

#include "kernel/random.hpp"
#include "models/fields.hpp"

namespace nakodo::models {

/// @tparam from where the numbers come from
template <const Provenance& from>
struct CutNormal {
  double mean = 0.0;
  double sd = 0.0;
  double low = 0.0;
  double high = 1.0;

  /// In [low, high]. Draws nothing if sd is 0.
  double draw(kernel::RandomStream random) const {
    return std::clamp(sd > 0.0 ? random.normal(mean, sd) : mean, low, high);
  }

  template <class Self, class Visit>
  static void visit_fields(Self& self, Visit&& visit) {
    visit(self.mean, Field{"mean", "mean of the normal distribution", Unit::none, any(), from});
    visit(self.sd, Field{"sd", "its standard deviation", Unit::none, at_least(0), from});
    visit(self.low, Field{"low", "what is less is cut to this", Unit::none, probability(), from});
    visit(self.high, Field{"high", "what is more is cut to this", Unit::none, probability(), from});
  }
};

}  // namespace nakodo::models

// Mandate: the range the inside has agreed to (model section 3; two-level games, Putnam 1988,
// International Organization 42).
//
// When what the champion would ask for falls below the floor, he has to go back inside before his
// next offer; with leave to concede further the floor falls by whole steps until it covers that.
#pragma once

#include <algorithm>
#include <cmath>

#include "models/fields.hpp"

namespace nakodo::models {

struct MandateSpec {
  double floor = 0.0;
  double step = 0.1;

  template <class Self, class Visit>
  static void visit_fields(Self& self, Visit&& visit) {
    visit(self.floor, Field{"floor", "utility down to which the inside has agreed from the start",
                            Unit::none, probability(),
                            assumption("0: whatever the champion thinks right (model section 8)")});
    visit(self.step,
          Field{"step", "by how much leave to concede further lowers the floor, repeated as needed",
                Unit::none, share(), assumption("a tenth of all there is to gain")});
  }
};

class Mandate {
 public:
  void reset(const MandateSpec& spec) {
    floor_ = spec.floor;
    step_ = spec.step;
  }
  /// Whether the champion may ask for no more than this, in [0, 1].
  bool covers(double demand) const { return demand >= floor_; }
  /// The inside has given leave to go down to this.
  void widen(double demand) {
    if (covers(demand)) return;
    const double steps = std::ceil((floor_ - demand) / step_);
    floor_ = std::clamp(floor_ - steps * step_, 0.0, demand);
  }
  /// Utility down to which the inside has agreed.
  double floor() const { return floor_; }

 private:
  double floor_ = 0.0;
  double step_ = 0.1;
};

}  // namespace nakodo::models

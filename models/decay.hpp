// Decay: what is left of something after a time, e^(−rate·elapsed).
#pragma once

#include "kernel/elementary.hpp"

namespace nakodo::models {

/// Remembers its last answer: things that were touched together, such as the stances of a house
/// after news, fade together and are asked for one after another. Belongs to one thread.
class Decay {
 public:
  /// @param rate per day, ≥ 0; a rate alone may stand for its decay
  Decay(double rate) : rate_(rate) {}  // NOLINT(google-explicit-constructor)

  /// Share that is left, in [0, 1], after so many days ≥ 0.
  double operator()(double elapsed) const {
    if (elapsed == 0.0) return 1.0;
    if (elapsed != elapsed_) {
      elapsed_ = elapsed;
      left_ = kernel::fixed_exp(-rate_ * elapsed);
    }
    return left_;
  }

 private:
  double rate_;
  mutable double elapsed_ = 0.0;
  mutable double left_ = 1.0;
};

}  // namespace nakodo::models

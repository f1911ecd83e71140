// An estimate and its interval.
#pragma once

namespace nakodo::experiment {

struct Interval {
  double estimate = 0.0;
  double low = 0.0;
  double high = 0.0;
};

}  // namespace nakodo::experiment

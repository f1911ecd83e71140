// Intervals: how well a share or a mean is known from so many independent values. A share has
// Wilson's (1927, JASA 22:209-212), a mean Student's.
// Policy: quantiles are of 12 digits, so that the last ones of the library decide nothing.
#pragma once

#include <cstddef>

namespace nakodo::experiment {

/// An estimate and its interval.
struct Interval {
  double estimate = 0.0;
  double low = 0.0;
  double high = 0.0;
};

/// What every table says, unless it says otherwise.
constexpr double usual_confidence = 0.95;

/// The z with P(|Z| <= z) = `confidence`, in (0, 1), of a standard normal Z.
double normal_quantile(double confidence);
/// The t with P(|T| <= t) = `confidence` of Student's T with these degrees of freedom, >= 1.
double student_quantile(std::size_t freedom, double confidence);

/// Wilson's interval of a share, of 95 %; of no trials: 0, from 0 to 1.
Interval wilson(std::size_t successes, std::size_t trials);
/// The same of `trials` > 0 that need not be whole, with a quantile of one's own.
Interval wilson_of_share(double share, double trials, double z);

/// Half the width of Wilson's interval of a share; infinite of no trials.
double wilson_half_width(std::size_t successes, std::size_t trials, double confidence);
/// Half the width of Student's interval of a mean; infinite of fewer than two values.
/// @param squares sum of squared deviations from the mean
double student_half_width(std::size_t values, double squares, double confidence);

}  // namespace nakodo::experiment

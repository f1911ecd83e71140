// Quantile: a distribution over the values of a factor, taken at a probability.
//
// Policy: the values are rounded to 12 significant digits, so that the last bits of a library's
// special functions reach no result.
#pragma once

#include <limits>

namespace nakodo::experiment {

/// The nearest number with at most 12 significant digits.
double rounded(double value);

struct Quantile {
  enum class Family { normal, lognormal, uniform, triangular };

  Family family = Family::uniform;
  double mean = 0.0;
  double spread = 1.0;  ///< normal: standard deviation; lognormal: coefficient of variation
  double mode = 0.0;    ///< triangular
  /// uniform, triangular: ends; normal, lognormal: cut there, by the share of probability between
  double low = -std::numeric_limits<double>::infinity();
  double high = std::numeric_limits<double>::infinity();

  /// @param u probability, in (0, 1)
  double operator()(double u) const;
};

}  // namespace nakodo::experiment

#pragma once
// How sure a random validation is: it holds within 4.5 standard errors, a chance of 7 in a million
// to fail where the theory is right. Seeds are fixed; the bound is never loosened.

#include <cmath>
#include <cstddef>
#include <vector>

#include "tests/kernel/statistics.hpp"

namespace nakodo::tests {

inline constexpr double z_bound = 4.5;

/// Standard errors between the mean of a sample (of at least 100) and what theory says.
inline double z_of_mean(const std::vector<double>& values, double theory) {
  const Interval interval = mean_of(values);
  return (interval.centre - theory) / (interval.half_width / z_999);
}
inline double z_of_variance(const std::vector<double>& values, double theory) {
  const Interval interval = variance_of(values);
  return (interval.centre - theory) / (interval.half_width / z_999);
}
/// Standard errors between a count of successes and n·p.
inline double z_of_count(double count, double n, double p) {
  return (count - n * p) / std::sqrt(n * p * (1.0 - p));
}

/// Whether a computed value is the published figure, given to so many decimals.
inline bool is_figure(double value, double figure, int decimals) {
  return std::abs(value - figure) <= 0.5000001 * std::pow(10.0, -decimals);
}

/// Zero of a function that changes its sign once between the two.
template <class Function>
double root_of(Function function, double low, double high) {
  const bool rises = function(high) > 0.0;
  for (int i = 0; i < 200; ++i) {
    const double middle = 0.5 * (low + high);
    ((function(middle) > 0.0) == rises ? high : low) = middle;
  }
  return 0.5 * (low + high);
}

}  // namespace nakodo::tests

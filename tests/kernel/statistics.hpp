#pragma once
// What a random test needs to say how sure it is. All tests here use 99.9 % confidence and fixed
// seeds: with another seed, one check in a thousand would fail by chance.

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <vector>

namespace nakodo::tests {

inline constexpr double z_999 = 3.2905;   // two-sided 99.9 % point of the normal
inline constexpr double ks_999 = 1.9495;  // 99.9 % point of the Kolmogorov distribution

/// An estimate and the half-width of its 99.9 % interval.
struct Interval {
  double centre;
  double half_width;
  bool holds(double value) const { return std::abs(centre - value) <= half_width; }
};

/// Of the mean of independent values; enough of them for the normal approximation (>= 100).
inline Interval mean_of(const std::vector<double>& values) {
  const auto n = static_cast<double>(values.size());
  double sum = 0.0;
  for (const double value : values) sum += value;
  const double mean = sum / n;
  double squares = 0.0;
  for (const double value : values) squares += (value - mean) * (value - mean);
  return {mean, z_999 * std::sqrt(squares / (n - 1.0) / n)};
}

/// Of their variance, as the mean of the squared deviations.
inline Interval variance_of(const std::vector<double>& values) {
  const double mean = mean_of(values).centre;
  std::vector<double> squares;
  squares.reserve(values.size());
  for (const double value : values) squares.push_back((value - mean) * (value - mean));
  return mean_of(squares);
}

/// Of the share of those for which the predicate holds.
template <class Predicate>
Interval share_of(const std::vector<double>& values, Predicate predicate) {
  std::vector<double> hits;
  hits.reserve(values.size());
  for (const double value : values) hits.push_back(predicate(value) ? 1.0 : 0.0);
  return mean_of(hits);
}

/// Kolmogorov–Smirnov statistic, times the root of the sample size, against a continuous
/// distribution: above ks_999 in one sample of a thousand.
template <class Distribution>
double ks_distance(std::vector<double> values, Distribution distribution) {
  std::sort(values.begin(), values.end());
  const auto n = static_cast<double>(values.size());
  double distance = 0.0;
  for (std::size_t i = 0; i < values.size(); ++i) {
    const double p = distribution(values[i]);
    distance = std::max(distance, std::abs(p - static_cast<double>(i) / n));
    distance = std::max(distance, std::abs(p - static_cast<double>(i + 1) / n));
  }
  return distance * std::sqrt(n);
}

inline double normal_distribution(double z) { return 0.5 * std::erfc(-z / std::sqrt(2.0)); }

}  // namespace nakodo::tests

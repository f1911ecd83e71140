#include "experiment/interval.hpp"

#include <boost/math/distributions/normal.hpp>
#include <boost/math/distributions/students_t.hpp>
#include <cmath>
#include <limits>

#include "experiment/quantile.hpp"

namespace nakodo::experiment {
namespace {

// The same type on every machine, whatever its long double is.
using Policy = boost::math::policies::policy<boost::math::policies::promote_double<false>>;
using Normal = boost::math::normal_distribution<double, Policy>;
using Student = boost::math::students_t_distribution<double, Policy>;

constexpr double unknown_width = std::numeric_limits<double>::infinity();

template <class Distribution>
double two_sided(const Distribution& distribution, double confidence) {
  return rounded(quantile(complement(distribution, 0.5 * (1.0 - confidence))));
}

double wilson_half_width_of(double share, double trials, double z) {
  return z / (1.0 + z * z / trials) *
         std::sqrt(share * (1.0 - share) / trials + z * z / (4.0 * trials * trials));
}

}  // namespace

double normal_quantile(double confidence) { return two_sided(Normal(0.0, 1.0), confidence); }

double student_quantile(std::size_t freedom, double confidence) {
  return two_sided(Student(static_cast<double>(freedom)), confidence);
}

Interval wilson(std::size_t successes, std::size_t trials) {
  if (trials == 0) return {0.0, 0.0, 1.0};
  const auto n = static_cast<double>(trials);
  return wilson_of_share(static_cast<double>(successes) / n, n, normal_quantile(usual_confidence));
}

Interval wilson_of_share(double share, double trials, double z) {
  const double middle = (share + z * z / (2.0 * trials)) / (1.0 + z * z / trials);
  const double half = wilson_half_width_of(share, trials, z);
  return {share, share == 0.0 ? 0.0 : middle - half, share == 1.0 ? 1.0 : middle + half};
}

double wilson_half_width(std::size_t successes, std::size_t trials, double confidence) {
  if (trials == 0) return unknown_width;
  const auto n = static_cast<double>(trials);
  return wilson_half_width_of(static_cast<double>(successes) / n, n, normal_quantile(confidence));
}

double student_half_width(std::size_t values, double squares, double confidence) {
  if (values < 2) return unknown_width;
  const double freedom = static_cast<double>(values) - 1.0;
  const double error = std::sqrt(squares / freedom / static_cast<double>(values));
  return error == 0.0 ? 0.0 : student_quantile(values - 1, confidence) * error;
}

}  // namespace nakodo::experiment

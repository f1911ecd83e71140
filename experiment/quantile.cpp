#include "experiment/quantile.hpp"

#include <algorithm>
#include <boost/math/distributions/normal.hpp>
#include <boost/math/distributions/triangular.hpp>
#include <charconv>
#include <cmath>

#include "kernel/elementary.hpp"

namespace nakodo::experiment {
namespace {

// The same type on every machine, whatever its long double is.
using Policy = boost::math::policies::policy<boost::math::policies::promote_double<false>>;
using Normal = boost::math::normal_distribution<double, Policy>;
using Triangular = boost::math::triangular_distribution<double, Policy>;

/// Quantile of a standard normal variable that is cut to [low, high].
double cut_normal(double u, double low, double high) {
  const Normal standard(0.0, 1.0);
  // From the tail that is nearer: a probability next to 1 has no digits left.
  if (low > 0.0) return -cut_normal(1.0 - u, -high, -low);
  const double below = std::isinf(low) ? 0.0 : cdf(standard, low);
  const double above = std::isinf(high) ? 1.0 : cdf(standard, high);
  const double share = below + u * (above - below);
  return std::clamp(quantile(standard, share), low, high);
}

}  // namespace

double rounded(double value) {
  char text[32];
  const auto end =
      std::to_chars(text, text + sizeof text, value, std::chars_format::scientific, 11).ptr;
  std::from_chars(text, end, value);
  return value;
}

double Quantile::operator()(double u) const {
  switch (family) {
    case Family::normal:
      return rounded(mean + spread * cut_normal(u, (low - mean) / spread, (high - mean) / spread));
    case Family::lognormal: {
      const double variance = kernel::fixed_log(1.0 + spread * spread);
      const double centre = kernel::fixed_log(mean) - variance / 2.0;
      const double sd = std::sqrt(variance);
      const auto standardised = [&](double x) {
        if (x <= 0.0) return -std::numeric_limits<double>::infinity();
        return std::isinf(x) ? x : (kernel::fixed_log(x) - centre) / sd;
      };
      return rounded(
          kernel::fixed_exp(centre + sd * cut_normal(u, standardised(low), standardised(high))));
    }
    case Family::uniform:
      return rounded(low + u * (high - low));
    case Family::triangular:
      break;
  }
  return rounded(quantile(Triangular(low, mode, high), u));
}

}  // namespace nakodo::experiment

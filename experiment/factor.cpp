#include "experiment/factor.hpp"

#include <algorithm>
#include <cmath>

#include "kernel/elementary.hpp"

namespace nakodo::experiment {
namespace {

/// The number at a share of the way from `low` to `high`.
double between(double low, double high, double share, bool logarithmic) {
  if (!logarithmic) return low + share * (high - low);
  const double from = kernel::fixed_log(low);
  return kernel::fixed_exp(from + share * (kernel::fixed_log(high) - from));
}

}  // namespace

double FactorRange::at(double u) const {
  if (distribution) return (*distribution)(u);
  if (!integer) return std::clamp(rounded(between(low, high, u, logarithmic)), low, high);
  return std::clamp(std::floor(between(low, high + 1.0, u, logarithmic)), low, high);
}

double FactorRange::level(std::size_t i, std::size_t count) const {
  const auto of = static_cast<double>(count);
  if (distribution) return (*distribution)((static_cast<double>(i) + 0.5) / of);
  if (i == 0) return low;
  if (i + 1 == count) return high;
  const double value = between(low, high, static_cast<double>(i) / (of - 1.0), logarithmic);
  return std::clamp(integer ? std::round(value) : rounded(value), low, high);
}

std::vector<SetPath> paths_of(const Factor& factor) {
  std::vector<SetPath> paths;
  if (factor.range) paths.push_back({factor.key, factor.place});
  for (const Level& level : factor.levels)
    for (const Setting& setting : level.settings)
      if (std::none_of(paths.begin(), paths.end(),
                       [&](const SetPath& known) { return known.path == setting.path; }))
        paths.push_back({setting.path, setting.place});
  return paths;
}

}  // namespace nakodo::experiment

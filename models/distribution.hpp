// A quantity that varies from one occurrence to the next: constant, or drawn from a named
// distribution, in any unit.
#pragma once

#include <cmath>
#include <string_view>
#include <variant>

#include "kernel/random.hpp"
#include "models/fields.hpp"

namespace nakodo::models {

template <Unit unit>
struct ConstantIn {
  static constexpr std::string_view tag = "constant";
  static constexpr bool bare = true;  ///< written as the value alone
  double value = 0.0;
  bool operator==(const ConstantIn&) const = default;

  template <class Self, class Visit>
  static void visit_fields(Self& self, Visit&& visit) {
    visit(self.value, Field{"value", "always this", unit, at_least(0)});
  }
};

template <Unit unit>
struct ExponentialIn {
  static constexpr std::string_view tag = "exponential";
  double mean = 1.0;
  bool operator==(const ExponentialIn&) const = default;

  template <class Self, class Visit>
  static void visit_fields(Self& self, Visit&& visit) {
    visit(self.mean, Field{"mean", "mean of the exponential distribution", unit, positive()});
  }
};

template <Unit unit>
struct GammaIn {
  static constexpr std::string_view tag = "gamma";
  double mean = 1.0;
  double cv = 1.0;
  bool operator==(const GammaIn&) const = default;

  template <class Self, class Visit>
  static void visit_fields(Self& self, Visit&& visit) {
    visit(self.mean, Field{"mean", "mean of the gamma distribution", unit, positive()});
    visit(self.cv, Field{"cv", "coefficient of variation", Unit::none, positive()});
  }
};

template <Unit unit>
struct LognormalIn {
  static constexpr std::string_view tag = "lognormal";
  double mean = 1.0;
  double cv = 1.0;
  bool operator==(const LognormalIn&) const = default;

  template <class Self, class Visit>
  static void visit_fields(Self& self, Visit&& visit) {
    visit(self.mean, Field{"mean", "mean of the lognormal distribution", unit, positive()});
    visit(self.cv, Field{"cv", "coefficient of variation", Unit::none, positive()});
  }
};

template <Unit unit>
double draw(const ConstantIn<unit>& constant, kernel::RandomStream&) {
  return constant.value;
}
template <Unit unit>
double draw(const ExponentialIn<unit>& exponential, kernel::RandomStream& random) {
  return random.exponential(exponential.mean);
}
template <Unit unit>
double draw(const GammaIn<unit>& gamma, kernel::RandomStream& random) {
  return random.gamma(gamma.mean, gamma.cv);
}
template <Unit unit>
double draw(const LognormalIn<unit>& lognormal, kernel::RandomStream& random) {
  return random.lognormal(lognormal.mean, lognormal.cv);
}

using Constant = ConstantIn<Unit::days>;
using Exponential = ExponentialIn<Unit::days>;
using Gamma = GammaIn<Unit::days>;
using Lognormal = LognormalIn<Unit::days>;

/// A duration in days.
using Duration = std::variant<Constant, Exponential, Gamma, Lognormal>;

inline double draw(const Duration& duration, kernel::RandomStream& random) {
  return std::visit([&](const auto& distribution) { return draw(distribution, random); }, duration);
}

/// What is left of one at a random moment, when it is under way: a uniform share of a duration
/// drawn in proportion to its length (Cox 1962, Renewal theory, ch. 5). Days.
inline double draw_rest(const Duration& duration, kernel::RandomStream& random) {
  if (const auto* exponential = std::get_if<Exponential>(&duration))
    return random.exponential(exponential->mean);
  const double share = random.uniform();
  if (const auto* constant = std::get_if<Constant>(&duration)) return share * constant->value;
  // In proportion to its length, a gamma of shape k is one of shape k + 1, and a lognormal is
  // longer by the factor 1 + cv².
  if (const auto* gamma = std::get_if<Gamma>(&duration)) {
    const double longer = 1.0 + gamma->cv * gamma->cv;
    return share * random.gamma(gamma->mean * longer, gamma->cv / std::sqrt(longer));
  }
  const auto& lognormal = std::get<Lognormal>(duration);
  return share *
         random.lognormal(lognormal.mean * (1.0 + lognormal.cv * lognormal.cv), lognormal.cv);
}

/// Its mean, in days.
inline double mean_of(const Duration& duration) {
  if (const auto* constant = std::get_if<Constant>(&duration)) return constant->value;
  if (const auto* exponential = std::get_if<Exponential>(&duration)) return exponential->mean;
  if (const auto* gamma = std::get_if<Gamma>(&duration)) return gamma->mean;
  return std::get<Lognormal>(duration).mean;
}

}  // namespace nakodo::models

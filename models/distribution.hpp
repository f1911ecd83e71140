// A quantity that varies from one occurrence to the next: constant, or drawn from a named
// distribution.
#pragma once

#include <cmath>
#include <string_view>
#include <variant>

#include "kernel/random.hpp"
#include "models/fields.hpp"

namespace nakodo::models {

struct Constant {
  static constexpr std::string_view tag = "constant";
  static constexpr bool bare = true;  ///< written as the value alone
  double value = 0.0;

  template <class Self, class Visit>
  static void visit_fields(Self& self, Visit&& visit) {
    visit(self.value, Field{"value", "always this", Unit::days, at_least(0)});
  }
};

struct Exponential {
  static constexpr std::string_view tag = "exponential";
  double mean = 1.0;

  template <class Self, class Visit>
  static void visit_fields(Self& self, Visit&& visit) {
    visit(self.mean, Field{"mean", "mean of the exponential distribution", Unit::days, positive()});
  }
};

struct Gamma {
  static constexpr std::string_view tag = "gamma";
  double mean = 1.0;
  double cv = 1.0;

  template <class Self, class Visit>
  static void visit_fields(Self& self, Visit&& visit) {
    visit(self.mean, Field{"mean", "mean of the gamma distribution", Unit::days, positive()});
    visit(self.cv, Field{"cv", "coefficient of variation", Unit::none, positive()});
  }
};

struct Lognormal {
  static constexpr std::string_view tag = "lognormal";
  double mean = 1.0;
  double cv = 1.0;

  template <class Self, class Visit>
  static void visit_fields(Self& self, Visit&& visit) {
    visit(self.mean, Field{"mean", "mean of the lognormal distribution", Unit::days, positive()});
    visit(self.cv, Field{"cv", "coefficient of variation", Unit::none, positive()});
  }
};

/// A duration in days.
using Duration = std::variant<Constant, Exponential, Gamma, Lognormal>;

inline double draw(const Duration& duration, kernel::RandomStream& random) {
  if (const auto* exponential = std::get_if<Exponential>(&duration))
    return random.exponential(exponential->mean);
  if (const auto* constant = std::get_if<Constant>(&duration)) return constant->value;
  if (const auto* gamma = std::get_if<Gamma>(&duration))
    return random.gamma(gamma->mean, gamma->cv);
  const auto& lognormal = std::get<Lognormal>(duration);
  return random.lognormal(lognormal.mean, lognormal.cv);
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

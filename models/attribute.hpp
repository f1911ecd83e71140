// Attributes of firms: numbers that all firms of a population have alike, or each draws for itself,
// anew in every run.
#pragma once

#include <algorithm>
#include <cmath>
#include <string_view>
#include <variant>

#include "models/distribution.hpp"
#include "models/fields.hpp"

namespace nakodo::models {

/// The most employees a firm may have.
constexpr int most_employees = 10'000'000;

struct Headcount {
  static constexpr std::string_view tag = "constant";
  static constexpr bool bare = true;
  int value = 60;

  Headcount() = default;
  Headcount(int employees)  // NOLINT(google-explicit-constructor): a number is a headcount
      : value(employees) {}
  bool operator==(const Headcount&) const = default;

  template <class Self, class Visit>
  static void visit_fields(Self& self, Visit&& visit) {
    visit(self.value,
          Field{"value", "the same for all firms", Unit::none, between(1, most_employees)});
  }
};

/// Number of employees.
using Employees = std::variant<Headcount, ExponentialIn<Unit::none>, GammaIn<Unit::none>,
                               LognormalIn<Unit::none>>;

struct SameVisibility {
  static constexpr std::string_view tag = "constant";
  static constexpr bool bare = true;
  double value = 1.0;

  template <class Self, class Visit>
  static void visit_fields(Self& self, Visit&& visit) {
    visit(self.value, Field{"value", "the same for all firms", Unit::none, positive()});
  }
};

/// How visible a firm is, > 0; only the proportions matter.
using Visibility = std::variant<SameVisibility, ExponentialIn<Unit::none>, GammaIn<Unit::none>,
                                LognormalIn<Unit::none>>;

struct SamePlace {
  static constexpr std::string_view tag = "constant";
  static constexpr bool bare = true;
  double value = 0.2;

  SamePlace() = default;
  SamePlace(double place)  // NOLINT(google-explicit-constructor): a number is a place on the axis
      : value(place) {}

  template <class Self, class Visit>
  static void visit_fields(Self& self, Visit&& visit) {
    visit(self.value, Field{"value", "the same for all firms"});
  }
};
struct NormalPlace {
  static constexpr std::string_view tag = "normal";
  double mean = 0.0;
  double sd = 1.0;

  template <class Self, class Visit>
  static void visit_fields(Self& self, Visit&& visit) {
    visit(self.mean, Field{"mean", "mean of the normal distribution"});
    visit(self.sd, Field{"sd", "its standard deviation", Unit::none, positive()});
  }
};

/// Place on an axis of style.
using StylePlace = std::variant<SamePlace, NormalPlace>;

struct SameFit {
  static constexpr std::string_view tag = "constant";
  static constexpr bool bare = true;
  double value = 0.9;

  SameFit() = default;
  SameFit(double fit)  // NOLINT(google-explicit-constructor): a number is a fit
      : value(fit) {}
  bool operator==(const SameFit&) const = default;

  template <class Self, class Visit>
  static void visit_fields(Self& self, Visit&& visit) {
    visit(self.value, Field{"value", "the same for all firms", Unit::none, probability()});
  }
};
/// Between two bounds, any as likely.
struct UniformFit {
  static constexpr std::string_view tag = "uniform";
  double low = 0.0;
  double high = 1.0;
  bool operator==(const UniformFit&) const = default;

  template <class Self, class Visit>
  static void visit_fields(Self& self, Visit&& visit) {
    visit(self.low, Field{"low", "the least", Unit::none, probability()});
    visit(self.high, Field{"high", "the most", Unit::none, probability()});
  }
};
/// Of shapes a and b: mean a/(a+b), variance ab/((a+b)²(a+b+1)).
struct BetaFit {
  static constexpr std::string_view tag = "beta";
  double a = 1.0;
  double b = 1.0;
  bool operator==(const BetaFit&) const = default;

  template <class Self, class Visit>
  static void visit_fields(Self& self, Visit&& visit) {
    // With smaller shapes both gamma variables could vanish.
    visit(self.a,
          Field{"a", "shape towards 1; the mean is a/(a + b)", Unit::none, between(0.1, 1000)});
    visit(self.b, Field{"b", "shape towards 0", Unit::none, between(0.1, 1000)});
  }
};

/// How well a resource serves, in [0, 1].
using Fit = std::variant<SameFit, UniformFit, BetaFit>;

inline double draw(const SameVisibility& same, kernel::RandomStream&) { return same.value; }
inline double draw(const SamePlace& same, kernel::RandomStream&) { return same.value; }
inline double draw(const NormalPlace& normal, kernel::RandomStream& random) {
  return random.normal(normal.mean, normal.sd);
}
inline double draw(const SameFit& same, kernel::RandomStream&) { return same.value; }
inline double draw(const UniformFit& uniform, kernel::RandomStream& random) {
  return uniform.low + (uniform.high - uniform.low) * random.uniform();
}
/// As X/(X + Y), X and Y gamma of the two shapes and one scale (Devroye 1986, IX.3.1).
inline double draw(const BetaFit& beta, kernel::RandomStream& random) {
  const double x = random.gamma(beta.a, 1.0 / std::sqrt(beta.a));
  const double y = random.gamma(beta.b, 1.0 / std::sqrt(beta.b));
  return x / (x + y);
}
inline double draw(const Headcount& same, kernel::RandomStream&) { return same.value; }

/// Whether all firms have the same, so that there is nothing to draw.
template <class First, class... Others>
bool is_same(const std::variant<First, Others...>& attribute) {
  return attribute.index() == 0;
}

/// What a firm draws from a stream of its own.
template <class First, class... Others>
double draw_attribute(const std::variant<First, Others...>& attribute,
                      kernel::RandomStream random) {
  return std::visit([&](const auto& distribution) { return draw(distribution, random); },
                    attribute);
}

}  // namespace nakodo::models

// Whether what is said is understood (model section 2, point 2).
//
//   p = exp(−(κ · D · e^(−η·n) / ℓ)²)
//
// κ complexity of the topic, D style distance, n familiarity (encounters the two have understood),
// ℓ reach of the medium. The Gaussian is deliberate: with exp(−D/ℓ) two legs could never beat one,
// and no go-between could help.
#pragma once

#include <array>

#include "kernel/elementary.hpp"
#include "models/fields.hpp"
#include "models/style.hpp"

namespace nakodo::models {

/// What an encounter is about.
enum class Topic { probe, refer, explain, offer, persuade, seal, perform, dispute, tempt };

inline std::span<const std::string_view> enum_names(Topic) {
  static constexpr std::array<std::string_view, 9> names{
      "probe", "refer", "explain", "offer", "persuade", "seal", "perform", "dispute", "tempt"};
  return names;
}

/// κ of each topic.
struct Complexity {
  std::array<double, 9> of{0.5, 1, 1, 1, 1, 1, 1, 1, 1};

  double operator[](Topic topic) const { return of[static_cast<std::size_t>(topic)]; }

  template <class Self, class Visit>
  static void visit_fields(Self& self, Visit&& visit) {
    for (std::size_t i = 0; i < self.of.size(); ++i)
      visit(self.of[i],
            Field{to_text(static_cast<Topic>(i)), "κ: complexity of this topic", Unit::none,
                  at_least(0), assumption("1; a probe asks for less, ½ (model section 9)")});
  }
};

struct Understanding {
  StyleWeights weights;
  Complexity complexity;
  double familiarity = 0.02;  // η
  double surfacing = 60.0;    // days
  double adaptation = 0.01;   // per day of co-presence

  template <class Self, class Visit>
  static void visit_fields(Self& self, Visit&& visit) {
    visit(self.weights, Field{"weights", "ω: how much each axis of style counts"});
    visit(self.complexity, Field{"complexity", "κ: complexity of each topic"});
    visit(self.familiarity,
          Field{"familiarity", "η: each understood encounter shrinks the distance by this share",
                Unit::none, at_least(0), assumption("starting value of model section 7")});
    visit(self.surfacing,
          Field{"surfacing", "mean time until a silent misunderstanding surfaces as a surprise",
                Unit::days, positive(), assumption("starting value of model section 7")});
    visit(self.adaptation,
          Field{"adaptation", "rate at which a seconded person's distance to his hosts shrinks",
                Unit::per_day, at_least(0),
                assumption("half the distance is gone after ten weeks among the hosts")});
  }
};

/// Probability that one leg is understood.
/// @param complexity κ ≥ 0
/// @param style_distance D ≥ 0
/// @param familiarity n·η ≥ 0
/// @param reach ℓ > 0
inline double probability_understood(double complexity, double style_distance, double familiarity,
                                     double reach) {
  if (style_distance <= 0.0) return 1.0;
  const double known = familiarity > 0.0 ? kernel::fixed_exp(-familiarity) : 1.0;
  const double x = complexity * style_distance * known / reach;
  return kernel::fixed_exp(-x * x);
}

}  // namespace nakodo::models

// Style: how somebody thinks and writes, a point in R³ (national, organisational, technical).
//
// The unit is the tolerance of plain correspondence: at a distance of 1 a letter is a real
// obstacle. Somebody with several points is multilingual. (Model section 1, Person; seed A II.1(1),
// VI second.)
#pragma once

#include <algorithm>
#include <cmath>
#include <limits>
#include <span>

#include "models/fields.hpp"

namespace nakodo::models {

struct Style {
  double national = 0.0;
  double organisational = 0.2;
  double technical = 0.0;
};

/// ω: how much each axis of style weighs in a distance.
struct StyleWeights {
  double national = 1.0;
  double organisational = 1.0;
  double technical = 1.0;

  template <class Self, class Visit>
  static void visit_fields(Self& self, Visit&& visit) {
    visit(self.national, Field{"national", "weight of the national axis", Unit::none, at_least(0),
                               assumption("the three axes count alike (model section 1)")});
    visit(self.organisational,
          Field{"organisational", "weight of the organisational axis", Unit::none, at_least(0),
                assumption("the three axes count alike (model section 1)")});
    visit(self.technical,
          Field{"technical", "weight of the technical axis", Unit::none, at_least(0),
                assumption("the three axes count alike (model section 1)")});
  }
};

inline double distance(const Style& a, const Style& b, const StyleWeights& weights) {
  const double national = weights.national * (a.national - b.national);
  const double organisational = weights.organisational * (a.organisational - b.organisational);
  const double technical = weights.technical * (a.technical - b.technical);
  return std::sqrt(national * national + organisational * organisational + technical * technical);
}

/// D_ij: the distance between the nearest two points of two persons; whoever has several takes the
/// best one.
inline double distance(std::span<const Style> a, std::span<const Style> b,
                       const StyleWeights& weights) {
  double nearest = std::numeric_limits<double>::infinity();
  for (const Style& x : a)
    for (const Style& y : b) nearest = std::min(nearest, distance(x, y, weights));
  return nearest;
}

}  // namespace nakodo::models

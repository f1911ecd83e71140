// Solution: how good an agreement on a package is, by the concepts of bargaining theory.
//
// Utilities are linear and additive on [0,1]ⁿ (package.hpp), disagreement is worth (0, 0). The
// efficient agreements form a concave curve through the corners at which one side holds the issues
// it values most in proportion, from (0, 1) to (1, 0) (Raiffa 1982, ch. 11). On it lie the solution
// of greatest product (Nash 1950, Econometrica 18) and, as the ideal of either side is 1, the one
// of equal utilities (Kalai & Smorodinsky 1975, Econometrica 43).
#pragma once

#include <algorithm>
#include <cmath>
#include <span>
#include <vector>

#include "models/package.hpp"

namespace nakodo::models {

/// What an agreement is worth to the one and to the other, each in [0, 1].
struct Utilities {
  double one = 0.0;
  double two = 0.0;

  double product() const { return one * two; }
  double welfare() const { return one + two; }
};

/// Euclidean distance between two agreements, in utilities.
inline double distance(const Utilities& a, const Utilities& b) {
  return std::sqrt((a.one - b.one) * (a.one - b.one) + (a.two - b.two) * (a.two - b.two));
}

/// The efficient agreements of two sides. Its memory is kept from one use to the next.
class ParetoFront {
 public:
  /// @param one, two weights of the sides over the same issues, each on the simplex
  void assign(std::span<const double> one, std::span<const double> two) {
    order_by_advantage(order_, one, two);
    corners_.clear();
    Utilities corner;
    for (const std::size_t i : order_) corner.two += two[i];
    // Issues only one side cares about are given to it before there is anything to weigh.
    for (const std::size_t i : order_)
      if (two[i] <= 0.0) corner.one += one[i];
    corners_.push_back(corner);
    for (const std::size_t i : order_) {
      if (one[i] <= 0.0 || two[i] <= 0.0) continue;
      corner.one += one[i];
      corner.two -= two[i];
      corners_.push_back(corner);
    }
  }

  /// The greatest product of utilities that can be had: that of Nash's solution.
  double greatest_product() const {
    double greatest = corners_.front().product();
    each_edge([&](const Utilities& from, const Utilities& to) {
      const double gain = to.one - from.one;
      const double loss = from.two - to.two;
      const double share = (gain * from.two - loss * from.one) / (2.0 * gain * loss);
      greatest = std::max(greatest, at(from, to, share).product());
    });
    return greatest;
  }

  /// The efficient agreement of equal utilities, or the nearest to it.
  Utilities kalai_smorodinsky() const {
    Utilities solution = corners_.front();
    each_edge([&](const Utilities& from, const Utilities& to) {
      if (from.one > from.two) return;
      const double closing = (to.one - from.one) + (from.two - to.two);
      solution = at(from, to, (from.two - from.one) / closing);
    });
    return solution;
  }

  /// How far an agreement is from the nearest efficient one.
  double distance_to(const Utilities& agreement) const {
    double nearest = distance(agreement, corners_.front());
    each_edge([&](const Utilities& from, const Utilities& to) {
      const double across = to.one - from.one;
      const double up = to.two - from.two;
      const double share = ((agreement.one - from.one) * across + (agreement.two - from.two) * up) /
                           (across * across + up * up);
      nearest = std::min(nearest, distance(agreement, at(from, to, share)));
    });
    return nearest;
  }

  /// From the best for the other to the best for the one.
  std::span<const Utilities> corners() const { return corners_; }

 private:
  template <class Visit>
  void each_edge(Visit&& visit) const {
    for (std::size_t i = 1; i < corners_.size(); ++i) visit(corners_[i - 1], corners_[i]);
  }
  static Utilities at(const Utilities& from, const Utilities& to, double share) {
    const double part = std::clamp(share, 0.0, 1.0);
    return {from.one + part * (to.one - from.one), from.two + part * (to.two - from.two)};
  }

  std::vector<std::size_t> order_;
  std::vector<Utilities> corners_;
};

}  // namespace nakodo::models

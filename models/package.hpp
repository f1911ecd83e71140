// Package: an offer over n issues, and the best one a side can make (model section 4, Bargaining).
//
// Utilities are linear and additive: Σ wᵢ·xᵢ for the side that wants x high, Σ vᵢ·(1−xᵢ) for the
// other, x ∈ [0,1]ⁿ, weights on the simplex. Log-rolling gives away what the other values most per
// unit of one's own loss: a fractional knapsack (Raiffa 1982, ch. 11).
#pragma once

#include <algorithm>
#include <numeric>
#include <span>
#include <vector>

namespace nakodo::models {

/// Share xᵢ of each issue that goes to the side that makes the package; the other gets 1 − xᵢ.
using Package = std::vector<double>;

inline double utility_of_maker(const Package& shares, std::span<const double> weights) {
  return std::inner_product(shares.begin(), shares.end(), weights.begin(), 0.0);
}

inline double utility_of_receiver(const Package& shares, std::span<const double> weights) {
  double sum = 0.0;
  for (std::size_t i = 0; i < shares.size(); ++i) sum += weights[i] * (1.0 - shares[i]);
  return sum;
}

/// Orders the issues by how much more they are worth to the one than to the other, in proportion:
/// own/receiver from high to low. Ties go to the issue named first, what nobody cares about last.
inline void order_by_advantage(std::vector<std::size_t>& order, std::span<const double> own,
                               std::span<const double> receiver) {
  order.resize(own.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  const auto idle = [&](std::size_t i) { return own[i] <= 0.0 && receiver[i] <= 0.0; };
  // Cross-multiplied, the index breaking ties: no division by a weight of zero.
  std::sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
    if (idle(a) != idle(b)) return idle(b);
    const double left = own[a] * receiver[b];
    const double right = own[b] * receiver[a];
    return left != right ? left > right : a < b;
  });
}

/// Makes the package that is worth `aspiration` to its maker and, among those, most to a receiver
/// whose weights are believed to be `receiver`.
/// @param order scratch space, kept by the caller so that nothing is allocated
inline void log_roll(Package& shares, std::span<const double> own, std::span<const double> receiver,
                     double aspiration, std::vector<std::size_t>& order) {
  shares.assign(own.size(), 0.0);
  order_by_advantage(order, own, receiver);
  double missing = aspiration;
  for (const std::size_t i : order) {
    if (missing <= 0.0) return;
    shares[i] = own[i] > missing ? missing / own[i] : 1.0;
    missing -= own[i] * shares[i];
  }
}

}  // namespace nakodo::models

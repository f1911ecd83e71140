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

/// Makes the package that is worth `aspiration` to its maker and, among those, most to a receiver
/// whose weights are believed to be `receiver`. Ties go to the issue named first.
/// @param order scratch space, kept by the caller so that nothing is allocated
inline void log_roll(Package& shares, std::span<const double> own, std::span<const double> receiver,
                     double aspiration, std::vector<std::size_t>& order) {
  const std::size_t n = own.size();
  shares.assign(n, 0.0);
  order.resize(n);
  std::iota(order.begin(), order.end(), std::size_t{0});
  // Cross-multiplied own/receiver ratio, the index breaking ties: no division by a weight of zero.
  std::sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
    const double left = own[a] * receiver[b];
    const double right = own[b] * receiver[a];
    return left != right ? left > right : a < b;
  });
  double missing = aspiration;
  for (const std::size_t i : order) {
    if (missing <= 0.0) return;
    shares[i] = own[i] > missing ? missing / own[i] : 1.0;
    missing -= own[i] * shares[i];
  }
}

}  // namespace nakodo::models

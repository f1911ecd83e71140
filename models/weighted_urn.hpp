// Weighted urn: numbers drawn one after another without replacement, each of those that are left
// with a probability in proportion to its weight (successive sampling).
//
// A tree of sums (Wong & Easton 1980, SIAM J. Comput. 9): 16 bytes a number, a draw takes log n
// steps. What is drawn gets weight 0 and the sums above it are added up anew, so that no error of
// subtraction builds up.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "kernel/random.hpp"

namespace nakodo::models {

class WeightedUrn {
 public:
  /// Holds 0, …, n − 1.  @param weight of each by its number, > 0, their sum finite
  template <class Weight>
  void fill(std::uint32_t n, Weight weight) {
    left_ = n;
    sums_.resize(std::size_t{2} * n);
    for (std::uint32_t i = 0; i < n; ++i) sums_[n + i] = weight(i);
    for (std::size_t node = n; node-- > 1;) add_up(node);
  }
  std::uint32_t left() const { return left_; }
  bool empty() const { return left_ == 0; }

  /// There must be some left.
  std::uint32_t draw(kernel::RandomStream& random) {
    const std::size_t n = sums_.size() / 2;
    std::size_t node = 1;
    double rest = random.uniform() * sums_[node];
    while (node < n) {
      node *= 2;
      // Rounding may leave a rest as large as all there is: never go where nothing is.
      if (sums_[node] > 0.0 && (rest < sums_[node] || sums_[node + 1] <= 0.0)) continue;
      rest -= sums_[node];
      ++node;
    }
    const auto drawn = static_cast<std::uint32_t>(node - n);
    --left_;
    sums_[node] = 0.0;
    while ((node /= 2) > 0) add_up(node);
    return drawn;
  }

 private:
  void add_up(std::size_t node) { sums_[node] = sums_[2 * node] + sums_[2 * node + 1]; }

  std::uint32_t left_ = 0;
  std::vector<double> sums_;  // of a node 2·node and 2·node + 1; numbers from the middle on
};

}  // namespace nakodo::models

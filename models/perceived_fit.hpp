// Perceived fit: how well a firm believes that its partner serves, once it knows him (model section
// 3).
//
//   perceived = clamp(fit + σ/√n · (1 − analysis) · z, 0, 1),  z ~ N(0, 1) once a deal and firm
//
// n is how many judge: errors average out, so that a firm where one decides is faster and errs
// more.
#pragma once

#include <algorithm>
#include <cmath>
#include <cstddef>

namespace nakodo::models {

class PerceivedFit {
 public:
  /// The partner is known.
  /// @param fit the true one, in [0, 1]  @param noise σ of one person, ≥ 0
  /// @param z standard normal  @param judges n ≥ 1
  void judge(double fit, double noise, double z, std::size_t judges) {
    fit_ = fit;
    error_ = noise * z / std::sqrt(static_cast<double>(judges));
  }
  /// @param analysis how far the technology has been analysed, in [0, 1]: what is left of the error
  /// is the rest
  double value(double analysis) const {
    return std::clamp(fit_ + error_ * (1.0 - analysis), 0.0, 1.0);
  }

 private:
  double fit_ = 0.0;
  double error_ = 0.0;
};

}  // namespace nakodo::models

// Urn: numbers drawn one after another, uniformly and without replacement.
//
// The shuffle of Fisher & Yates (Durstenfeld 1964, CACM 7), one step a draw: only where it has
// moved something is remembered, so that a draw takes constant time and memory.
#pragma once

#include <cstdint>
#include <unordered_map>

#include "kernel/random.hpp"

namespace nakodo::models {

class Urn {
 public:
  /// Holds 0, …, n − 1.
  void fill(std::uint32_t n) {
    left_ = n;
    moved_.clear();
  }
  std::uint32_t left() const { return left_; }
  bool empty() const { return left_ == 0; }

  /// There must be some left.
  std::uint32_t draw(kernel::RandomStream& random) {
    const auto place = static_cast<std::uint32_t>(random.below(left_));
    const std::uint32_t drawn = at(place);
    const std::uint32_t last = at(--left_);
    if (place != left_) moved_[place] = last;
    moved_.erase(left_);
    return drawn;
  }

 private:
  std::uint32_t at(std::uint32_t place) const {
    const auto found = moved_.find(place);
    return found != moved_.end() ? found->second : place;
  }

  std::uint32_t left_ = 0;
  std::unordered_map<std::uint32_t, std::uint32_t> moved_;
};

}  // namespace nakodo::models

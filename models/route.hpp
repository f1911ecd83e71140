// Route: the go-betweens that a message passes on its way from one party to the other, in order.
#pragma once

#include <algorithm>
#include <array>
#include <cstddef>

#include "models/ids.hpp"

namespace nakodo::models {

/// Somebody who passes on what he has heard.
struct Relay {
  PersonId person;
  double repair =
      0.0;  ///< probability of catching what was silently misunderstood on the leg to him
};

/// Empty: the parties talk directly.
class Route {
 public:
  /// The longest route, in go-betweens. One more would be a mistake, not a world.
  static constexpr std::size_t most = 8;

  /// There must be room.
  void add(Relay relay) { relays_[size_++] = relay; }
  std::size_t size() const { return size_; }
  const Relay& operator[](std::size_t i) const { return relays_[i]; }
  /// The way back.
  Route reversed() const {
    Route back = *this;
    std::reverse(back.relays_.begin(), back.relays_.begin() + static_cast<std::ptrdiff_t>(size_));
    return back;
  }

 private:
  std::array<Relay, most> relays_{};
  std::size_t size_ = 0;
};

}  // namespace nakodo::models

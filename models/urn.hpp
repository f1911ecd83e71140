// Urn: numbers drawn one after another, uniformly and without replacement.
//
// The shuffle of Fisher & Yates (Durstenfeld 1964, CACM 7), one step a draw: only where it has
// moved something is remembered, so that a draw takes constant time and memory.
#pragma once

#include <bit>
#include <cstddef>
#include <cstdint>
#include <vector>

#include "kernel/prefetch.hpp"
#include "kernel/random.hpp"

namespace nakodo::models {

class Urn {
 public:
  /// Holds 0, …, n − 1.
  void fill(std::uint32_t n) {
    left_ = n;
    settled_ = nowhere;
    moves_.clear();
    moved_ = 0;
  }
  std::uint32_t left() const { return left_; }
  bool empty() const { return left_ == 0; }

  /// Settles where the next draw will be, if any are left: what it looks at can be fetched then.
  /// The numbers drawn are the same if nothing else is drawn from `random` in between.
  void settle(kernel::RandomStream& random) {
    if (left_ > 0 && settled_ == nowhere) settled_ = place_of_draw(random);
  }
  /// Begins to fetch what the next draw will look at, if that is settled.
  void fetch() const {
    if (settled_ == nowhere || moves_.empty()) return;
    kernel::prefetch(&moves_[first_slot(settled_)]);
    kernel::prefetch(&moves_[first_slot(left_ - 1)]);
  }

  /// There must be some left.
  std::uint32_t draw(kernel::RandomStream& random) {
    const std::uint32_t place = settled_ != nowhere ? settled_ : place_of_draw(random);
    settled_ = nowhere;
    const std::uint32_t drawn = at(place);
    const std::uint32_t last = at(--left_);
    if (place != left_) put(place, last);
    return drawn;
  }

 private:
  /// What lies at a place where the shuffle has moved something.
  struct Move {
    std::uint32_t place = nowhere;
    std::uint32_t number = 0;
  };
  static constexpr std::uint32_t nowhere = 0xFFFFFFFF;

  std::uint32_t place_of_draw(kernel::RandomStream& random) const {
    return static_cast<std::uint32_t>(random.below(left_));
  }

  std::uint32_t at(std::uint32_t place) const {
    if (moves_.empty()) return place;
    const Move& move = moves_[slot_of(place)];
    return move.place == place ? move.number : place;
  }

  void put(std::uint32_t place, std::uint32_t number) {
    if (4 * (moved_ + 1) > 3 * moves_.size()) grow();
    Move& move = moves_[slot_of(place)];
    if (move.place == nowhere) ++moved_;
    move = {place, number};
  }

  std::size_t first_slot(std::uint32_t place) const {
    return place * 0x9E3779B9U >> (32 - std::countr_zero(moves_.size()));
  }
  // Linear probing in a table at most three quarters full. Places that are past the end by now stay
  // where they are: nothing is ever taken out, so that probing meets no gap.
  std::size_t slot_of(std::uint32_t place) const {
    const std::size_t mask = moves_.size() - 1;
    std::size_t slot = first_slot(place);
    while (moves_[slot].place != nowhere && moves_[slot].place != place) slot = (slot + 1) & mask;
    return slot;
  }

  void grow() {
    std::vector<Move> old(moves_.empty() ? 16 : 2 * moves_.size());
    old.swap(moves_);
    moved_ = 0;
    for (const Move& move : old) {
      if (move.place >= left_) continue;  // also nowhere
      moves_[slot_of(move.place)] = move;
      ++moved_;
    }
  }

  std::uint32_t left_ = 0;
  std::uint32_t settled_ = nowhere;  // the place of the next draw, or not yet
  std::vector<Move> moves_;
  std::size_t moved_ = 0;
};

}  // namespace nakodo::models

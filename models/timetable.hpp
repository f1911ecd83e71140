// Timetable: pairs of participants at random, such that nobody has more than so many meetings and
// no two meet twice (model section 9: free and curated matching).
//
// What is arranged comes first, in its order, as far as both have a slot left. The others are
// filled round by round of a tournament in which everybody plays everybody once (the circle method,
// Kirkman 1847), whose places are dealt out at random: so whom somebody meets in his s slots is a
// uniform sample of s of the n − 1 others, and of K among them he meets s·K/(n − 1) on average
// (hypergeometric). An even number fills all slots, n·s/2 pairs; of an odd one somebody sits out in
// each round.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <numeric>
#include <span>
#include <utility>
#include <vector>

#include "kernel/random.hpp"

namespace nakodo::models {

class Timetable {
 public:
  using Pair = std::pair<std::uint32_t, std::uint32_t>;

  /// Participants are 0, …, n − 1.
  /// @param slots at least 1  @param arranged pairs of different participants; some may stand there
  /// twice
  void fill(std::uint32_t n, std::uint32_t slots, std::span<const Pair> arranged,
            kernel::RandomStream& random) {
    pairs_.clear();
    if (partners_.size() < n) partners_.resize(n);
    for (auto& partners : partners_) partners.clear();
    slots_ = slots;
    with_slots_ = n;
    for (const Pair& pair : arranged) take(pair);
    const std::uint32_t places = n + n % 2;  // whoever is paired with nobody sits out
    order_.resize(places);
    std::iota(order_.begin(), order_.end(), 0U);
    shuffle(order_, random);
    for (std::uint32_t round = 0; round + 1 < places && with_slots_ > 1; ++round)
      for (std::uint32_t k = 0; k < places / 2; ++k) {
        const Pair pair = in_round(round, k);
        if (std::max(pair.first, pair.second) < n) take(pair);
      }
  }

  /// In the order of the day.
  std::span<const Pair> pairs() const { return pairs_; }

  /// Fisher & Yates (Durstenfeld 1964, CACM 7).
  template <class Item>
  static void shuffle(std::vector<Item>& items, kernel::RandomStream& random) {
    for (std::size_t left = items.size(); left > 1; --left)
      std::swap(items[left - 1], items[static_cast<std::size_t>(random.below(left))]);
  }

 private:
  /// The last place stays, the others turn around it.
  Pair in_round(std::uint32_t round, std::uint32_t k) const {
    const auto turning = static_cast<std::uint32_t>(order_.size()) - 1;
    if (k == 0) return {order_[turning], order_[round]};
    return {order_[(round + k) % turning], order_[(round + turning - k) % turning]};
  }

  void take(const Pair& pair) {
    auto& of_first = partners_[pair.first];
    auto& of_second = partners_[pair.second];
    if (of_first.size() >= slots_ || of_second.size() >= slots_) return;
    if (std::find(of_first.begin(), of_first.end(), pair.second) != of_first.end()) return;
    of_first.push_back(pair.second);
    of_second.push_back(pair.first);
    with_slots_ -= (of_first.size() == slots_) + (of_second.size() == slots_);
    pairs_.push_back(pair);
  }

  std::uint32_t slots_ = 0;
  std::uint32_t with_slots_ = 0;  // participants who have a slot left
  std::vector<Pair> pairs_;
  std::vector<std::vector<std::uint32_t>> partners_;
  std::vector<std::uint32_t> order_;
};

}  // namespace nakodo::models

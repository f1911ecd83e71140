// Acquaintances: who knows whom from the start, one by one, as far as it was written down. Made
// once, then only read, by all threads.
//
// Acquaintance is mutual, as a bond is (bonds.hpp). Memory: 4 bytes a body and 8 a tie, as rows of
// ascending numbers one after another (compressed sparse rows).
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <span>
#include <utility>
#include <vector>

#include "models/ids.hpp"

namespace nakodo::models {

class Acquaintances {
 public:
  Acquaintances() = default;
  /// @param bodies how many there are, numbered from 0
  /// @param ties of two different bodies each; one that is there twice, in whichever order, counts
  /// once
  Acquaintances(std::size_t bodies, std::span<const std::pair<BodyId, BodyId>> ties) {
    ends_.assign(bodies, 0);
    for (const auto& [a, b] : ties) {
      ++ends_[a.index()];
      ++ends_[b.index()];
    }
    std::uint32_t begin = 0;
    for (std::uint32_t& end : ends_) begin += std::exchange(end, begin);
    others_.resize(begin);
    for (const auto& [a, b] : ties) {
      others_[ends_[a.index()]++] = b;
      others_[ends_[b.index()]++] = a;
    }
    sort_rows();
  }

  /// Whom somebody knows, ascending; nobody if his number is beyond those it was made for.
  std::span<const BodyId> of(BodyId body) const {
    if (body.index() >= ends_.size()) return {};
    const std::size_t begin = body.index() == 0 ? 0 : ends_[body.index() - 1];
    return std::span(others_).subspan(begin, ends_[body.index()] - begin);
  }
  bool know(BodyId a, BodyId b) const {
    const auto row = of(a);
    return std::binary_search(row.begin(), row.end(), b);
  }
  /// How many pairs know each other.
  std::size_t size() const { return others_.size() / 2; }
  std::size_t bytes() const {
    return ends_.capacity() * sizeof ends_[0] + others_.capacity() * sizeof others_[0];
  }

 private:
  void sort_rows() {
    std::uint32_t begin = 0;
    std::uint32_t kept = 0;
    for (std::uint32_t& end : ends_) {
      std::sort(others_.begin() + begin, others_.begin() + end);
      const std::uint32_t row = kept;
      for (std::uint32_t i = begin; i < end; ++i)
        if (kept == row || others_[kept - 1] != others_[i]) others_[kept++] = others_[i];
      begin = std::exchange(end, kept);
    }
    others_.resize(kept);
  }

  std::vector<std::uint32_t> ends_;  // of the row of each body
  std::vector<BodyId> others_;
};

}  // namespace nakodo::models

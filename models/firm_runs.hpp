// Firm runs: some of the firms of a world, those of populations included, numbered from 0.
#pragma once

#include <algorithm>
#include <cstdint>
#include <string>
#include <vector>

#include "models/cast.hpp"

namespace nakodo::models {

class FirmRuns {
 public:
  /// @param chosen of the name and what is true of a firm or population: whether it is one of them
  template <class Chosen>
  FirmRuns(const Cast& cast, Chosen chosen) {
    for (const Body& body : cast.bodies())
      if (body.firm != nullptr && chosen(body.name, *body.firm)) add(body.id, 1);
    for (const Population& population : cast.populations())
      if (chosen(population.roll().name, population.firm()))
        add(population.roll().first_firm, static_cast<std::uint32_t>(population.roll().firms));
  }

  std::uint32_t size() const { return size_; }
  BodyId operator[](std::uint32_t i) const {
    const auto after =
        std::upper_bound(runs_.begin(), runs_.end(), i,
                         [](std::uint32_t number, const Run& run) { return number < run.number; });
    const Run& run = *(after - 1);
    return make_id<BodyId>(run.first.index() + (i - run.number));
  }
  bool holds(BodyId firm) const {
    return std::any_of(runs_.begin(), runs_.end(), [&](const Run& run) {
      return firm >= run.first && firm.index() < run.first.index() + run.count;
    });
  }

 private:
  struct Run {
    std::uint32_t number;  // of its first firm
    BodyId first;
    std::uint32_t count;
  };

  void add(BodyId first, std::uint32_t count) {
    runs_.push_back({size_, first, count});
    size_ += count;
  }

  std::vector<Run> runs_;
  std::uint32_t size_ = 0;
};

}  // namespace nakodo::models

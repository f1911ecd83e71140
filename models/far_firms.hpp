// Far firms: the firms of all communities but one, numbered from 0.
#pragma once

#include <algorithm>
#include <cstdint>
#include <string_view>
#include <vector>

#include "models/cast.hpp"

namespace nakodo::models {

class FarFirms {
 public:
  /// @param home the community that is left out
  FarFirms(const Cast& cast, std::string_view home) {
    for (const Body& body : cast.bodies())
      if (body.firm != nullptr && body.firm->community != home) add(body.id, 1);
    for (const Population& population : cast.populations())
      if (population.firm().community != home)
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

 private:
  struct Run {
    std::uint32_t number;  // of its first firm
    BodyId first;
  };

  void add(BodyId first, std::uint32_t count) {
    runs_.push_back({size_, first});
    size_ += count;
  }

  std::vector<Run> runs_;
  std::uint32_t size_ = 0;
};

}  // namespace nakodo::models

// Recommendations: the firm that a gatekeeper names when he is asked for a resource. He looks
// through all he knows once a run: whoever asks from the same community hears the same.
#pragma once

#include <map>
#include <string_view>
#include <tuple>

#include "models/ids.hpp"

namespace nakodo::models {

class Recommendations {
 public:
  /// A new run: everybody knows others.
  void clear() { named_.clear(); }

  /// @param home community of whoever asks; must outlive the run
  /// @param look finds the firm; called the first time only
  template <class Look>
  BodyId of(BodyId gatekeeper, ResourceId resource, std::string_view home, Look look) {
    const auto [entry, is_new] = named_.try_emplace({gatekeeper, resource, home});
    if (is_new) entry->second = look();
    return entry->second;
  }

 private:
  std::map<std::tuple<BodyId, ResourceId, std::string_view>, BodyId> named_;
};

}  // namespace nakodo::models

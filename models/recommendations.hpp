// Recommendations: the firm that a gatekeeper who can judge names when he is asked for what a
// project needs. He looks through all he knows once a run: all who have such a project hear the
// same.
#pragma once

#include <map>
#include <tuple>

#include "models/ids.hpp"

namespace nakodo::models {

class Recommendations {
 public:
  /// A new run: everybody knows others.
  void clear() { named_.clear(); }

  /// @param look finds the firm; called the first time only
  template <class Look>
  BodyId of(BodyId gatekeeper, ProjectId project, ResourceId resource, Look look) {
    const auto [entry, is_new] = named_.try_emplace({gatekeeper, project, resource});
    if (is_new) entry->second = look();
    return entry->second;
  }

 private:
  std::map<std::tuple<BodyId, ProjectId, ResourceId>, BodyId> named_;
};

}  // namespace nakodo::models

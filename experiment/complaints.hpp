// Complaints: what a check says of a scenario, put where its file says it: at what stands at a
// path, or at the nearest thing above it.
#pragma once

#include <string>

#include "experiment/diagnostics.hpp"
#include "experiment/document.hpp"

namespace nakodo::experiment {

class Complaints {
 public:
  /// @param root the tree the scenario was read from
  /// Both must outlive this.
  Complaints(const Node& root, Diagnostics& diagnostics) : root_(root), diagnostics_(diagnostics) {}

  void error(const std::string& path, const std::string& message, const std::string& advice) const {
    diagnostics_.error(nearest_place(root_, path), message, advice);
  }
  /// What the file says at this path; nullptr if it says nothing.
  const Node* said(const std::string& path) const { return get_path(root_, path); }

 private:
  const Node& root_;
  Diagnostics& diagnostics_;
};

}  // namespace nakodo::experiment

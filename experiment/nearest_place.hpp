// Where to put a complaint about a path of the file: at what stands there, or at the nearest thing
// above it.
#pragma once

#include <string>

#include "experiment/document.hpp"

namespace nakodo::experiment {

inline Place nearest_place(const Node& root, std::string path) {
  const Node* node = get_path(root, path);
  while (node == nullptr && path.find_last_of(".[") != std::string::npos) {
    path.resize(path.find_last_of(".["));
    node = get_path(root, path);
  }
  return node != nullptr ? node->place() : root.place();
}

}  // namespace nakodo::experiment

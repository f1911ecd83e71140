// One experiment out of a file and the files it extends.
// Policy: parents are merged in the order of the list, then the file itself; mappings merge deeply,
// sequences and scalars replace; every value keeps the place of the file where it stands.
#pragma once

#include <cstddef>
#include <optional>
#include <string>

#include "experiment/diagnostics.hpp"
#include "experiment/document.hpp"

namespace nakodo::experiment {

/// Bounds on `extends`: length of a chain, and files of one experiment.
struct ExtendsLimits {
  static constexpr std::size_t depth = 16;
  static constexpr std::size_t files = 64;
};

/// `over` laid over `base`: mappings merge deeply, everything else (null too) replaces.
Node merge(Node base, const Node& over);

/// Reads `path` and everything in its `extends: [relative paths]`, recursively, and merges them;
/// the result has no `extends`. nullopt if a file could not be used (reported). Otherwise the tree,
/// possibly with problems already reported: ask diagnostics.ok().
std::optional<Node> load_experiment(const std::string& path, Diagnostics& diagnostics);

}  // namespace nakodo::experiment

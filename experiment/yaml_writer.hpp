// Writes a value tree as YAML.
// Policy: block style, two spaces, quotes only where the text had them or needs them; reading the
// result back gives an equal tree.
#pragma once

#include <string>

#include "experiment/document.hpp"

namespace nakodo::experiment {

/// Readable YAML ending in a newline. Texts must be valid UTF-8 without control characters other
/// than tab and newline, as the reader guarantees.
std::string write_yaml(const Node& node);

}  // namespace nakodo::experiment

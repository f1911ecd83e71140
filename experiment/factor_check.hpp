// What factors must not set although each is well-formed.
#pragma once

#include <vector>

#include "experiment/diagnostics.hpp"
#include "experiment/document.hpp"
#include "experiment/factor.hpp"

namespace nakodo::experiment {

/// Complains of what is one for all points, of what belongs to nobody in the file, and of what two
/// factors set.
void check_paths(const std::vector<Factor>& factors, const Node& document,
                 Diagnostics& diagnostics);

}  // namespace nakodo::experiment

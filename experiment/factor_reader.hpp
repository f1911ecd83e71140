// Reads the factors of an experiment: a list of values, arms, a range, a distribution, or nothing
// where the points themselves say it.
#pragma once

#include <vector>

#include "experiment/diagnostics.hpp"
#include "experiment/document.hpp"
#include "experiment/factor.hpp"

namespace nakodo::experiment {

/// @param node a mapping; factors of which nothing can be made are reported and left out
std::vector<Factor> read_factors(const Node& node, Diagnostics& diagnostics);

}  // namespace nakodo::experiment

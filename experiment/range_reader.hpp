// Reads the range of a factor: its ends, or a distribution.
#pragma once

#include "experiment/diagnostics.hpp"
#include "experiment/document.hpp"
#include "experiment/factor.hpp"

namespace nakodo::experiment {

/// Of {low: …, high: …, scale: …, integer: …}. False if nothing can be made of it (reported).
bool read_range(const Node& whole, FactorRange& range, Diagnostics& diagnostics);

/// Of {normal: {mean: …, sd: …}} or another family. False if nothing can be made of it (reported).
bool read_distribution(const Node& node, FactorRange& range, Diagnostics& diagnostics);

}  // namespace nakodo::experiment

// What the searches of a scenario must not say although every single field is well-formed: agencies
// that are no bureau, gatekeepers who know nobody, a way of searching named twice.
#pragma once

#include "experiment/diagnostics.hpp"
#include "experiment/document.hpp"
#include "models/scenario.hpp"

namespace nakodo::experiment {

/// @param root the tree the scenario was read from
void check_searches(const models::Scenario& scenario, const Node& root, Diagnostics& diagnostics);

}  // namespace nakodo::experiment

// What a scenario must not say although every single field is well-formed: persons that are not
// there, needs nobody supplies, occasions outside the run. Problems are placed where the file says
// it.
#pragma once

#include "experiment/diagnostics.hpp"
#include "experiment/document.hpp"
#include "models/scenario.hpp"

namespace nakodo::experiment {

/// @param root the tree the scenario was read from
void check_scenario(const models::Scenario& scenario, const Node& root, Diagnostics& diagnostics);

}  // namespace nakodo::experiment

// What the searches of a scenario must not say although every single field is well-formed: agencies
// that are no bureau, gatekeepers who know nobody, a way of searching named twice.
#pragma once

#include "experiment/complaints.hpp"
#include "models/scenario.hpp"

namespace nakodo::experiment {

void check_searches(const models::Scenario& scenario, const Complaints& complaints);

}  // namespace nakodo::experiment

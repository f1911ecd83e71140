// What secondments must not say although every single field is well-formed: somebody who is not
// there, who is needed at home, or who would live in two places.
#pragma once

#include "experiment/complaints.hpp"
#include "models/scenario.hpp"

namespace nakodo::experiment {

void check_secondments(const models::Scenario& scenario, const Complaints& complaints);

}  // namespace nakodo::experiment

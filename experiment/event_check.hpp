// What a social event must not say although every single field is well-formed: a date outside the
// run, invitations from nowhere, shares that do not sum, an organiser who knows nobody, more firms
// than there are.
#pragma once

#include "experiment/complaints.hpp"
#include "models/scenario.hpp"

namespace nakodo::experiment {

void check_social_events(const models::Scenario& scenario, const Complaints& complaints);

}  // namespace nakodo::experiment

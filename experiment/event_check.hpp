// What a social event must not say although every single field is well-formed: invitations from
// nowhere, shares that do not sum, an organiser who knows nobody, more firms than there are.
#pragma once

#include <functional>
#include <string>

#include "models/scenario.hpp"

namespace nakodo::experiment {

/// Where, what is wrong, what to do.
using Complain = std::function<void(const std::string& path, const std::string& message,
                                    const std::string& advice)>;

/// @param path of the event
void check_social_event(const models::Scenario& scenario, const models::SocialEventSpec& event,
                        const std::string& path, const Complain& complain);

}  // namespace nakodo::experiment

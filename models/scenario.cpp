#include "models/scenario.hpp"

namespace nakodo::models {

Scenario::Scenario() : media(default_media()) {}
Scenario::Scenario(const Scenario&) = default;
Scenario::Scenario(Scenario&&) noexcept = default;
Scenario& Scenario::operator=(const Scenario&) = default;
Scenario& Scenario::operator=(Scenario&&) noexcept = default;
Scenario::~Scenario() = default;

}  // namespace nakodo::models

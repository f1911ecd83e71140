// What must not be said of the attributes of firms although every single one is well-formed.
#pragma once

#include <string>
#include <vector>

#include "experiment/diagnostics.hpp"
#include "experiment/document.hpp"
#include "models/firm_spec.hpp"

namespace nakodo::experiment {

/// @param path of the firm in the tree it was read from
void check_attributes(const std::string& path, const std::string& name,
                      const models::FirmSpec& firm, const Node& root, Diagnostics& diagnostics);

/// Whether some of its firms may have as few stakeholders as a small one.
bool may_be_small(const models::FirmSpec& firm);

/// What some of its firms may supply.
std::vector<std::string> resources_of(const models::FirmSpec& firm);

}  // namespace nakodo::experiment

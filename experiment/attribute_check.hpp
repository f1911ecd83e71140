// What must not be said of the attributes of firms although every single one is well-formed.
#pragma once

#include <string>
#include <vector>

#include "experiment/complaints.hpp"
#include "models/scenario.hpp"

namespace nakodo::experiment {

/// @param path of the firm in the tree it was read from
void check_attributes(const std::string& path, const std::string& name,
                      const models::FirmSpec& firm, const Complaints& complaints);

/// A single firm must be named where one of a population cannot be: complains of a population.
/// @param path where it is named
void refuse_population(const std::string& path, const std::string& name,
                       const models::Scenario& scenario, const Complaints& complaints);

/// Whether it is of a file that could not be read: nothing is known of its firms.
bool is_unread(const models::FirmSpec& firm);

/// The people of a firm who have a name, its champion first.
std::vector<std::string> people_of(const models::FirmSpec& firm);

/// Whether some of its firms may have as few stakeholders as a small one.
bool may_be_small(const models::FirmSpec& firm);

/// What some of its firms may supply.
std::vector<std::string> resources_of(const models::FirmSpec& firm);

}  // namespace nakodo::experiment

// Parameter tables: all parameters as Markdown, a table a section, for models/parameters.md.
#pragma once

#include <ostream>
#include <string>

#include "experiment/field_tree.hpp"

namespace nakodo::experiment {

/// @param path of the node; empty for the whole tree
void print_parameter_tables(std::ostream& out, const FieldNode& node, const std::string& path);

}  // namespace nakodo::experiment

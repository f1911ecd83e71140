// How a parameter is put into words: its range, its unit, where its default comes from.
#pragma once

#include <string>

#include "experiment/field_tree.hpp"

namespace nakodo::experiment {

/// The choices of a choice, the bounds of a number; empty where anything goes.
std::string range_text(const FieldNode& node);
/// Empty for a number without unit.
std::string unit_text(models::Unit unit);
/// Such as "literature: Slovic 1993"; empty for what has no default of its own.
std::string provenance_text(const models::Provenance& provenance);

}  // namespace nakodo::experiment

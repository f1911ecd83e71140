// Paths of the file, as --set and factors name them: which lie within one another, and which lead
// to somebody who is not there.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "experiment/diagnostics.hpp"
#include "experiment/document.hpp"

namespace nakodo::experiment {

/// Whether what stands at a path is what stands at another, or a part of it.
bool is_within(std::string_view path, std::string_view whole);

/// Names of sections of a file, "firms|media", those that are there without being written included.
std::vector<std::string> names_in(const Node& root, std::string_view sections);

/// Complains of a path to something of a firm, a medium or the like that the file does not have: to
/// set it would invent one. False if it did.
/// @param place of what is to be put there
bool check_owner(const Node& root, const std::string& path, Place place, Diagnostics& diagnostics);

}  // namespace nakodo::experiment

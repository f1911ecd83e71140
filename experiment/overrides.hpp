// Overrides: values that the command line puts at paths of the file, --set path=value.
#pragma once

#include <optional>
#include <string>

#include "experiment/diagnostics.hpp"
#include "experiment/document.hpp"
#include "experiment/experiment.hpp"

namespace nakodo::experiment {

/// A value that was put there, and where it stands.
struct Override {
  std::string path;
  Place place;
};

/// Puts the value of "path=value" at its path; nullopt if that cannot be done (reported).
std::optional<Override> apply_override(const std::string& set, Node& document,
                                       Diagnostics& diagnostics);

/// Complains of a value for something that is varied, which would be in vain; but the base of a
/// design that changes one factor at a time is what the file says.
void check_override(const Override& set, const Experiment& experiment, Diagnostics& diagnostics);

}  // namespace nakodo::experiment

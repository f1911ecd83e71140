// Problem lines: what was found in a file, short enough to compare.
#pragma once

#include <string>

#include "experiment/diagnostics.hpp"

namespace nakodo::experiment {

/// "line:column message", a line each.
inline std::string problem_lines(const Diagnostics& diagnostics) {
  std::string lines;
  for (const Problem& problem : diagnostics.problems())
    lines += std::to_string(problem.place.line) + ":" + std::to_string(problem.place.column) + " " +
             problem.message + "\n";
  return lines;
}

}  // namespace nakodo::experiment

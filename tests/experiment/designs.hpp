// One concept: designs of the small world, by what stands in `factors` and `design`.
#pragma once

#include <string>
#include <vector>

#include "tests/experiment/small_world.hpp"

namespace nakodo::experiment {

/// @param factors a flow mapping; @param design likewise
inline std::string varied_world(const std::string& factors, const std::string& design) {
  return small_world + "experiment:\n  factors: " + factors + "\n  design: " + design + "\n";
}

inline Design designed(const std::string& factors, const std::string& design) {
  return experiment_of(varied_world(factors, design)).design;
}

/// Line 19 holds the factors, line 20 the design.
inline std::string problems_designed(const std::string& factors, const std::string& design) {
  return problems_of(varied_world(factors, design));
}

/// Labels, or numbers as people read them, of all factors by point.
inline std::vector<std::string> texts_of(const Design& design) {
  std::vector<std::string> points(design.size);
  for (std::size_t p = 0; p < design.size; ++p)
    for (const FactorColumn& column : design.columns)
      points[p] += (points[p].empty() ? "" : " ") + column.text(p);
  return points;
}

}  // namespace nakodo::experiment

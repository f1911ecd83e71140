// Design: factors become columns, combinations of their levels become design points.
//
// Full factorial: the last factor varies fastest. A column is numeric if every level is a plain
// number; otherwise its levels have labels: a text as it stands, {when_frustrated: 0.4} as
// "when_frustrated=0.4".
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "experiment/diagnostics.hpp"
#include "experiment/document.hpp"
#include "experiment/experiment_file.hpp"

namespace nakodo::experiment {

struct FactorColumn {
  std::string name;
  std::string path;
  std::vector<std::string> labels;  // of the levels, without blanks
  std::vector<double> numbers;      // of the levels, if all are numbers; else empty

  bool numeric() const { return !numbers.empty(); }
};

/// Level of each factor, by its number.
using Point = std::vector<std::size_t>;

struct Design {
  static constexpr std::size_t most_points = 1'000'000;

  std::vector<FactorColumn> columns;
  std::vector<Point> points;  // at least one: without factors, the file as it stands
};

/// Reports what makes no design: factors outside the world, equal levels, names that clash, too
/// many points.
Design make_design(const std::vector<Factor>& factors, Diagnostics& diagnostics);

/// The file with the levels of one point put into place.
Node document_of(const Node& base, const std::vector<Factor>& factors, const Point& point,
                 Diagnostics& diagnostics);

}  // namespace nakodo::experiment

// Point list: design points that somebody else made, one by one: mappings of the configuration,
// rows of a CSV file.
#pragma once

#include <cstddef>
#include <optional>
#include <utility>
#include <vector>

#include "experiment/csv_reader.hpp"
#include "experiment/design.hpp"
#include "experiment/factor_value.hpp"

namespace nakodo::experiment {

/// Appends points that say what every factor is.
void append_points(const std::vector<PointSpec>& points, std::vector<Factor>& factors,
                   Design& design, Diagnostics& diagnostics);

/// Appends the rows of a file; numbers keep their bits, rows their order.
void append_rows(CsvReader& reader, std::vector<Factor>& factors, Design& design);

/// What a mapping says of factors, by their numbers; at least one.
using PartialPoint = std::vector<std::pair<std::size_t, FactorValue>>;
std::optional<PartialPoint> partial_point(const PointSpec& point, std::vector<Factor>& factors,
                                          const Design& design, Diagnostics& diagnostics);

}  // namespace nakodo::experiment

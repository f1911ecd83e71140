// Design: factors become columns, and points that say what each factor is.
//
// Policy: points are numbered from 0 in the order in which their kind makes them, those that are
// left out not counted, those that are included last. They are kept column by column: 2 bytes a
// point for a factor with levels, 8 for a range.
#pragma once

#include <cstddef>
#include <functional>
#include <string>
#include <vector>

#include "experiment/csv_reader.hpp"
#include "experiment/design_spec.hpp"
#include "experiment/diagnostics.hpp"
#include "experiment/document.hpp"
#include "experiment/factor.hpp"
#include "experiment/factor_column.hpp"

namespace nakodo::experiment {

struct Design {
  static constexpr std::size_t most_points = 1'000'000;

  std::vector<FactorColumn> columns;
  std::size_t size = 0;      // points, at least one: without factors, the file as it stands
  std::size_t made = 0;      // by its kind, before any was left out or included
  std::size_t left_out = 0;  // by `where` and `exclude`
  std::string advice;        // what might be done better; empty if nothing
};

/// Opens a CSV file that is named at a node, and hands over its reader.
using ReadCsv = std::function<void(const Node& named, const PointFile& file,
                                   const std::function<void(CsvReader&)>& read)>;

/// Reports what makes no design: factors outside the world, equal levels, names that clash, points
/// that say something else, too many of them.
/// @param factors those of which only the points say what they are get their dimension
/// @param document the whole file, for places and for what the factors are without a design
Design make_design(std::vector<Factor>& factors, const DesignSpec& spec, const Node& document,
                   const ReadCsv& read_csv, Diagnostics& diagnostics);

/// The labels of the levels once more, after the values of these have been replaced.
void relabel(Design& design, const std::vector<Factor>& factors);

/// A file with the values of one point put into place.
Node document_of(const Node& base, const std::vector<Factor>& factors, const Design& design,
                 std::size_t point, Diagnostics& diagnostics);

}  // namespace nakodo::experiment

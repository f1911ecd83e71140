// Factor value: what a list or a CSV file says that a factor is at one point.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "experiment/diagnostics.hpp"
#include "experiment/document.hpp"
#include "experiment/factor.hpp"
#include "experiment/factor_column.hpp"

namespace nakodo::experiment {

/// A level by its code, or a number of a range.
struct FactorValue {
  std::uint16_t code = 0;
  double number = 0.0;

  void push(FactorColumn& column) const;
  bool equals(const FactorColumn& column, std::size_t point) const;
};

/// Finds the level that a value is, or its name; or the number, which has to be in the range.
/// Reports what is neither. A factor of which nothing was known gets its dimension.
std::optional<FactorValue> factor_value(Factor& factor, const FactorColumn& column,
                                        const Node& value, Diagnostics& diagnostics);

/// Whether the range of a factor holds a number.
bool holds(const FactorRange& range, double number);

}  // namespace nakodo::experiment

#include "experiment/factor_value.hpp"

#include <algorithm>
#include <cmath>

#include "experiment/suggestion.hpp"

namespace nakodo::experiment {
namespace {

std::optional<FactorValue> level_value(const Factor& factor, const FactorColumn& column,
                                       const Node& value, Diagnostics& diagnostics) {
  const std::string label = label_of(value);
  const auto number = plain_number(value);
  for (std::size_t i = 0; i < factor.levels.size(); ++i) {
    const FactorValue found{.code = static_cast<std::uint16_t>(i)};
    if (column.labels[i] == label) return found;
    if (factor.has_arms) continue;
    const Node& level = factor.levels[i].settings.front().value;
    if (level == value || (number && plain_number(level) == number)) return found;
  }
  diagnostics.error(value.place(), "'" + label + "' is not a level of '" + column.name + "'",
                    suggest(label, column.labels));
  return std::nullopt;
}

std::string described(const FactorRange& range) {
  return "from " + text_of(range.low) + " to " + text_of(range.high);
}

}  // namespace

void FactorValue::push(FactorColumn& column) const {
  if (column.measured)
    column.values.push_back(number);
  else
    column.codes.push_back(code);
}

bool FactorValue::equals(const FactorColumn& column, std::size_t point) const {
  return column.measured ? column.values[point] == number : column.codes[point] == code;
}

bool holds(const FactorRange& range, double number) {
  return number >= range.low && number <= range.high &&
         (!range.integer || number == std::floor(number));
}

std::optional<FactorValue> factor_value(Factor& factor, const FactorColumn& column,
                                        const Node& value, Diagnostics& diagnostics) {
  if (!factor.range) return level_value(factor, column, value, diagnostics);
  FactorRange& range = *factor.range;
  const auto shown = value.is_scalar() ? shown_dimension(value.text()) : std::nullopt;
  if (shown && range.dimension == Dimension::none) range.dimension = *shown;
  const auto number = parse_quantity(value, range.dimension, diagnostics);
  if (!number) return std::nullopt;
  if (!holds(range, *number)) {
    diagnostics.error(value.place(),
                      "'" + column.name + "' has to be " +
                          (range.integer ? "a whole number " : "") + described(range) + ", not " +
                          value.text(),
                      "widen the range of the factor, or leave the point out");
    return std::nullopt;
  }
  return FactorValue{.number = *number};
}

}  // namespace nakodo::experiment

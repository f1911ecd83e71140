// Factor column: what a factor is at every design point, and what it is called in the results.
//
// A factor with levels is a code a point; a range a number a point. A column is numeric if it is a
// range or every level is a plain number; otherwise its levels have labels: a text as it stands,
// {when_frustrated: 0.4} as "when_frustrated=0.4".
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "experiment/diagnostics.hpp"
#include "experiment/factor.hpp"

namespace nakodo::experiment {

struct FactorColumn {
  static constexpr std::size_t most_levels = 32'767;  // codes of the results are 16 bits

  std::string name;
  std::string path;
  std::string units;                // of a range whose unit is known; else empty
  std::vector<std::string> labels;  // of the levels, without blanks
  std::vector<double> numbers;      // of the levels, if all are numbers; else empty
  bool measured = false;            // a range: a number of its own at each point

  std::vector<std::uint16_t> codes;  // by point: its level
  std::vector<double> values;        // by point: its number, if measured

  bool numeric() const { return measured || !numbers.empty(); }
  /// Of a numeric column.
  double number(std::size_t point) const {
    return measured ? values[point] : numbers[codes[point]];
  }
  /// To be read by people.
  std::string text(std::size_t point) const;
};

/// The columns of the factors, without points. Reports equal levels and names that clash.
std::vector<FactorColumn> columns_of(const std::vector<Factor>& factors, Diagnostics& diagnostics);

/// What a level is called.
std::string label_of(const Factor& factor, const Level& level);
/// What a value is called.
std::string label_of(const Node& value);
/// The number that a value is, without a unit.
std::optional<double> plain_number(const Node& value);
/// The shortest text that reads as this number again.
std::string text_of(double number);

}  // namespace nakodo::experiment

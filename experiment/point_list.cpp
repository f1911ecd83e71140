#include "experiment/point_list.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <string>

#include "experiment/suggestion.hpp"

namespace nakodo::experiment {
namespace {

std::vector<std::string> names_of(const Design& design) {
  std::vector<std::string> names;
  for (const FactorColumn& column : design.columns) names.push_back(column.name);
  return names;
}

/// A factor by the name of its column, or by its path.
std::optional<std::size_t> factor_called(std::string_view name, const std::vector<Factor>& factors,
                                         const Design& design) {
  for (std::size_t f = 0; f < factors.size(); ++f)
    if (design.columns[f].name == name || factors[f].key == name) return f;
  return std::nullopt;
}

std::string advice_on(const std::string& name, const Design& design) {
  if (name.empty()) return "name the factor; pandas writes no index with index=False";
  if (plain_number(Node::scalar(name)))
    return "the first line names the factors: numpy.savetxt(…, header=\"a,b\", comments=\"\")";
  return suggest(name, names_of(design));
}

/// Which factor each column of a file is; nullopt if the header is not good (reported).
std::optional<std::vector<std::size_t>> read_header(CsvReader& reader,
                                                    const std::vector<Factor>& factors,
                                                    const Design& design) {
  if (!reader.next()) {
    if (reader.ok())
      reader.error_of_line(0, "the file holds no points", "begin it with the names of the factors");
    return std::nullopt;
  }
  std::vector<std::size_t> of_cell;
  for (std::size_t cell = 0; cell < reader.size(); ++cell) {
    std::string_view name = reader[cell];
    if (cell == 0 && name.starts_with('#')) name.remove_prefix(1);  // as numpy.savetxt writes it
    while (name.starts_with(' ')) name.remove_prefix(1);
    while (name.ends_with(' ')) name.remove_suffix(1);
    const auto factor = factor_called(name, factors, design);
    if (!factor) {
      reader.error(cell, "'" + std::string(name) + "' is not a factor of this experiment",
                   advice_on(std::string(name), design));
      return std::nullopt;
    }
    if (std::find(of_cell.begin(), of_cell.end(), *factor) != of_cell.end()) {
      reader.error(cell, "the factor '" + std::string(name) + "' has two columns",
                   "remove one of the two");
      return std::nullopt;
    }
    of_cell.push_back(*factor);
  }
  for (std::size_t f = 0; f < factors.size(); ++f)
    if (std::find(of_cell.begin(), of_cell.end(), f) == of_cell.end()) {
      reader.error(reader.size(), "the factor '" + design.columns[f].name + "' has no column",
                   "add one, or remove the factor from the experiment");
      return std::nullopt;
    }
  return of_cell;
}

/// What a cell says; reports what it must not say.
std::optional<FactorValue> read_cell(CsvReader& reader, std::size_t cell, Factor& factor,
                                     const FactorColumn& column) {
  const std::string_view text = reader[cell];
  double number = 0.0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (factor.range && error == std::errc{} && end == text.data() + text.size() &&
      std::isfinite(number) && holds(*factor.range, number))
    return FactorValue{.number = number};
  Diagnostics found;
  auto value = factor_value(factor, column, Node::scalar(std::string(text)), found);
  for (const Problem& problem : found.problems())
    reader.error(cell, problem.message, problem.advice);
  return value;
}

}  // namespace

void append_points(const std::vector<PointSpec>& points, std::vector<Factor>& factors,
                   Design& design, Diagnostics& diagnostics) {
  for (const PointSpec& point : points) {
    const auto said = partial_point(point, factors, design, diagnostics);
    if (!said) continue;
    std::vector<const FactorValue*> values(factors.size(), nullptr);
    for (const auto& [factor, value] : *said) values[factor] = &value;
    const auto unsaid = std::find(values.begin(), values.end(), nullptr);
    if (unsaid != values.end()) {
      diagnostics.error(point.values.place(),
                        "this point does not say what '" +
                            design.columns[static_cast<std::size_t>(unsaid - values.begin())].name +
                            "' is",
                        "a point is a mapping of every factor to its value");
      continue;
    }
    for (std::size_t f = 0; f < factors.size(); ++f) values[f]->push(design.columns[f]);
    ++design.size;
  }
}

void append_rows(CsvReader& reader, std::vector<Factor>& factors, Design& design) {
  const auto of_cell = read_header(reader, factors, design);
  if (!of_cell) return;
  std::vector<FactorValue> values(factors.size());
  while (reader.next()) {
    if (design.size == Design::most_points) {
      reader.error(0, "the design has more than a million points", "run the file in parts");
      return reader.stop();
    }
    if (reader.size() != of_cell->size()) {
      reader.error(std::min(reader.size(), of_cell->size()),
                   "cells of this line: " + std::to_string(reader.size()) +
                       ", of the header: " + std::to_string(of_cell->size()),
                   "give every factor its value");
      continue;
    }
    bool good = true;
    for (std::size_t cell = 0; cell < reader.size(); ++cell) {
      const std::size_t f = (*of_cell)[cell];
      const auto value = read_cell(reader, cell, factors[f], design.columns[f]);
      good = good && value;
      if (value) values[f] = *value;
    }
    if (!good) continue;
    for (std::size_t f = 0; f < factors.size(); ++f) values[f].push(design.columns[f]);
    ++design.size;
  }
  if (design.size == 0 && reader.ok())
    reader.error_of_line(0, "the file holds no points", "add a row for each");
}

std::optional<PartialPoint> partial_point(const PointSpec& point, std::vector<Factor>& factors,
                                          const Design& design, Diagnostics& diagnostics) {
  PartialPoint said;
  bool good = true;
  for (const Entry& entry : point.values.entries()) {
    const auto f = factor_called(entry.key, factors, design);
    if (!f) {
      diagnostics.error(entry.key_place, "'" + entry.key + "' is not a factor of this experiment",
                        suggest(entry.key, names_of(design)));
      good = false;
      continue;
    }
    const auto value = factor_value(factors[*f], design.columns[*f], entry.value, diagnostics);
    good = good && value;
    if (value) said.emplace_back(*f, *value);
  }
  if (good && said.empty()) {
    diagnostics.error(point.values.place(), "this point says nothing",
                      "write {factor: value, factor: value}");
    good = false;
  }
  return good ? std::optional(std::move(said)) : std::nullopt;
}

}  // namespace nakodo::experiment

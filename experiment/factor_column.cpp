#include "experiment/factor_column.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_set>

#include "experiment/condition_tokens.hpp"
#include "experiment/quantity.hpp"

namespace nakodo::experiment {
namespace {

/// What a value is in the canonical unit of whatever it has a unit of.
std::optional<double> quantity_of(const Node& value) {
  if (!value.is_scalar()) return std::nullopt;
  Diagnostics ignored;  // a text that is no quantity is a level, too
  return parse_quantity(value, shown_dimension(value.text()).value_or(Dimension::none), ignored);
}

FactorColumn column_of(const Factor& factor, Diagnostics& diagnostics) {
  FactorColumn column;
  column.name = factor.name;
  for (const auto& [path, place] : paths_of(factor))
    column.path += (column.path.empty() ? "" : " ") + path;
  if (factor.range) {
    column.measured = true;
    if (factor.range->dimension != Dimension::none)
      column.units = canonical_unit(factor.range->dimension);
    return column;
  }
  if (factor.levels.size() > FactorColumn::most_levels)
    diagnostics.error(factor.place, "a factor has at most 32767 levels",
                      "vary a number as {low: …, high: …}");
  std::unordered_set<std::string> known;
  std::map<double, std::string> quantities;  // and how they were written
  for (const Level& level : factor.levels) {
    column.labels.push_back(label_of(factor, level));
    if (factor.has_arms) continue;
    if (const auto number = plain_number(level.settings.front().value))
      column.numbers.push_back(*number);
    if (!known.insert(column.labels.back()).second)
      diagnostics.error(level.place, "the level '" + column.labels.back() + "' is listed twice",
                        "remove one of the two");
    else if (const auto quantity = quantity_of(level.settings.front().value)) {
      const auto [same, is_new] = quantities.emplace(*quantity, column.labels.back());
      if (!is_new)
        diagnostics.error(level.place,
                          "the level '" + column.labels.back() + "' is listed twice, before as '" +
                              same->second + "'",
                          "remove one of the two");
    }
  }
  if (column.numbers.size() != factor.levels.size()) column.numbers.clear();
  return column;
}

/// The last `steps` steps of a path, joined into one word.
std::string tail(const std::string& path, std::size_t steps) {
  std::size_t at = path.size();
  for (std::size_t i = 0; i < steps && at != std::string::npos && at > 0; ++i)
    at = path.rfind('.', at - 1);
  std::string name = at == std::string::npos ? path : path.substr(at == 0 ? 0 : at + 1);
  std::replace_if(
      name.begin(), name.end(), [](char c) { return c == '.' || c == '[' || c == ']' || c == '-'; },
      '_');
  return name;
}

/// Columns that tables have of their own: a factor may not be called so.
bool is_taken(std::string_view name) {
  static constexpr std::array<std::string_view, 14> taken{
      "point",        "run",   "replication", "project", "resource", "initiator", "partner",
      "intermediary", "state", "cause",       "deal",    "firm",     "person",    "signed"};
  return std::find(taken.begin(), taken.end(), name) != taken.end();
}

/// Why a factor may not be called so; nullopt if it may.
std::optional<std::string> why_not(const std::string& name) {
  if (is_taken(name)) return "the name is taken";
  if (is_operator(name)) return "it is a word of conditions";
  if (!name.empty() && is_digit(name.front())) return "a name does not begin with a digit";
  return std::nullopt;
}

void name_columns(std::vector<FactorColumn>& columns, const std::vector<Factor>& factors,
                  Diagnostics& diagnostics) {
  const auto is_another = [&](std::size_t i) {
    return std::count_if(columns.begin(), columns.end(), [&](const FactorColumn& other) {
             return other.name == columns[i].name;
           }) > 1;
  };
  const auto clashes = [&](std::size_t i) { return why_not(columns[i].name) || is_another(i); };
  std::vector<std::size_t> steps(columns.size(), 1);
  for (std::size_t i = 0; i < columns.size(); ++i)
    if (factors[i].name.empty()) columns[i].name = tail(factors[i].key, 1);
  for (int round = 0; round < 8; ++round) {
    std::vector<std::size_t> longer;
    for (std::size_t i = 0; i < columns.size(); ++i)
      if (factors[i].name.empty() && clashes(i)) longer.push_back(i);
    for (const std::size_t i : longer) columns[i].name = tail(factors[i].key, ++steps[i]);
  }
  for (std::size_t i = 0; i < columns.size(); ++i)
    if (clashes(i))
      diagnostics.error(factors[i].name.empty() ? factors[i].place : factors[i].name_place,
                        "the factor cannot be called '" + columns[i].name +
                            "': " + why_not(columns[i].name).value_or("the name is taken"),
                        factors[i].has_arms ? "give it another: {name: …, arms: {…}}"
                                            : "give it another: {name: …, values: […]}");
}

}  // namespace

std::optional<double> plain_number(const Node& value) {
  if (!value.is_scalar()) return std::nullopt;
  const std::string& text = value.text();
  double number = 0.0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc{} || end != text.data() + text.size() || !std::isfinite(number))
    return std::nullopt;
  return number;
}

std::string text_of(double number) {
  char text[32];
  return {text, std::to_chars(text, text + sizeof text, number).ptr};
}

std::string label_of(const Node& value) {
  std::string label;
  if (value.is_null()) {
    label = "null";
  } else if (value.is_scalar()) {
    label = value.text();
  } else if (value.is_sequence()) {
    for (const Node& item : value.items()) label += (label.empty() ? "" : "+") + label_of(item);
    if (label.empty()) label = "none";
  } else if (value.find("file") != nullptr && value.find("fingerprint") != nullptr) {
    label = label_of(*value.find("file"));
  } else {
    for (const Entry& entry : value.entries())
      label += (label.empty() ? "" : ",") + entry.key + "=" + label_of(entry.value);
    if (label.empty()) label = "default";
  }
  if (label.empty()) label = "empty";
  std::replace_if(
      label.begin(), label.end(), [](char c) { return c == ' ' || c == '\t' || c == '\n'; }, '_');
  return label;
}

std::string label_of(const Factor& factor, const Level& level) {
  return factor.has_arms ? level.name : label_of(level.settings.front().value);
}

std::string FactorColumn::text(std::size_t point) const {
  if (!measured) return labels[codes[point]];
  char text[32];
  return {
      text,
      std::to_chars(text, text + sizeof text, values[point], std::chars_format::general, 6).ptr};
}

std::vector<FactorColumn> columns_of(const std::vector<Factor>& factors, Diagnostics& diagnostics) {
  std::vector<FactorColumn> columns;
  for (const Factor& factor : factors) columns.push_back(column_of(factor, diagnostics));
  name_columns(columns, factors, diagnostics);
  return columns;
}

}  // namespace nakodo::experiment

#include "experiment/design.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <optional>
#include <string_view>

namespace nakodo::experiment {
namespace {

std::optional<double> plain_number(const Node& node) {
  if (!node.is_scalar()) return std::nullopt;
  const std::string& text = node.text();
  double value = 0.0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc{} || end != text.data() + text.size() || !std::isfinite(value))
    return std::nullopt;
  return value;
}

std::string label_of(const Node& node) {
  std::string label;
  if (node.is_null()) {
    label = "null";
  } else if (node.is_scalar()) {
    label = node.text();
  } else if (node.is_sequence()) {
    for (const Node& item : node.items()) label += (label.empty() ? "" : "+") + label_of(item);
    if (label.empty()) label = "none";
  } else if (node.find("file") != nullptr && node.find("fingerprint") != nullptr) {
    label = label_of(*node.find("file"));
  } else {
    for (const Entry& entry : node.entries())
      label += (label.empty() ? "" : ",") + entry.key + "=" + label_of(entry.value);
  }
  std::replace_if(
      label.begin(), label.end(), [](char c) { return c == ' ' || c == '\t' || c == '\n'; }, '_');
  return label;
}

/// All that it sets, in the order of first mention.
std::string paths_of(const Factor& factor) {
  std::vector<std::string> paths;
  for (const Level& level : factor.levels)
    for (const Setting& setting : level.settings)
      if (std::find(paths.begin(), paths.end(), setting.path) == paths.end())
        paths.push_back(setting.path);
  std::string text;
  for (const std::string& path : paths) text += (text.empty() ? "" : " ") + path;
  return text;
}

FactorColumn column_of(const Factor& factor, Diagnostics& diagnostics) {
  FactorColumn column{.name = factor.name, .path = paths_of(factor), .labels = {}, .numbers = {}};
  for (const Level& level : factor.levels) {
    if (factor.has_arms) {
      column.labels.push_back(level.name);
      continue;
    }
    const Node& value = level.settings.front().value;
    column.labels.push_back(label_of(value));
    if (const auto number = plain_number(value)) column.numbers.push_back(*number);
    if (std::count(column.labels.begin(), column.labels.end(), column.labels.back()) > 1)
      diagnostics.error(level.place, "the level '" + column.labels.back() + "' is listed twice",
                        "remove one of the two");
  }
  if (column.numbers.size() != factor.levels.size()) column.numbers.clear();
  return column;
}

/// Only the world varies, and how long it is watched: what is counted and kept, and the calendar,
/// are one for all points.
void check_path(const Setting& setting, Diagnostics& diagnostics) {
  static constexpr std::array<std::string_view, 6> fixed{"nakodo",     "title",  "time",
                                                         "experiment", "output", "execution"};
  const std::string section = setting.path.substr(0, setting.path.find_first_of(".["));
  if (setting.path != "time.horizon" &&
      std::find(fixed.begin(), fixed.end(), section) != fixed.end())
    diagnostics.error(
        setting.place, "'" + section + "' cannot be varied: it is one for all points",
        "vary something of the world, or run the file twice with --set " + setting.path + "=…");
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

void name_columns(std::vector<FactorColumn>& columns, const std::vector<Factor>& factors,
                  Diagnostics& diagnostics) {
  const auto clashes = [&](std::size_t i) {
    return is_taken(columns[i].name) ||
           std::count_if(columns.begin(), columns.end(), [&](const FactorColumn& other) {
             return other.name == columns[i].name;
           }) > 1;
  };
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
      diagnostics.error(factors[i].place,
                        "the factor cannot be called '" + columns[i].name + "': the name is taken",
                        "give it another: {name: …, values: […]}");
}

}  // namespace

Design make_design(const std::vector<Factor>& factors, Diagnostics& diagnostics) {
  Design design;
  std::size_t count = 1;
  for (const Factor& factor : factors) {
    // All levels of a path set that one path.
    for (const Level& level : factor.levels)
      if (factor.has_arms || &level == &factor.levels.front())
        for (const Setting& setting : level.settings) check_path(setting, diagnostics);
    design.columns.push_back(column_of(factor, diagnostics));
    count *= factor.levels.size();
    if (count > Design::most_points) {
      diagnostics.error(factor.place, "the design has more than a million points",
                        "vary fewer factors, or fewer levels of them");
      return design;
    }
  }
  name_columns(design.columns, factors, diagnostics);
  for (std::size_t i = 0; i < count; ++i) {
    Point point(factors.size());
    std::size_t rest = i;
    for (std::size_t f = factors.size(); f-- > 0; rest /= factors[f].levels.size())
      point[f] = rest % factors[f].levels.size();
    design.points.push_back(std::move(point));
  }
  return design;
}

Node document_of(const Node& base, const std::vector<Factor>& factors, const Point& point,
                 Diagnostics& diagnostics) {
  Node document = base;
  for (std::size_t f = 0; f < factors.size(); ++f)
    for (const Setting& setting : factors[f].levels[point[f]].settings)
      set_path(document, setting.path, setting.value, diagnostics);
  return document;
}

}  // namespace nakodo::experiment

#include "experiment/binder.hpp"

#include <algorithm>
#include <cmath>
#include <iomanip>
#include <limits>
#include <locale>
#include <sstream>

#include "experiment/factor_reader.hpp"
#include "experiment/path_check.hpp"
#include "experiment/suggestion.hpp"

namespace nakodo::experiment {
namespace {

Dimension dimension_of(models::Unit unit) {
  switch (unit) {
    case models::Unit::days:
      return Dimension::days;
    case models::Unit::per_day:
      return Dimension::per_day;
    case models::Unit::person_days:
      return Dimension::person_days;
    case models::Unit::money:
      return Dimension::money;
    default:
      return Dimension::none;
  }
}

std::string number(double value) {
  std::ostringstream out;
  out.imbue(std::locale::classic());
  out << std::setprecision(10) << value;  // a billion in digits
  return out.str();
}

std::string describe(const models::Range& range) {
  const bool low = std::isfinite(range.low);
  const bool high = std::isfinite(range.high);
  if (range.low == range.high) return number(range.low);
  if (low && high && !range.low_open && !range.high_open)
    return "from " + number(range.low) + " to " + number(range.high);
  const std::string above = range.low_open ? "greater than " : "at least ";
  const std::string below = range.high_open ? "less than " : "at most ";
  if (low && high) return above + number(range.low) + " and " + below + number(range.high);
  return low ? above + number(range.low) : below + number(range.high);
}

}  // namespace

void Binder::read(const Node& node, double& target, const Field& field) {
  const auto value = parse_quantity(node, dimension_of(field.unit), diagnostics_);
  if (!value) return;
  check_range(node, *value, field);
  target = *value;
}

void Binder::read(const Node& node, int& target, const Field& field) {
  const auto value = parse_integer(node, diagnostics_);
  if (!value) return;
  check_range(node, static_cast<double>(*value), field);
  if (*value < std::numeric_limits<int>::min() || *value > std::numeric_limits<int>::max())
    return diagnostics_.error(node.place(), "the number is too large",
                              "whole numbers go up to 2147483647");
  target = static_cast<int>(*value);
}

void Binder::read(const Node& node, bool& target, const Field&) {
  if (const auto value = parse_boolean(node, diagnostics_)) target = *value;
}

void Binder::read(const Node& node, std::uint64_t& target, const Field&) {
  if (const auto value = parse_unsigned(node, diagnostics_)) target = *value;
}

void Binder::read(const Node& node, std::string& target, const Field& field) {
  const auto text = parse_text(node, diagnostics_);
  if (!text) return;
  target = *text;
  if (!field.refers_to.empty()) references_.push_back({*text, field.refers_to, node.place()});
}

void Binder::read(const Node& node, models::Date& target, const Field&) {
  if (const auto date = parse_date(node, diagnostics_))
    target.day = static_cast<double>(date->time_since_epoch().count());
}

void Binder::read(const Node& node, std::vector<Factor>& target, const Field& field) {
  if (expect_mapping(node, field)) target = read_factors(node, diagnostics_);
}

void Binder::read(const Node& node, PointSpec& target, const Field& field) {
  if (expect_mapping(node, field)) target.values = node;
}

bool Binder::expect_mapping(const Node& node, const Field& field) {
  if (node.is_mapping()) return true;
  const std::string what = field.name.empty() ? "the file" : "'" + std::string(field.name) + "'";
  diagnostics_.error(node.place(), what + " has to be a mapping of keys to values",
                     field.meaning.empty() ? "" : "it holds: " + std::string(field.meaning));
  return false;
}

void Binder::missing(const Node& node, const Field& field, const Field& part) {
  const std::string of = field.name.empty() ? "" : " of '" + std::string(field.name) + "'";
  diagnostics_.error(node.place(), "'" + std::string(part.name) + "'" + of + " is missing",
                     "it says: " + std::string(part.meaning));
}

void Binder::refuse_unknown(const Node& node, const std::vector<std::string>& known) {
  for (const Entry& entry : node.entries())
    if (std::find(known.begin(), known.end(), entry.key) == known.end())
      diagnostics_.error(entry.key_place.line > 0 ? entry.key_place : entry.value.place(),
                         "unknown key '" + entry.key + "'", suggest(entry.key, known));
}

void Binder::not_a_list(const Node& node, const Field& field) {
  diagnostics_.error(
      node.place(), "'" + std::string(field.name) + "' has to be a list",
      node.is_scalar() ? "write [" + node.text() + "]" : "write its items as [a, b]");
}

void Binder::one_of(const Node& node, const std::vector<std::string>& tags) {
  std::string list;
  for (const std::string& tag : tags) list += (list.empty() ? "" : ", ") + tag;
  diagnostics_.error(node.place(), "this has to be one choice, such as {" + tags.front() + ": …}",
                     "choices: " + list);
}

void Binder::unknown_choice(const Node& node, const std::string& text,
                            const std::vector<std::string>& choices, std::optional<Place> place) {
  diagnostics_.error(place.value_or(node.place()), "'" + text + "' is not a choice here",
                     suggest(text, choices));
}

void Binder::check_range(const Node& node, double value, const Field& field) {
  if (field.range.contains(value)) return;
  diagnostics_.error(node.place(),
                     "'" + std::string(field.name) + "' has to be " + describe(field.range) +
                         ", not " + node.text(),
                     "it is: " + std::string(field.meaning));
}

void Binder::check_references() {
  for (const Reference& reference : references_) {
    const std::vector<std::string> names = names_in(root_, reference.sections);
    if (std::find(names.begin(), names.end(), reference.text) != names.end()) continue;
    std::string where;
    for (const char c : reference.sections)
      where += c == '|' ? std::string(" or ") : std::string{c};
    diagnostics_.error(reference.place,
                       "'" + reference.text + "' is not one of the " + where + " of this file",
                       suggest(reference.text, names));
  }
}

}  // namespace nakodo::experiment

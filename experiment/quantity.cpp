#include "experiment/quantity.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <cstdio>
#include <limits>
#include <span>
#include <utility>

#include "experiment/suggestion.hpp"

namespace nakodo::experiment {

namespace {

/// One of a unit is numerator / denominator in the canonical unit: exact, unlike its quotient.
struct Unit {
  std::string_view singular;
  std::string_view plural;
  double numerator;
  double denominator;
};

constexpr std::array time_units = {
    Unit{"minute", "minutes", 1, 1440}, Unit{"hour", "hours", 1, 24},
    Unit{"day", "days", 1, 1},          Unit{"week", "weeks", 7, 1},
    Unit{"month", "months", 30, 1},     Unit{"year", "years", 365, 1},
};
constexpr std::array effort_units = {
    Unit{"person-hour", "person-hours", 1, 8},
    Unit{"person-day", "person-days", 1, 1},
    Unit{"person-week", "person-weeks", 5, 1},
};
constexpr std::array money_units = {Unit{"fee unit", "fee units", 1, 1}};
constexpr std::array number_units = {Unit{"%", "%", 1, 100}};

/// The units of a dimension; those of a rate are what stands after its '/'.
std::span<const Unit> units(Dimension dimension) {
  switch (dimension) {
    case Dimension::none:
      return number_units;
    case Dimension::days:
    case Dimension::per_day:
      return time_units;
    case Dimension::person_days:
      return effort_units;
    case Dimension::money:
      break;
  }
  return money_units;
}

const Unit* find_unit(std::string_view word, std::span<const Unit> among) {
  const auto found = std::find_if(among.begin(), among.end(), [&](const Unit& unit) {
    return word == unit.singular || word == unit.plural;
  });
  return found == among.end() ? nullptr : &*found;
}

std::string_view trimmed(std::string_view text) {
  const auto first = text.find_first_not_of(' ');
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(' ') - first + 1);
}

std::string in_quotes(std::string_view text) { return "'" + std::string(text) + "'"; }

/// What an advice calls a value of the dimension.
std::string example(Dimension dimension) {
  switch (dimension) {
    case Dimension::none:
      return "a number such as 0.4, or 40 %";
    case Dimension::days:
      return "a duration such as 6 weeks";
    case Dimension::per_day:
      return "a rate such as 0.5 / year";
    case Dimension::person_days:
      return "an effort such as 2 person-days";
    case Dimension::money:
      break;
  }
  return "an amount such as 3000 fee units";
}

std::string advice_for(Dimension dimension) {
  std::string advice = "write " + example(dimension) + "; units that fit: ";
  const auto names = units_of(dimension);
  for (const auto& name : names) {
    if (&name != &names.front()) advice += ", ";
    advice += name;
  }
  if (dimension != Dimension::none) {
    advice += "; a bare number is in " + std::string(canonical_unit(dimension));
  }
  return advice;
}

/// The text of a scalar, or a complaint that something else stands there.
const std::string* scalar_text(const Node& node, std::string_view wanted,
                               Diagnostics& diagnostics) {
  if (node.is_scalar()) return &node.text();
  const auto* kind = node.is_null() ? "null" : node.is_sequence() ? "a list" : "a mapping";
  diagnostics.error(node.place(), std::string(wanted) + " is expected here, not " + kind);
  return nullptr;
}

struct Number {
  double value = 0;
  std::string_view rest;  ///< what follows it, without spaces around it
};

/// Reads the number at the front of a text; on failure says why.
std::optional<Number> leading_number(std::string_view text, std::string& why) {
  std::size_t end = text.starts_with('-') || text.starts_with('+') ? 1 : 0;
  const auto start = end;
  const auto skip_digits = [&] {
    const auto before = end;
    while (end < text.size() && is_digit(text[end])) ++end;
    return end - before;
  };
  auto digits = skip_digits();
  if (digits > 1 && text[start] == '0') {
    why = "a number cannot begin with a superfluous zero";
    return std::nullopt;
  }
  if (end < text.size() && text[end] == '.') {
    ++end;
    digits += skip_digits();
  }
  if (digits == 0) return std::nullopt;
  if (end < text.size() && (text[end] == 'e' || text[end] == 'E')) {
    const auto mantissa_end = end++;
    if (end < text.size() && (text[end] == '-' || text[end] == '+')) ++end;
    if (skip_digits() == 0) end = mantissa_end;
  }
  if (end < text.size() && (text[end] == ',' || text[end] == '_' || text[end] == '\'')) {
    why = "digits are not grouped, and the decimal sign is a point";
    return std::nullopt;
  }
  Number number;
  const auto* first = text.data() + (text.starts_with('+') ? 1 : 0);
  const auto [stop, error] = std::from_chars(first, text.data() + end, number.value);
  if (error == std::errc::result_out_of_range) {
    why = "the number is too large or too small";
    return std::nullopt;
  }
  if (error != std::errc{} || stop != text.data() + end) return std::nullopt;
  number.rest = trimmed(text.substr(end));
  if (!number.rest.empty() && is_digit(number.rest.front())) {
    why = "digits are not grouped";
    return std::nullopt;
  }
  return number;
}

/// A number with what follows it in the canonical unit; nullopt if that is no unit of the
/// dimension.
std::optional<double> converted(const Number& number, Dimension dimension) {
  auto unit_text = number.rest;
  if (unit_text.empty()) return number.value;
  if (dimension == Dimension::per_day) {
    if (unit_text.starts_with('/')) {
      unit_text.remove_prefix(1);
    } else if (unit_text.starts_with("per ")) {
      unit_text.remove_prefix(4);
    } else {
      return std::nullopt;
    }
  }
  const auto* unit = find_unit(trimmed(unit_text), units(dimension));
  if (unit == nullptr) return std::nullopt;
  if (dimension == Dimension::per_day) return number.value * unit->denominator / unit->numerator;
  return number.value * unit->numerator / unit->denominator;
}

/// The dimension a unit would fit, if any but `wanted`.
std::optional<Dimension> other_dimension(const Number& number, Dimension wanted) {
  for (const auto dimension : {Dimension::none, Dimension::days, Dimension::per_day,
                               Dimension::person_days, Dimension::money}) {
    if (dimension != wanted && converted(number, dimension)) return dimension;
  }
  return std::nullopt;
}

template <typename Integer>
std::optional<Integer> parse_whole(const Node& node, std::string_view wanted,
                                   Diagnostics& diagnostics) {
  const auto* text = scalar_text(node, wanted, diagnostics);
  if (text == nullptr) return std::nullopt;
  auto digits = std::string_view(*text);
  const bool negative = digits.starts_with('-');
  if (negative || digits.starts_with('+')) digits.remove_prefix(1);
  const bool all_digits = !digits.empty() && std::all_of(digits.begin(), digits.end(), is_digit) &&
                          (digits.size() == 1 || digits.front() != '0');
  if (!all_digits) {
    diagnostics.error(node.place(), in_quotes(*text) + " is not " + std::string(wanted),
                      "write digits only, without fraction, exponent or unit");
    return std::nullopt;
  }
  Integer value{};
  const auto* first = text->data() + (text->starts_with('+') ? 1 : 0);
  const auto [stop, error] = std::from_chars(first, text->data() + text->size(), value);
  // "-0" is no unsigned number for from_chars, and one for people
  if (error == std::errc{} && stop == text->data() + text->size()) return value;
  if (negative && digits == "0") return Integer{0};
  diagnostics.error(node.place(), in_quotes(*text) + " is out of range",
                    "it must lie between " + std::to_string(std::numeric_limits<Integer>::min()) +
                        " and " + std::to_string(std::numeric_limits<Integer>::max()));
  return std::nullopt;
}

}  // namespace

std::string_view canonical_unit(Dimension dimension) {
  switch (dimension) {
    case Dimension::none:
      return "1";
    case Dimension::days:
      return "days";
    case Dimension::per_day:
      return "1/day";
    case Dimension::person_days:
      return "person-days";
    case Dimension::money:
      break;
  }
  return "fee units";
}

std::string_view dimension_name(Dimension dimension) {
  switch (dimension) {
    case Dimension::none:
      return "a number";
    case Dimension::days:
      return "a duration";
    case Dimension::per_day:
      return "a rate";
    case Dimension::person_days:
      return "an effort";
    case Dimension::money:
      break;
  }
  return "an amount of money";
}

std::vector<std::string> units_of(Dimension dimension) {
  std::vector<std::string> names;
  for (const auto& unit : units(dimension)) {
    names.emplace_back(dimension == Dimension::per_day ? "/ " + std::string(unit.singular)
                                                       : std::string(unit.plural));
  }
  return names;
}

std::optional<double> parse_quantity(const Node& node, Dimension dimension,
                                     Diagnostics& diagnostics) {
  const auto name = std::string(dimension_name(dimension));
  const auto* text = scalar_text(node, name, diagnostics);
  if (text == nullptr) return std::nullopt;
  std::string why;
  const auto number = leading_number(trimmed(*text), why);
  if (!number) {
    diagnostics.error(node.place(),
                      in_quotes(*text) + " is not " + name + (why.empty() ? "" : ": " + why),
                      advice_for(dimension));
    return std::nullopt;
  }
  const auto value = converted(*number, dimension);
  if (!value) {
    auto advice = advice_for(dimension);
    const auto other = other_dimension(*number, dimension);
    if (other) {
      diagnostics.error(node.place(),
                        in_quotes(*text) + " is " + std::string(dimension_name(*other)) + ", but " +
                            name + " is expected here",
                        std::move(advice));
      return std::nullopt;
    }
    auto candidates = units_of(dimension);
    for (const auto& unit : units(dimension)) candidates.emplace_back(unit.singular);
    if (const auto near = closest(number->rest, candidates)) {
      advice = "did you mean '" + *near + "'? " + advice;
    }
    diagnostics.error(node.place(), in_quotes(number->rest) + " is not a unit of " + name,
                      std::move(advice));
    return std::nullopt;
  }
  if (!std::isfinite(*value)) {
    diagnostics.error(node.place(), in_quotes(*text) + " is too large", "");
    return std::nullopt;
  }
  return value;
}

std::optional<Dimension> shown_dimension(std::string_view text) {
  std::string why;
  const auto number = leading_number(trimmed(text), why);
  if (!number || number->rest.empty() || converted(*number, Dimension::none)) return std::nullopt;
  return other_dimension(*number, Dimension::none);
}

std::optional<std::int64_t> parse_integer(const Node& node, Diagnostics& diagnostics) {
  return parse_whole<std::int64_t>(node, "a whole number", diagnostics);
}

std::optional<std::uint64_t> parse_unsigned(const Node& node, Diagnostics& diagnostics) {
  return parse_whole<std::uint64_t>(node, "a whole number", diagnostics);
}

std::optional<bool> parse_boolean(const Node& node, Diagnostics& diagnostics) {
  const auto* text = scalar_text(node, "true or false", diagnostics);
  if (text == nullptr) return std::nullopt;
  if (*text == "true") return true;
  if (*text == "false") return false;
  diagnostics.error(node.place(), in_quotes(*text) + " is neither true nor false",
                    "write true or false; yes, no, on and off are ordinary texts here");
  return std::nullopt;
}

std::optional<std::string> parse_text(const Node& node, Diagnostics& diagnostics) {
  const auto* text = scalar_text(node, "a text", diagnostics);
  return text == nullptr ? std::nullopt : std::optional(*text);
}

void check_name(const std::string& name, Place place, Diagnostics& diagnostics) {
  const auto fits = [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || is_digit(c) || c == '_' || c == '-';
  };
  if (name.empty() || name.size() > 64 || !std::all_of(name.begin(), name.end(), fits))
    diagnostics.error(place, "'" + name + "' cannot be a name",
                      "names are up to 64 letters, digits, '_' or '-'");
}

std::optional<std::chrono::sys_days> parse_date(const Node& node, Diagnostics& diagnostics) {
  const auto* text = scalar_text(node, "a date", diagnostics);
  if (text == nullptr) return std::nullopt;
  const auto number = [&](std::size_t start, std::size_t length) {
    int value = -1;
    const auto part = std::string_view(*text).substr(start, length);
    if (std::all_of(part.begin(), part.end(), is_digit)) {
      std::from_chars(part.data(), part.data() + part.size(), value);
    }
    return value;
  };
  const bool shaped = text->size() == 10 && (*text)[4] == '-' && (*text)[7] == '-' &&
                      number(0, 4) >= 0 && number(5, 2) >= 0 && number(8, 2) >= 0;
  if (!shaped) {
    diagnostics.error(node.place(), in_quotes(*text) + " is not a date",
                      "write it as year-month-day, such as 1986-11-10");
    return std::nullopt;
  }
  const std::chrono::year_month_day date{std::chrono::year{number(0, 4)},
                                         std::chrono::month{static_cast<unsigned>(number(5, 2))},
                                         std::chrono::day{static_cast<unsigned>(number(8, 2))}};
  if (!date.ok() || number(0, 4) == 0) {
    diagnostics.error(node.place(), in_quotes(*text) + " is not in the calendar",
                      "dates are written year-month-day, from 0001-01-01 to 9999-12-31");
    return std::nullopt;
  }
  return std::chrono::sys_days{date};
}

std::string format_date(std::chrono::sys_days date) {
  const std::chrono::year_month_day parts{date};
  char text[32];
  std::snprintf(text, sizeof text, "%04d-%02u-%02u", static_cast<int>(parts.year()),
                static_cast<unsigned>(parts.month()), static_cast<unsigned>(parts.day()));
  return text;
}

}  // namespace nakodo::experiment

// Typed values out of scalars: quantities with units, numbers, integers, booleans, texts, dates.
// Policy: every parser reports what is wrong at the node's place and returns nullopt; the field
// decides the type, quotes do not matter; nothing depends on the locale.
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "experiment/diagnostics.hpp"
#include "experiment/document.hpp"

namespace nakodo::experiment {

/// What a quantity measures. The model computes in days, 1/day, person-days and fee units.
enum class Dimension { none, days, per_day, person_days, money };

/// The unit a bare number is taken in: "1", "days", "1/day", "person-days", "fee units".
std::string_view canonical_unit(Dimension dimension);

/// What the dimension is called in messages: "a number", "a duration", "a rate", ….
std::string_view dimension_name(Dimension dimension);

/// The units that fit, for messages and the manual, e.g. {"hours", "days", "weeks", …}.
std::vector<std::string> units_of(Dimension dimension);

constexpr bool is_digit(char c) { return c >= '0' && c <= '9'; }

/// Reads "6 weeks", "0.5 / year", "2 person-days", "40 %", "3000 fee units" or a bare number (taken
/// in the canonical unit) into the canonical unit. A week is 7 days, a month 30, a year 365; a
/// person-week is 5 person-days, a person-hour 1/8. The result is finite; ranges are the caller's.
std::optional<double> parse_quantity(const Node& node, Dimension dimension,
                                     Diagnostics& diagnostics);

/// The dimension that the unit of a quantity shows; nullopt if it has no unit but "%", or is none.
std::optional<Dimension> shown_dimension(std::string_view text);

/// A whole number without fraction, exponent or leading zeros, in the range of std::int64_t.
std::optional<std::int64_t> parse_integer(const Node& node, Diagnostics& diagnostics);

/// A whole number from 0 to 2^64 - 1 (seeds, counts).
std::optional<std::uint64_t> parse_unsigned(const Node& node, Diagnostics& diagnostics);

/// `true` or `false`, nothing else.
std::optional<bool> parse_boolean(const Node& node, Diagnostics& diagnostics);

/// Any scalar as text; null, sequences and mappings are refused.
std::optional<std::string> parse_text(const Node& node, Diagnostics& diagnostics);

/// Reports what cannot be a name: those are up to 64 letters, digits, '_' or '-'.
void check_name(const std::string& name, Place place, Diagnostics& diagnostics);

/// An ISO date YYYY-MM-DD that exists in the (proleptic Gregorian) calendar.
std::optional<std::chrono::sys_days> parse_date(const Node& node, Diagnostics& diagnostics);

/// 9999-12-31, the last date that can be written, in days since 1970.
inline constexpr double last_day = 2'932'896;

/// The date as YYYY-MM-DD.
std::string format_date(std::chrono::sys_days date);

}  // namespace nakodo::experiment

#include "experiment/quantity.hpp"

#include <clocale>
#include <cstdint>
#include <limits>
#include <optional>
#include <string>

#include "tests/catch.hpp"

using namespace nakodo::experiment;

namespace {

std::optional<double> quantity(const std::string& text, Dimension dimension) {
  Diagnostics diagnostics;
  const auto value = parse_quantity(Node::scalar(text), dimension, diagnostics);
  CHECK(value.has_value() == diagnostics.ok());
  return value;
}

/// Message and advice of the one complaint about a text.
std::string complaint(const std::string& text, Dimension dimension) {
  Diagnostics diagnostics;
  CHECK_FALSE(parse_quantity(Node::scalar(text), dimension, diagnostics));
  REQUIRE(diagnostics.problems().size() == 1);
  return diagnostics.problems()[0].message + " | " + diagnostics.problems()[0].advice;
}

using nakodo::tests::contains;

}  // namespace

TEST_CASE("durations are read into days", "[quantity]") {
  CHECK(quantity("6 weeks", Dimension::days) == 42.0);
  CHECK(quantity("1 day", Dimension::days) == 1.0);
  CHECK(quantity("2 days", Dimension::days) == 2.0);
  CHECK(quantity("3 years", Dimension::days) == 1095.0);
  CHECK(quantity("2 months", Dimension::days) == 60.0);
  CHECK(quantity("8 hours", Dimension::days) == 8.0 / 24.0);
  CHECK(quantity("90 minutes", Dimension::days) == 90.0 / 1440.0);
  CHECK(quantity("0.5weeks", Dimension::days) == 3.5);
}

TEST_CASE("rates are read into events a day", "[quantity]") {
  CHECK(quantity("0.5 / year", Dimension::per_day) == 0.5 / 365.0);
  CHECK(quantity("0.5/year", Dimension::per_day) == 0.5 / 365.0);
  CHECK(quantity("2 per week", Dimension::per_day) == 2.0 / 7.0);
  CHECK(quantity("3 / hour", Dimension::per_day) == 72.0);
}

TEST_CASE("efforts are read into person-days of eight hours", "[quantity]") {
  CHECK(quantity("2 person-days", Dimension::person_days) == 2.0);
  CHECK(quantity("1 person-week", Dimension::person_days) == 5.0);
  CHECK(quantity("12 person-hours", Dimension::person_days) == 1.5);
}

TEST_CASE("money is a number of fee units", "[quantity]") {
  CHECK(quantity("3000", Dimension::money) == 3000.0);
  CHECK(quantity("3000 fee units", Dimension::money) == 3000.0);
  CHECK(quantity("1 fee unit", Dimension::money) == 1.0);
}

TEST_CASE("forty percent and 0.4 are the same bits", "[quantity]") {
  CHECK(quantity("40 %", Dimension::none) == 0.4);
  CHECK(quantity("40%", Dimension::none) == 0.4);
  CHECK(quantity("7 %", Dimension::none) == 0.07);
}

TEST_CASE("a bare number is taken in the canonical unit", "[quantity]") {
  for (const auto dimension : {Dimension::none, Dimension::days, Dimension::per_day,
                               Dimension::person_days, Dimension::money}) {
    CHECK(quantity("2.5", dimension) == 2.5);
  }
}

TEST_CASE("numbers may have a sign and a fraction and an exponent", "[quantity]") {
  CHECK(quantity("-1.5", Dimension::none) == -1.5);
  CHECK(quantity("+2", Dimension::none) == 2.0);
  CHECK(quantity(".7", Dimension::none) == 0.7);
  CHECK(quantity("1.", Dimension::none) == 1.0);
  CHECK(quantity("1e3", Dimension::none) == 1000.0);
  CHECK(quantity("1.5E-3 days", Dimension::days) == 0.0015);
  CHECK(quantity("0", Dimension::none) == 0.0);
  CHECK(quantity("-0.5", Dimension::none) == -0.5);
}

TEST_CASE("what is no number is refused", "[quantity]") {
  for (const auto* text : {"", " ", "-", ".", "e5", "nan", ".nan", "inf", "-inf", "0x10", "weeks",
                           "two weeks", "1e", "1..2", "--1", "1 2", "+-1", "1e400", "1e-400"}) {
    INFO(text);
    CHECK_FALSE(quantity(text, Dimension::none));
  }
}

TEST_CASE("a superfluous leading zero is refused in a quantity too", "[quantity]") {
  CHECK_THAT(complaint("010 weeks", Dimension::days), contains("superfluous zero"));
  CHECK_THAT(complaint("00.5", Dimension::none), contains("superfluous zero"));
}

TEST_CASE("grouped digits and decimal commas are refused with the reason", "[quantity]") {
  CHECK_THAT(complaint("3 000", Dimension::money), contains("not grouped"));
  CHECK_THAT(complaint("3,000", Dimension::money), contains("not grouped"));
  CHECK_THAT(complaint("3_000", Dimension::money), contains("not grouped"));
  CHECK_THAT(complaint("0,5 / year", Dimension::per_day), contains("decimal sign is a point"));
}

TEST_CASE("a quantity of the wrong dimension says what it is and what would fit", "[quantity]") {
  const auto text = complaint("2 person-days", Dimension::days);
  CHECK_THAT(text, contains("is an effort, but a duration is expected"));
  CHECK_THAT(text, contains("hours, days, weeks, months, years"));
  CHECK_THAT(complaint("6 weeks", Dimension::per_day), contains("is a duration, but a rate"));
  CHECK_THAT(complaint("1 / week", Dimension::days), contains("is a rate, but a duration"));
  CHECK_THAT(complaint("40 %", Dimension::days), contains("is a number, but a duration"));
  CHECK_THAT(complaint("2 days", Dimension::none), contains("is a duration, but a number"));
}

TEST_CASE("a misspelt unit gets a suggestion", "[quantity]") {
  CHECK_THAT(complaint("6 weekes", Dimension::days), contains("did you mean 'weeks'?"));
  CHECK_THAT(complaint("2 person days", Dimension::person_days), contains("'person-days'?"));
  CHECK_THAT(complaint("6 fortnights", Dimension::days), contains("'fortnights' is not a unit"));
}

TEST_CASE("a result too large for a number is refused", "[quantity]") {
  CHECK_THAT(complaint("1e308 years", Dimension::days), contains("too large"));
}

TEST_CASE("a quantity cannot be null or a list or a mapping", "[quantity]") {
  for (const auto& node : {Node::null(), Node::sequence(), Node::mapping()}) {
    Diagnostics diagnostics;
    CHECK_FALSE(parse_quantity(node, Dimension::days, diagnostics));
    CHECK_FALSE(parse_integer(node, diagnostics));
    CHECK_FALSE(parse_unsigned(node, diagnostics));
    CHECK_FALSE(parse_boolean(node, diagnostics));
    CHECK_FALSE(parse_text(node, diagnostics));
    CHECK_FALSE(parse_date(node, diagnostics));
    CHECK(diagnostics.problems().size() == 5);  // both whole numbers complain in the same words
  }
}

TEST_CASE("complaints stand at the place of the value", "[quantity]") {
  Diagnostics diagnostics;
  const auto file = diagnostics.files().add("a.yaml", "a: x");
  parse_quantity(Node::scalar("x", {file, 1, 4}), Dimension::days, diagnostics);
  CHECK(diagnostics.problems().at(0).place == Place{file, 1, 4});
}

TEST_CASE("integers are read in their whole range", "[quantity]") {
  Diagnostics diagnostics;
  CHECK(parse_integer(Node::scalar("9223372036854775807"), diagnostics) ==
        std::numeric_limits<std::int64_t>::max());
  CHECK(parse_integer(Node::scalar("-9223372036854775808"), diagnostics) ==
        std::numeric_limits<std::int64_t>::min());
  CHECK(parse_integer(Node::scalar("+5"), diagnostics) == 5);
  CHECK(parse_unsigned(Node::scalar("18446744073709551615"), diagnostics) ==
        std::numeric_limits<std::uint64_t>::max());
  CHECK(parse_unsigned(Node::scalar("-0"), diagnostics) == 0U);
  CHECK(diagnostics.ok());
}

TEST_CASE("what is no integer is refused", "[quantity]") {
  for (const auto* text : {"", "-", "1.0", "1e3", "010", "00", "0x10", "1_000", "1 000", "5 days",
                           "9223372036854775808", "+-5", "--5", "99999999999999999999"}) {
    INFO(text);
    Diagnostics diagnostics;
    CHECK_FALSE(parse_integer(Node::scalar(text), diagnostics));
    CHECK(diagnostics.problems().size() == 1);
  }
  Diagnostics diagnostics;
  CHECK_FALSE(parse_unsigned(Node::scalar("-1"), diagnostics));
  CHECK_THAT(diagnostics.text(), contains("out of range"));
}

TEST_CASE("only true and false are booleans", "[quantity]") {
  Diagnostics diagnostics;
  CHECK(parse_boolean(Node::scalar("true"), diagnostics) == true);
  CHECK(parse_boolean(Node::scalar("false"), diagnostics) == false);
  CHECK(diagnostics.ok());
  for (const auto* text : {"yes", "no", "on", "off", "True", "FALSE", "1", "0", ""}) {
    INFO(text);
    CHECK_FALSE(parse_boolean(Node::scalar(text), diagnostics));
  }
}

TEST_CASE("dates are read if the calendar knows them", "[quantity]") {
  using namespace std::chrono;
  Diagnostics diagnostics;
  CHECK(parse_date(Node::scalar("1986-11-10"), diagnostics) ==
        sys_days{year{1986} / month{11} / day{10}});
  CHECK(parse_date(Node::scalar("1988-02-29"), diagnostics).has_value());
  CHECK(parse_date(Node::scalar("2000-02-29"), diagnostics).has_value());
  CHECK(diagnostics.ok());
  for (const auto* text : {"1986-11-31", "1987-02-29", "1900-02-29", "1986-13-01", "1986-00-01",
                           "1986-01-00", "86-11-10", "1986-1-1", "1986/11/10", "10.11.1986", "",
                           "1986-11-1x", "-986-11-10", "1986-11-10T00:00", "1986-+1-10"}) {
    INFO(text);
    CHECK_FALSE(parse_date(Node::scalar(text), diagnostics));
  }
}

TEST_CASE("a date is written as it was read", "[quantity]") {
  Diagnostics diagnostics;
  for (const auto* text : {"1986-06-01", "0001-01-01", "9999-12-31", "1988-02-29"}) {
    CHECK(format_date(parse_date(Node::scalar(text), diagnostics).value()) == text);
  }
}

TEST_CASE("any scalar is a text", "[quantity]") {
  Diagnostics diagnostics;
  CHECK(parse_text(Node::scalar("yes"), diagnostics) == "yes");
  CHECK(parse_text(Node::scalar(""), diagnostics)->empty());
}

TEST_CASE("every unit that the manual names is understood", "[quantity]") {
  for (const auto dimension : {Dimension::none, Dimension::days, Dimension::per_day,
                               Dimension::person_days, Dimension::money}) {
    for (const auto& unit : units_of(dimension)) {
      INFO(unit);
      CHECK(quantity("1 " + unit, dimension).has_value());
    }
    CHECK_FALSE(dimension_name(dimension).empty());
  }
  CHECK(canonical_unit(Dimension::per_day) == "1/day");
}

TEST_CASE("numbers do not depend on the locale", "[quantity]") {
  const std::string before = std::setlocale(LC_ALL, nullptr);
  const bool changed = std::setlocale(LC_ALL, "de_DE.UTF-8") != nullptr;
  CHECK(quantity("0.5 / year", Dimension::per_day) == 0.5 / 365.0);
  INFO("a locale with decimal commas was " << (changed ? "set" : "not installed"));
  std::setlocale(LC_ALL, before.c_str());
}

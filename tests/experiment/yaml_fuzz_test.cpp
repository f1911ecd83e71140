// Random damage to a valid file must end in a tree or in a problem, never in a crash or a hang.

#include <random>
#include <string>
#include <string_view>
#include <utility>

#include "experiment/yaml_reader.hpp"
#include "experiment/yaml_writer.hpp"
#include "tests/catch.hpp"

using namespace nakodo::experiment;

namespace {

constexpr std::string_view valid_file = R"(# yaml-language-server: $schema=schema.json
nakodo: 1
title: "The Kinkei–SCO alliance"
extends: [worlds/osaka.yaml]
time: {start: 1986-06-01, horizon: 3 years}
firms:
  kinkei: {community: osaka, employees: 60, assent: {protocol: delegated}}
  makers: {count: 200, employees: {lognormal: {mean: 40, cv: 1}}}   # a population
occasions:
  - social_event: {name: 'Alliance 86', date: 1986-11-10}
    note: |
      several
        lines
  - {secondment: {of: "x\ty \"z\"", none: null}}
  -
    - 0.5 / year
    - >-
      folded
      text
experiment:
  factors:
    projects.atc_x.engage: [never, {when_frustrated: 0.4}, from_start]
  ? explicit
  : value
...
)";

constexpr std::string_view fragments[] = {"[",
                                          "]",
                                          "{",
                                          "}",
                                          ":",
                                          ": ",
                                          ",",
                                          "-",
                                          "- ",
                                          "? ",
                                          "&a ",
                                          "*a",
                                          "!t ",
                                          "!",
                                          "'",
                                          "\"",
                                          "\\",
                                          "|",
                                          ">",
                                          "#",
                                          " #",
                                          "\n",
                                          "\n  ",
                                          "\n\n",
                                          "---\n",
                                          "...",
                                          "%",
                                          "@",
                                          "\t",
                                          "\r",
                                          "~",
                                          "null",
                                          "<<: ",
                                          "010",
                                          ".nan",
                                          "0x1F",
                                          "a: b: c",
                                          "\xEF\xBB\xBF",
                                          "\xff",
                                          "\xc3",
                                          "\xE6\xAC\xA3",
                                          "  ",
                                          " ",
                                          "|2\n",
                                          ">+\n",
                                          "[[[[",
                                          "{a: ",
                                          "\n: ",
                                          "\"\\u12",
                                          "!<x",
                                          "!!str ",
                                          "`",
                                          "''",
                                          "\"\"",
                                          "? [a]\n: "};

std::string mutated(std::mt19937& random) {
  std::string text(valid_file);
  const auto pick = [&](std::size_t below) { return random() % below; };
  for (auto changes = 1 + pick(6); changes > 0 && !text.empty(); --changes) {
    const auto at = pick(text.size());
    const auto length = 1 + pick(20);
    switch (pick(7)) {
      case 0:
        text[at] = static_cast<char>(pick(256));
        break;
      case 1:
        text.erase(at, length);
        break;
      case 2:
        text.insert(at, fragments[pick(std::size(fragments))]);
        break;
      case 3:
        text.replace(at, length, fragments[pick(std::size(fragments))]);
        break;
      case 4:
        text.insert(pick(text.size()), text.substr(at, length));
        break;
      case 5:
        text.resize(at);
        break;
      default:
        std::swap(text[at], text[pick(text.size())]);
    }
  }
  return text;
}

}  // namespace

TEST_CASE("the file that is damaged below is valid", "[yaml]") {
  Diagnostics diagnostics;
  CHECK(read_yaml_text("a.yaml", valid_file, diagnostics));
  CHECK(diagnostics.text().empty());
}

// 20 000 mutations, fixed seed: damage that makes up 1 in 5000 would be missed with probability 2 %
TEST_CASE("twenty thousand damaged files end in a tree or in a problem with a place", "[yaml]") {
  std::mt19937 random(19861110);
  int good = 0;
  for (int i = 0; i < 20'000; ++i) {
    const auto text = mutated(random);
    Diagnostics diagnostics;
    const auto node = read_yaml_text("a.yaml", text, diagnostics);
    INFO(text);
    const bool has_outcome = node.has_value() || !diagnostics.ok();
    REQUIRE(has_outcome);
    for (const auto& problem : diagnostics.problems()) {
      REQUIRE(diagnostics.files().contains(problem.place.file));
      REQUIRE(problem.place.line >= 1);
      REQUIRE(problem.place.line <= diagnostics.files().line_count(problem.place.file));
      REQUIRE(problem.place.column >= 1);
      const auto line = diagnostics.files().line(problem.place.file, problem.place.line);
      REQUIRE(static_cast<std::size_t>(problem.place.column) <= line.size() + 1);
      REQUIRE_FALSE(problem.message.empty());
    }
    REQUIRE(diagnostics.text().empty() == diagnostics.ok());
    if (!diagnostics.ok()) continue;
    ++good;
    // whatever was accepted can be written and read again
    Diagnostics again;
    const auto copy = read_yaml_text("b.yaml", write_yaml(*node), again);
    REQUIRE(again.text().empty());
    REQUIRE(*copy == *node);
  }
  CHECK(good > 500);
  CHECK(good < 19'000);
}

// short texts of nothing but syntax reach states that damage to a long file does not
TEST_CASE("a hundred thousand random snippets of syntax end in a tree or in a problem", "[yaml]") {
  std::mt19937 random(8531);
  for (int i = 0; i < 100'000; ++i) {
    std::string text;
    for (auto count = 1 + random() % 8; count > 0; --count) {
      if (random() % 3 == 0) text += static_cast<char>('a' + random() % 3);
      text += fragments[random() % std::size(fragments)];
    }
    Diagnostics diagnostics;
    const auto node = read_yaml_text("a.yaml", text, diagnostics);
    INFO(text);
    const bool has_outcome = node.has_value() || !diagnostics.ok();
    REQUIRE(has_outcome);
  }
}

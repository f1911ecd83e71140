#include "experiment/diagnostics.hpp"

#include <string>

#include "tests/catch.hpp"

using namespace nakodo::experiment;

TEST_CASE("diagnostics without problems are fine and render to nothing", "[diagnostics]") {
  const Diagnostics diagnostics;
  CHECK(diagnostics.ok());
  CHECK(diagnostics.text().empty());
  CHECK(diagnostics.github().empty());
  CHECK(diagnostics.json() == "[]\n");
}

TEST_CASE("a problem is shown with its line and a caret and the advice", "[diagnostics]") {
  Diagnostics diagnostics;
  const auto file = diagnostics.files().add("a.yaml", "title: x\nsead: 3\n");
  diagnostics.error({file, 2, 1}, "unknown key 'sead'", "did you mean 'seed'?");
  CHECK_FALSE(diagnostics.ok());
  CHECK(diagnostics.text() ==
        "a.yaml:2:1: error: unknown key 'sead'\n"
        "  sead: 3\n"
        "  ^\n"
        "  did you mean 'seed'?\n");
}

TEST_CASE("problems are sorted by file and line and column", "[diagnostics]") {
  Diagnostics diagnostics;
  const auto first = diagnostics.files().add("a.yaml", "abc\ndef\n");
  const auto second = diagnostics.files().add("b.yaml", "abc\n");
  diagnostics.error({second, 1, 1}, "fourth");
  diagnostics.error({first, 2, 2}, "third");
  diagnostics.error({first, 2, 1}, "second");
  diagnostics.error({first, 1, 3}, "first");
  const auto problems = diagnostics.problems();
  REQUIRE(problems.size() == 4);
  CHECK(problems[0].message == "first");
  CHECK(problems[1].message == "second");
  CHECK(problems[2].message == "third");
  CHECK(problems[3].message == "fourth");
}

TEST_CASE("the same problem is reported once even if others stand between", "[diagnostics]") {
  Diagnostics diagnostics;
  const auto file = diagnostics.files().add("a.yaml", "abc\n");
  diagnostics.error({file, 1, 1}, "one");
  diagnostics.error({file, 1, 1}, "two");
  diagnostics.error({file, 1, 1}, "one");
  CHECK(diagnostics.problems().size() == 2);
}

TEST_CASE("the caret stands under a character after wide and accented ones", "[diagnostics]") {
  Diagnostics diagnostics;
  const auto file = diagnostics.files().add("a.yaml", "é: 欣x\n");
  diagnostics.error({file, 1, 5}, "here");
  CHECK(diagnostics.text() == "a.yaml:1:5: error: here\n  é: 欣x\n       ^\n");
}

TEST_CASE("a tab before the caret is shown as one space", "[diagnostics]") {
  Diagnostics diagnostics;
  const auto file = diagnostics.files().add("a.yaml", "\ta: b\n");
  diagnostics.error({file, 1, 2}, "here");
  CHECK(diagnostics.text() == "a.yaml:1:2: error: here\n   a: b\n   ^\n");
}

TEST_CASE("a long line is cut around the caret", "[diagnostics]") {
  Diagnostics diagnostics;
  const auto file =
      diagnostics.files().add("a.yaml", std::string(5000, 'x') + "!" + std::string(5000, 'y'));
  diagnostics.error({file, 1, 5001}, "here");
  const auto text = diagnostics.text();
  CHECK(text.size() < 400);
  CHECK(text.find("xxx!yyy") != std::string::npos);
}

TEST_CASE("control characters of a file do not reach the terminal", "[diagnostics]") {
  Diagnostics diagnostics;
  const auto file = diagnostics.files().add("a\x1b.yaml", "a\x1b[31m\xff\n");
  diagnostics.error({file, 1, 1}, "bad \x1b[2J");
  const auto text = diagnostics.text();
  CHECK(text.find('\x1b') == std::string::npos);
  CHECK(text.find('\xff') == std::string::npos);
}

TEST_CASE("a problem with a whole file has no line", "[diagnostics]") {
  Diagnostics diagnostics;
  const auto file = diagnostics.files().add("a.yaml", "");
  diagnostics.error({file, 0, 0}, "does not exist");
  CHECK(diagnostics.text() == "a.yaml: error: does not exist\n");
  CHECK(diagnostics.github() == "::error file=a.yaml::does not exist\n");
}

TEST_CASE("a problem without a file is shown all the same", "[diagnostics]") {
  Diagnostics diagnostics;
  diagnostics.error({}, "no configuration");
  CHECK(diagnostics.text() == "error: no configuration\n");
  CHECK(diagnostics.github() == "::error::no configuration\n");
}

TEST_CASE("the JSON report escapes quotes and control characters", "[diagnostics]") {
  Diagnostics diagnostics;
  const auto file = diagnostics.files().add("a \"b\".yaml", "x\n");
  diagnostics.error({file, 1, 1}, "tab\there\nback\\slash", "ad\xffvice");
  CHECK(diagnostics.render(ReportFormat::json) ==
        "[\n {\"file\": \"a \\\"b\\\".yaml\", \"line\": 1, \"column\": 1, \"message\": "
        "\"tab\\u0009here\\nback\\\\slash\", \"advice\": \"ad\xEF\xBF\xBDvice\"}\n]\n");
}

TEST_CASE("the GitHub report escapes what its syntax uses", "[diagnostics]") {
  Diagnostics diagnostics;
  const auto file = diagnostics.files().add("a,b:c.yaml", "x\n");
  diagnostics.error({file, 1, 1}, "100 %: no", "yes");
  CHECK(diagnostics.render(ReportFormat::github) ==
        "::error file=a%2Cb%3Ac.yaml,line=1,col=1::100 %25: no%0Ayes\n");
}

TEST_CASE("a configuration error carries the rendered report", "[diagnostics]") {
  Diagnostics diagnostics;
  diagnostics.error({}, "no configuration");
  CHECK(std::string(ConfigError(diagnostics).what()) == diagnostics.render(ReportFormat::text));
}

TEST_CASE("lines of Windows files are shown without their carriage return", "[diagnostics]") {
  SourceFiles files;
  const auto file = files.add("a.yaml", "one\r\ntwo");
  CHECK(files.line(file, 1) == "one");
  CHECK(files.line(file, 2) == "two");
  CHECK(files.line(file, 3).empty());
  CHECK(files.line_count(file) == 2);
}

#include "experiment/csv_reader.hpp"

#include <algorithm>
#include <sstream>

#include "kernel/random.hpp"
#include "tests/catch.hpp"

namespace nakodo::experiment {
namespace {

using Records = std::vector<std::vector<std::string>>;

struct ReadCsv {
  Records records;
  std::string problems;  ///< line:column message, a line each
};

ReadCsv read_csv(const std::string& text) {
  std::istringstream in(text);
  Diagnostics diagnostics;
  CsvReader reader(in, diagnostics.files().add("a.csv", ""), diagnostics);
  ReadCsv result;
  while (reader.next()) {
    std::vector<std::string>& cells = result.records.emplace_back();
    for (std::size_t i = 0; i < reader.size(); ++i) cells.emplace_back(reader[i]);
  }
  CHECK(reader.finish() == diagnostics.ok());
  for (const Problem& problem : diagnostics.problems())
    result.problems += std::to_string(problem.place.line) + ":" +
                       std::to_string(problem.place.column) + " " + problem.message + "\n";
  return result;
}
Records records(const std::string& text) {
  const ReadCsv result = read_csv(text);
  CHECK(result.problems.empty());
  return result.records;
}

}  // namespace

TEST_CASE("cells are what stands between commas, as it stands", "[csv]") {
  CHECK(records("id,employees\nRexon, 40\n") == Records{{"id", "employees"}, {"Rexon", " 40"}});
  CHECK(records("a,,\n,\n") == Records{{"a", "", ""}, {"", ""}});
  CHECK(records("三菱,a\tb") == Records{{"三菱", "a\tb"}});
}

TEST_CASE("a cell in quotes may hold commas and doubled quotes", "[csv]") {
  CHECK(records("\"a,b\",\"\",\"say \"\"no\"\"\"\n") == Records{{"a,b", "", "say \"no\""}});
  CHECK(records("\"\"\"\",x,\"\"\"\"\"\"") == Records{{"\"", "x", "\"\""}});
}

TEST_CASE("a byte order mark, either line end and empty lines make no difference", "[csv]") {
  const Records plain{{"a", "b"}, {"1", "2"}};
  CHECK(records("\xEF\xBB\xBF"
                "a,b\r\n1,2\r\n") == plain);
  CHECK(records("\n\na,b\n\r\n1,2") == plain);
  CHECK(records("").empty());
}

TEST_CASE("what is broken has its place, and the records around it are read", "[csv]") {
  const auto result = read_csv("a\nb\"c\n\"open\n\"shut\"x\n\xFFz\n三\x01\nend\n");
  CHECK(result.records == Records{{"a"}, {"end"}});
  CHECK(result.problems ==
        "2:2 a quote in the middle of a cell\n"
        "3:1 this quote is not closed on its line\n"
        "4:7 text after the closing quote\n"
        "5:1 this is not valid UTF-8\n"
        "6:2 the control character U+0001 is not allowed here\n");
}

TEST_CASE("UTF-16 is no CSV file, nor are zero bytes", "[csv]") {
  CHECK(read_csv(std::string("\xFF\xFE"
                             "a\0",
                             4))
            .problems == "1:1 this is UTF-16, not UTF-8\n");
  CHECK(read_csv(std::string("a\0b", 3)).problems ==
        "1:2 the control character U+0000 is not allowed here\n");
}

TEST_CASE("a line without end is refused before it fills the memory", "[csv]") {
  const std::string just(CsvLimits::line, 'x');
  CHECK(records("a\n" + just + "\nb\n") == Records{{"a"}, {just}, {"b"}});
  const auto result = read_csv("a\n" + just + "x\nb\n");
  CHECK(result.records == Records{{"a"}});
  CHECK(result.problems == "2:1 this line is longer than 65536 bytes\n");
  CHECK(read_csv(std::string(std::size_t{1} << 22, 'x')).problems ==
        "1:1 this line is longer than 65536 bytes\n");
}

TEST_CASE("the first 20 problems of a file are told, the others counted", "[csv]") {
  std::string text;
  for (int i = 0; i < 1000; ++i) text += "a\"b\n";
  const auto result = read_csv(text);
  CHECK(std::count(result.problems.begin(), result.problems.end(), '\n') == 21);
  CHECK(result.problems.find("21:2 this and 979 more problems of this file are not told\n") !=
        std::string::npos);
}

TEST_CASE("what is written by the rules is read as it was", "[csv]") {
  kernel::RandomStream random(1986, 0, 0, 0);
  const std::vector<std::string> pieces{"a", ",", "\"", "é", "漢", " ", "0", "\t"};
  for (int round = 0; round < 300; ++round) {
    Records wanted(1 + random.below(5));
    std::string text;
    for (auto& cells : wanted) {
      cells.resize(2 + random.below(4));
      for (std::string& cell : cells) {
        for (auto i = random.below(6); i-- > 0;) cell += pieces[random.below(pieces.size())];
        const bool quoted = cell.find_first_of(",\"") != std::string::npos || random.chance(0.3);
        if (&cell != &cells.front()) text += ',';
        if (!quoted) {
          text += cell;
          continue;
        }
        text += '"';
        for (const char c : cell) text += c == '"' ? std::string("\"\"") : std::string(1, c);
        text += '"';
      }
      text += random.chance(0.5) ? "\r\n" : "\n";
    }
    CAPTURE(text);
    CHECK(records(text) == wanted);
  }
}

TEST_CASE("no bytes at all make the reader fail", "[csv]") {
  kernel::RandomStream random(1986, 1, 0, 0);
  const std::string alphabet("ab,,\"\"\n\n\r\t\0\xEF\xBB\xBF\xE6\xFF", 17);
  for (int round = 0; round < 3000; ++round) {
    std::string text;
    for (auto i = random.below(60); i-- > 0;) text += alphabet[random.below(alphabet.size())];
    std::istringstream in(text);
    Diagnostics diagnostics;
    CsvReader reader(in, diagnostics.files().add("a.csv", ""), diagnostics);
    while (reader.next()) REQUIRE(reader.size() > 0);
    reader.finish();
    for (const Problem& problem : diagnostics.problems()) {
      REQUIRE(problem.place.line >= 1);
      REQUIRE(problem.place.column >= 1);
    }
    REQUIRE(diagnostics.text().size() < 20'000);
  }
}

TEST_CASE("a fingerprint is that of the bytes, however they were cut", "[csv]") {
  const std::string text = "id\n\xE6\xFF and so on, and so on\n";
  ByteFingerprint whole;
  whole.add(text);
  for (std::size_t cut = 0; cut <= text.size(); ++cut) {
    ByteFingerprint parts;
    parts.add(std::string_view(text).substr(0, cut));
    parts.add(std::string_view(text).substr(cut));
    CHECK(parts.hex() == whole.hex());
  }
  ByteFingerprint longer = whole;
  longer.add(std::string_view("\0", 1));
  CHECK(longer.hex() != whole.hex());
  CHECK(whole.hex().size() == 16);
}

}  // namespace nakodo::experiment

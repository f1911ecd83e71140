#include "experiment/tie_file.hpp"

#include <sstream>

#include "tests/catch.hpp"
#include "tests/experiment/problem_lines.hpp"

namespace nakodo::experiment {
namespace {

using models::BodyId;

struct ReadTies {
  models::Acquaintances ties;
  std::string problems;  ///< line:column message, a line each
};

/// Of bodies called 0, 1, …, 9.
ReadTies read_pairs(const std::string& text) {
  std::istringstream in(text);
  Diagnostics diagnostics;
  CsvReader reader(in, diagnostics.files().add("ties.csv", ""), diagnostics);
  ReadTies result{read_ties(
                      reader, 10,
                      [](std::string_view name) {
                        return name.size() == 1 && name[0] >= '0' && name[0] <= '9'
                                   ? BodyId{name[0] - '0'}
                                   : BodyId{};
                      },
                      [](std::string_view) { return "name a digit"; }),
                  {}};
  reader.finish();
  result.problems = problem_lines(diagnostics);
  return result;
}

}  // namespace

TEST_CASE("ties are read, in both directions one", "[tie_file]") {
  const ReadTies result = read_pairs("from,to\n1,2\n2,1\n\"3\",9\n");
  CHECK(result.problems.empty());
  CHECK(result.ties.size() == 2);
  CHECK(result.ties.know(BodyId{2}, BodyId{1}));
  CHECK(result.ties.know(BodyId{9}, BodyId{3}));
  CHECK_FALSE(result.ties.know(BodyId{1}, BodyId{3}));
  CHECK(read_pairs("to,from\n1,2\n").ties.size() == 1);
  CHECK(read_pairs("from,to\n").ties.size() == 0);
}

TEST_CASE("a tie to nobody, to oneself or listed again has its place", "[tie_file]") {
  CHECK(read_pairs("from,to\n1,2\n1,x\ny,\n5,5\n\n2,3\n1,2\n2,3\n1,2,3\n1\n1,2\n").problems ==
        "3:3 'x' is neither a firm nor an intermediary\n"
        "4:1 'y' is neither a firm nor an intermediary\n"
        "4:3 '' is neither a firm nor an intermediary\n"
        "5:3 '5' is tied to itself\n"
        "8:1 this tie is already in line 2\n"
        "9:1 this tie is already in line 7\n"
        "10:5 cells of this line: 3, of the header: 2\n"
        "11:2 cells of this line: 1, of the header: 2\n"
        "12:1 this tie is already in line 2\n");
}

TEST_CASE("the header of ties says from and to", "[tie_file]") {
  const std::string wrong = "1:1 the columns of ties are 'from' and 'to', and no others\n";
  CHECK(read_pairs("who,whom\n1,2\n").problems == wrong);
  CHECK(read_pairs("from,to,since\n1,2,3\n").problems == wrong);
  CHECK(read_pairs("").problems == "0:0 the file holds no ties\n");
}

TEST_CASE("beyond 2 000 000 ties nothing more is read", "[tie_file]") {
  std::string text = "from,to\n";
  for (std::size_t i = 0; i < most_ties; ++i) text += "1,2\n";
  const ReadTies result = read_pairs(text + "x,y\n1,2\n");
  CHECK(result.problems.find("3:1 this tie is already in line 2\n") != std::string::npos);
  CHECK(read_pairs(text + "3,4\n").problems.find("of this file are not told") != std::string::npos);
}

}  // namespace nakodo::experiment

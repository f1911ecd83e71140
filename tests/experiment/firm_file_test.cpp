#include "experiment/firm_file.hpp"

#include <sstream>

#include "tests/catch.hpp"
#include "tests/experiment/problem_lines.hpp"

namespace nakodo::experiment {
namespace {

struct ReadFirms {
  std::shared_ptr<models::FirmTable> table;
  std::string problems;  ///< line:column message, a line each
};

ReadFirms read_table(const std::string& text) {
  std::istringstream in(text);
  Diagnostics diagnostics;
  CsvReader reader(in, diagnostics.files().add("firms.csv", ""), diagnostics);
  ReadFirms result{read_firms(reader), {}};
  reader.finish();
  result.problems = problem_lines(diagnostics);
  return result;
}

}  // namespace

TEST_CASE("firms are read whatever the order of the columns, and an empty cell says nothing",
          "[firm_file]") {
  const auto [table, problems] = read_table(
      "supplies:module,organisational,id,visibility,employees\n"
      "0.8,-0.5,Rexon,1e3,40\n,,\"Micro, Inc.\",,\n");
  CHECK(problems.empty());
  REQUIRE(table != nullptr);
  CHECK(table->size() == 2);
  CHECK(table->employees(0) == 40);
  CHECK(table->visibility(0) == 1000.0);
  CHECK(table->organisational(0) == -0.5);
  CHECK((*table->supplies().find("module"))[0] == 0.8);
  CHECK(table->name(1) == "Micro, Inc.");
  CHECK_FALSE(table->employees(1).has_value());
  CHECK_FALSE((*table->supplies().find("module"))[1].has_value());
}

TEST_CASE("every wrong cell of a file has its place", "[firm_file]") {
  CHECK(read_table("id,employees,visibility,supplies:module\n"
                   "a,0,0,-0.1\n"
                   "b,4.5,much,1.01\n"
                   "c,99999999999,inf,nan\n"
                   "d,40, 2,\n"
                   ",40,,\n"
                   " e,,,\n"
                   "f,,\n"
                   "g,,,,\n")
            .problems ==
        "2:3 employees have to be from 1 to 10000000, not 0\n"
        "2:5 visibility has to be greater than 0, not 0\n"
        "2:7 a fit has to be from 0 to 1, not -0.1\n"
        "3:3 '4.5' is no whole number\n"
        "3:7 'much' is no number\n"
        "3:12 a fit has to be from 0 to 1, not 1.01\n"
        "4:3 employees have to be from 1 to 10000000, not 99999999999\n"
        "4:15 'inf' is no number\n"
        "4:19 'nan' is no number\n"
        "5:6 ' 2' is no number\n"
        "6:1 the firm has no id\n"
        "7:1 ' e' begins or ends with a blank\n"
        "8:4 cells of this line: 3, of the header: 4\n"
        "9:6 cells of this line: 5, of the header: 4\n");
}

TEST_CASE("an id that is there again names the line where it was first", "[firm_file]") {
  CHECK(read_table("id\na\n\nb\na\nb\na\n").problems ==
        "5:1 'a' is already the firm of line 2\n"
        "6:1 'b' is already the firm of line 4\n"
        "7:1 'a' is already the firm of line 2\n");
}

TEST_CASE("columns are known, each there once, and one is the id", "[firm_file]") {
  CHECK(read_table("name,age\nx,3\n").problems ==
        "1:1 unknown column 'name'\n1:6 unknown column 'age'\n");
  CHECK(read_table("employees\n3\n").problems == "1:1 there is no column 'id'\n");
  CHECK(read_table("id,id\n").problems == "1:4 the column 'id' is there twice\n");
  CHECK(read_table("id,supplies:a,supplies:a\n").problems ==
        "1:15 the column 'supplies:a' is there twice\n");
  CHECK(read_table("id,supplies:\n").problems == "1:4 '' cannot be the name of a resource\n");
  CHECK(read_table("id;employees\nx;3\n").problems == "1:1 unknown column 'id;employees'\n");
}

TEST_CASE("a file without firms is told as a whole", "[firm_file]") {
  CHECK(read_table("").problems == "0:0 the file holds no firms\n");
  CHECK(read_table("id\n").problems == "0:0 the file holds a header, but no firms\n");
}

TEST_CASE("beyond 100 000 firms nothing more is read", "[firm_file]") {
  std::string text = "id\n";
  for (int i = 0; i < 100'002; ++i) text += "f" + std::to_string(i) + "\n";
  CHECK(read_table(text).problems == "100002:1 there are more than 100000 firms\n");
}

}  // namespace nakodo::experiment

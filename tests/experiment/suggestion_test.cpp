#include "experiment/suggestion.hpp"

#include <string>
#include <vector>

#include "tests/catch.hpp"

using nakodo::experiment::closest;
using nakodo::experiment::suggest;

namespace {
const std::vector<std::string> keys = {"seed", "replications", "go_between", "employees", "style"};
}

TEST_CASE("a word with one letter wrong is recognised", "[suggestion]") {
  CHECK(closest("sead", keys) == "seed");
  CHECK(closest("emploies", keys) == "employees");
}

TEST_CASE("two neighbouring letters swapped are one mistake", "[suggestion]") {
  CHECK(closest("stlye", keys) == "style");
}

TEST_CASE("case and the choice of dash do not matter", "[suggestion]") {
  CHECK(closest("Go-Between", keys) == "go_between");
}

TEST_CASE("a word that is far from all others has no suggestion", "[suggestion]") {
  CHECK_FALSE(closest("budget", keys));
  CHECK_FALSE(closest("", keys));
  CHECK_FALSE(closest(std::string(5000, 'x'), keys));
}

TEST_CASE("a single letter is never taken for another", "[suggestion]") {
  CHECK_FALSE(closest("a", std::vector<std::string>{"b"}));
}

TEST_CASE("the first of equally near words wins", "[suggestion]") {
  CHECK(closest("cat", std::vector<std::string>{"car", "can"}) == "car");
}

TEST_CASE("the nearest word wins wherever it stands in the list", "[suggestion]") {
  CHECK(closest("replication", std::vector<std::string>{"replicating", "replications"}) ==
        "replications");
}

TEST_CASE("the advice names the nearest word and what else is valid", "[suggestion]") {
  CHECK(suggest("xyz", std::vector<std::string>{"jobs", "out"}) == "valid here: jobs, out");
  CHECK(suggest("xyz", std::vector<std::string>{"jobs", "out", "jobs"}) == "valid here: jobs, out");
  CHECK(suggest("job", std::vector<std::string>{"jobs", "out"}) ==
        "did you mean 'jobs'? Valid here: jobs, out");
}

TEST_CASE("without candidates there is no advice", "[suggestion]") {
  CHECK(suggest("x", {}).empty());
}

TEST_CASE("a long list is left out where a suggestion was found", "[suggestion]") {
  std::vector<std::string> many;
  for (int i = 0; i < 20; ++i) many.push_back("parameter_" + std::to_string(i));
  many.emplace_back("latency");
  CHECK(suggest("latancy", many) == "did you mean 'latency'?");
}

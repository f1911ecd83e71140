// The tables of parameters, as `nakodo describe --format markdown` prints them and models/ holds
// them.
#include "tests/catch.hpp"
#include "tests/experiment/kept_text.hpp"
#include "tests/experiment/program.hpp"

namespace nakodo::experiment {

TEST_CASE("models/parameters.md is what the program prints", "[parameters]") {
  const Ended printed = nakodo({"describe", "--format", "markdown"});
  REQUIRE(printed.code == 0);
  check_kept("models/parameters.md", printed.out);
}

TEST_CASE("a path gives the table below it alone", "[parameters]") {
  const Ended trust = nakodo({"describe", "trust", "--format", "markdown"});
  CHECK(trust.out.starts_with("## `trust`\n"));
  CHECK_THAT(trust.out, tests::contains("| `trust.loss_aversion` | 2.5 | – | ≥ 1 | "));
  CHECK(trust.out.find("`patience.") == std::string::npos);
}

TEST_CASE("another format of describe is refused with what there is", "[parameters]") {
  const Ended refused = nakodo({"describe", "--format", "html"});
  CHECK(refused.code == 2);
  CHECK_THAT(refused.err, tests::contains("text or markdown"));
}

}  // namespace nakodo::experiment

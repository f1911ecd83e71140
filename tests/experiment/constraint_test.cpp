#include "experiment/constraint.hpp"

#include <string>
#include <vector>

#include "tests/experiment/designs.hpp"

namespace nakodo::experiment {
namespace {

using Texts = std::vector<std::string>;

const std::string factors =
    "{trust.blame: [0, 0.5, 1], projects.venture.medium: [letter, fax], "
    "firms.home.patience: {low: 1, high: 2, levels: 2}}";

/// Which points of 3 × 2 × 2 are left.
Texts left(const std::string& where) {
  return texts_of(designed(factors, "{kind: full_factorial, where: \"" + where + "\"}"));
}
std::string problem_where(const std::string& where) {
  return problems_designed(factors, "{kind: full_factorial, where: \"" + where + "\"}");
}
/// Where the condition begins.
constexpr int begin = 42;

}  // namespace

TEST_CASE("points that do not satisfy the condition are left out", "[constraint]") {
  CHECK(left("blame < 0.5 and medium != letter") == Texts{"0 fax 1", "0 fax 2"});
  CHECK(left("blame >= 1 and patience == 2 or blame == 0 and medium == fax") ==
        Texts{"0 fax 1", "0 fax 2", "1 letter 2", "1 fax 2"});
  CHECK(left("blame >= 1 and (patience == 2 or blame == 0) and medium == 'fax'") ==
        Texts{"1 fax 2"});
  CHECK(left("not (blame <= 0.5 or medium == fax)") == Texts{"1 letter 1", "1 letter 2"});
  CHECK(left("not not blame > .5 and letter == medium") == Texts{"1 letter 1", "1 letter 2"});
}

TEST_CASE("a condition may compute, products before sums, from the left", "[constraint]") {
  CHECK(left("blame + patience * 2 == 5 and medium == fax") == Texts{"1 fax 2"});
  CHECK(left("(blame + patience) * 2 == 6 and medium == fax") == Texts{"1 fax 2"});
  CHECK(left("patience - blame - 1 == -1 and medium == fax") == Texts{"1 fax 1"});
  CHECK(left("8 / patience / 2 == 4 and blame == 0 and medium == fax") == Texts{"0 fax 1"});
  CHECK(left("-blame > -1e-3 and patience < 1.5e0 and medium == fax") == Texts{"0 fax 1"});
  CHECK(left("blame > 99 % and patience < 2 and medium == fax") == Texts{"1 fax 1"});
}

TEST_CASE("a condition may speak in units", "[constraint]") {
  const std::string latency = "{media.fax.latency: {low: 1 day, high: 3 days, levels: 3}}";
  CHECK(texts_of(designed(latency, "{kind: full_factorial, where: latency >= 48 hours}")) ==
        Texts{"2", "3"});
  CHECK(texts_of(designed("{media.fax.latency: [1 day, 2 days]}",
                          "{kind: full_factorial, where: \"latency == '2 days'\"}")) ==
        Texts{"2_days"});
}

TEST_CASE("what is wrong with a condition is told at its place", "[constraint]") {
  const auto at = [](int offset, const std::string& message) {
    return "20:" + std::to_string(begin + offset) + " " + message + "\n";
  };
  CHECK(problem_where("blme < 1") == at(0, "'blme' is not a factor of this experiment"));
  CHECK(problem_where("blame < 1 and medium != fox") == at(24, "'fox' is not a level of 'medium'"));
  CHECK(problem_where("blame < 1 and medium < fax") ==
        at(14, "the levels of 'medium' are names without an order"));
  CHECK(problem_where("medium == 1") == at(10, "'medium' can only be compared with its levels"));
  CHECK(problem_where("medium + 1 == 2") ==
        at(0, "'medium' has names, not numbers, as its levels"));
  CHECK(problem_where("blame = 1") == at(6, "'=' does not compare"));
  CHECK(problem_where("0 < blame < 1") == at(10, "only two things can be compared at a time"));
  CHECK(problem_where("(blame < 1") == at(0, "this parenthesis is not closed"));
  CHECK(problem_where("blame < 1)") == at(9, "a condition cannot go on like this"));
  CHECK(problem_where("blame < 1 and") == at(13, "something is missing at the end"));
  CHECK(problem_where("blame < and 1") == at(8, "something is missing before 'and'"));
  CHECK(problem_where("blame & 1") == at(6, "this is not understood in a condition"));
  CHECK(problem_where("medium == 'fax") == at(10, "this quote is not closed"));
  CHECK(problem_where("blame") == at(0, "this is a number, not a condition"));
  CHECK(problem_where("blame and patience < 2") == at(0, "this is a number, not a condition"));
  CHECK(problem_where("(blame < 1) + 1 == 2") == at(1, "this is a condition, not a number"));
  CHECK(problem_where("blame < 3 wekks") == at(8, "'wekks' is not a unit of a number"));
  CHECK(problem_where("blame > 2") == "20:41 no point is left in the design\n");
  CHECK_THAT(problem_where(std::string(3'000, '(')), tests::contains("longer than 2000 bytes"));
  CHECK_THAT(problem_where(std::string(1'000, '(')), tests::contains("at most 64 parentheses"));
  CHECK_THAT(problem_where(std::string(2'000, '-')), tests::contains("missing at the end"));
}

TEST_CASE("of Morris whole trajectories are left out", "[constraint]") {
  const std::string two = "{trust.blame: {low: 0, high: 1}, trust.floor: {low: 0, high: 1}}";
  const Design all = designed(two, "{kind: morris, trajectories: 40}");
  const Design some = designed(two, "{kind: morris, trajectories: 40, where: blame + floor < 1.5}");
  CHECK(some.left_out + some.size == 120);
  CHECK(some.size % 3 == 0);
  std::vector<double> expected;
  for (std::size_t t = 0; t < 120; t += 3) {
    bool whole = true;
    for (std::size_t p = t; p < t + 3; ++p)
      whole = whole && all.columns[0].values[p] + all.columns[1].values[p] < 1.5;
    if (whole)
      expected.insert(expected.end(), all.columns[0].values.begin() + static_cast<long>(t),
                      all.columns[0].values.begin() + static_cast<long>(t) + 3);
  }
  CHECK(!expected.empty());
  CHECK(some.columns[0].values == expected);
}

}  // namespace nakodo::experiment

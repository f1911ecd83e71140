#include "experiment/design_kinds.hpp"

#include <algorithm>
#include <boost/random/sobol.hpp>
#include <cmath>
#include <set>
#include <string>
#include <vector>

#include "tests/experiment/designs.hpp"

namespace nakodo::experiment {
namespace {

using Texts = std::vector<std::string>;

const std::string two_shares = "{trust.blame: {low: 0, high: 1}, trust.floor: {low: 0, high: 1}}";

}  // namespace

TEST_CASE("a full factorial takes as many levels of a range as are asked for", "[design]") {
  CHECK(texts_of(designed("{trust.blame: {low: 0.1, high: 0.5, levels: 3}, "
                          "firms.home.stakeholders.count: [1, 2]}",
                          "full_factorial")) ==
        Texts{"0.1 1", "0.1 2", "0.3 1", "0.3 2", "0.5 1", "0.5 2"});
  CHECK(texts_of(designed("{firms.home.patience: {low: 0.25, high: 4, scale: log, levels: 5}}",
                          "full_factorial")) == Texts{"0.25", "0.5", "1", "2", "4"});
  CHECK(texts_of(designed("{firms.home.stakeholders.count: {low: 2, high: 5, integer: true}}",
                          "full_factorial")) == Texts{"2", "3", "4", "5"});
  CHECK_THAT(problems_designed("{trust.blame: {low: 0, high: 1}}", "full_factorial"),
             tests::contains("how many levels of this range are in the design is not said"));
}

TEST_CASE("a Latin hypercube meets every part of every range exactly once", "[design]") {
  const std::size_t n = GENERATE(std::size_t{1}, std::size_t{2}, std::size_t{7}, std::size_t{500});
  const Design design =
      designed(two_shares, "{kind: lhs, seed: 5, points: " + std::to_string(n) + "}");
  REQUIRE(design.size == n);
  for (const FactorColumn& column : design.columns) {
    std::set<double> parts;
    for (const double value : column.values)
      parts.insert(std::floor(value * static_cast<double>(n)));
    CHECK(parts.size() == n);
  }
}

TEST_CASE("a Latin hypercube combines parts at random, by its own seed", "[design]") {
  const auto values_of = [](const std::string& seed, const std::string& sets) {
    return experiment_of(varied_world(two_shares, "{kind: lhs, points: 400" + seed + "}"), {sets})
        .design.columns;
  };
  const auto columns = values_of(", seed: 5", "experiment.seed=1");
  CHECK(columns[0].values == values_of(", seed: 5", "experiment.seed=2")[0].values);
  CHECK(columns[0].values != values_of(", seed: 6", "experiment.seed=1")[0].values);
  CHECK(values_of("", "experiment.seed=1")[0].values ==
        values_of(", seed: 1", "experiment.seed=1")[0].values);
  // The correlation of two random orders of 400 is normal with sd 1/sqrt(399).
  double sum = 0.0;
  for (std::size_t p = 0; p < 400; ++p)
    sum += (columns[0].values[p] - 0.5) * (columns[1].values[p] - 0.5);
  CHECK(std::abs(sum / 400.0 * 12.0) * std::sqrt(399.0) < 4.5);
}

TEST_CASE("factors with levels have equal shares of a Latin hypercube", "[design]") {
  const Design design = designed(
      "{trust.blame: {low: 0, high: 1}, firms.home.stakeholders.count: [1, 2, 3], "
      "firms.far.stakeholders.count: {low: 3, high: 6, integer: true}}",
      "{kind: lhs, points: 60}");
  for (int level = 0; level < 3; ++level)
    CHECK(std::count(design.columns[1].codes.begin(), design.columns[1].codes.end(), level) == 20);
  for (const double count : {3.0, 4.0, 5.0, 6.0})
    CHECK(std::count(design.columns[2].values.begin(), design.columns[2].values.end(), count) ==
          15);
}

TEST_CASE("the Sobol sequence is that of Boost, half a cell further, behind the origin",
          "[design]") {
  const Design design = designed(two_shares, "{kind: sobol, points: 64}");
  boost::random::sobol sequence(2);
  for (std::size_t p = 0; p < 64; ++p)
    for (std::size_t f = 0; f < 2; ++f) {
      const double u = p == 0 ? 0.0 : static_cast<double>(sequence()) * 0x1p-64;
      CHECK(std::abs(design.columns[f].values[p] - (u + 1.0 / 128)) < 1e-12);
    }
  CHECK(texts_of(designed(two_shares, "{kind: sobol, points: 4}")) ==
        Texts{"0.125 0.125", "0.625 0.625", "0.875 0.375", "0.375 0.875"});
}

TEST_CASE("a power of two points of the Sobol sequence is a net, shifted or not", "[design]") {
  const std::string seed = GENERATE("", ", seed: 3", ", seed: 4");
  const Design design = designed(two_shares, "{kind: sobol, points: 256" + seed + "}");
  // In two dimensions every box of 2^-a by 2^-(8-a) holds exactly one point.
  for (int a = 0; a <= 8; ++a) {
    std::set<std::pair<double, double>> boxes;
    for (std::size_t p = 0; p < 256; ++p)
      boxes.insert({std::floor(std::ldexp(design.columns[0].values[p], a)),
                    std::floor(std::ldexp(design.columns[1].values[p], 8 - a))});
    CHECK(boxes.size() == 256);
  }
  CHECK(design.advice.empty());
}

TEST_CASE("a Sobol sequence whose length is no power of two comes with advice", "[design]") {
  CHECK(designed(two_shares, "{kind: sobol, points: 100}").advice ==
        "100 is no power of 2, so the points of the Sobol sequence are not balanced: take 64 or "
        "128.");
}

TEST_CASE("one at a time begins with the base and leaves it in one factor at a time", "[design]") {
  // Of the file: visits are by fax; patience is not said.
  CHECK(texts_of(designed("{projects.venture.medium: [letter, fax, call], "
                          "firms.home.patience: {low: 1, high: 3, levels: 3}, "
                          "firms.home.stakeholders.count: {low: 1, high: 5, levels: 3, "
                          "integer: true}}",
                          "one_at_a_time")) ==
        Texts{"fax 2 3", "letter 2 3", "call 2 3", "fax 1 3", "fax 3 3", "fax 2 1", "fax 2 5"});
}

TEST_CASE("trajectories of Morris change one factor at a time, by delta", "[design]") {
  const Design design = designed(
      "{trust.blame: {low: 0, high: 1}, trust.floor: {low: 0, high: 1}, "
      "media.fax.noticed: {low: 0, high: 1}}",
      "{kind: morris, trajectories: 50, levels: 4}");
  REQUIRE(design.size == 50 * 4);
  std::vector<int> first(3);
  int upwards = 0;
  for (std::size_t t = 0; t < 50; ++t) {
    std::set<std::size_t> changed;
    for (std::size_t i = 1; i < 4; ++i)
      for (std::size_t f = 0; f < 3; ++f) {
        const auto& values = design.columns[f].values;
        const double step = values[4 * t + i] - values[4 * t + i - 1];
        if (step == 0.0) continue;
        CHECK(std::abs(std::abs(step) - 2.0 / 3) < 1e-11);
        CHECK(changed.insert(f).second);
        if (i == 1) ++first[f];
        upwards += step > 0 ? 1 : 0;
      }
    CHECK(changed.size() == 3);
  }
  for (const FactorColumn& column : design.columns) {
    std::set<std::string> levels;
    for (std::size_t p = 0; p < design.size; ++p) levels.insert(column.text(p));
    CHECK(levels == std::set<std::string>{"0", "0.333333", "0.666667", "1"});
  }
  // 150 steps up or down; 50 trajectories that begin with one of three.
  CHECK(std::abs(upwards - 75) < 4.5 * std::sqrt(150 * 0.25));
  for (const int count : first) CHECK(std::abs(count - 50 / 3.0) < 4.5 * std::sqrt(50 * 2 / 9.0));
}

TEST_CASE("elementary effects are of ranges on an even number of levels", "[design]") {
  CHECK_THAT(problems_designed("{trust.blame: [0, 1]}", "morris"),
             tests::contains("elementary effects are of ranges, and this factor has levels"));
  CHECK_THAT(problems_designed(two_shares, "{kind: morris, levels: 5}"),
             tests::contains("the levels of a Morris design are even"));
  CHECK_THAT(problems_designed("{firms.home.stakeholders.count: {low: 1, high: 3, integer: true}}",
                               "morris"),
             tests::contains("fewer whole numbers than the design has levels"));
}

TEST_CASE("what a kind of design has no use for is refused, and so is what it lacks", "[design]") {
  CHECK(problems_designed(two_shares, "lhs") == "20:11 'points' of 'design' is missing\n");
  CHECK(problems_designed("{trust.blame: [0, 1]}", "{kind: full_factorial, points: 8}") ==
        "20:42 'points' means nothing to a design of this kind\n");
  CHECK(problems_designed(two_shares, "{kind: morris, include: [{blame: 0, floor: 0}]}") ==
        "20:35 'include' means nothing to a design of this kind\n");
  CHECK_THAT(problems_of(small_world + "experiment: {design: {kind: lhs, points: 8}}\n"),
             tests::contains("a design of this kind needs factors"));
}

TEST_CASE("a million points are made in moments and kept column by column", "[design]") {
  const Design design = designed(
      "{trust.blame: {low: 0, high: 1}, firms.home.patience: {low: 1, high: 3}, "
      "projects.venture.medium: [letter, fax, call]}",
      "{kind: lhs, points: 1000000, where: blame < 0.5}");
  CHECK(design.made == 1'000'000);
  CHECK(design.size == 500'000);
  CHECK(design.columns[0].values.capacity() == 500'000);
  CHECK(design.columns[2].codes.size() == 500'000);
}

}  // namespace nakodo::experiment

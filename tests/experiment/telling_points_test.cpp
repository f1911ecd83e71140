#include "experiment/telling_points.hpp"

#include <atomic>
#include <string>
#include <vector>

#include "experiment/directory.hpp"
#include "experiment/runner.hpp"
#include "tests/experiment/designs.hpp"

namespace nakodo::experiment {
namespace {

using Points = std::vector<std::size_t>;

/// A design that is too large for every point to be checked.
std::string large(const std::string& range) {
  return "{trust.blame: " + range + ", firms.home.patience: {low: 1, high: 2}, " +
         "firms.home.stakeholders.count: [2, 5]}";
}

}  // namespace

TEST_CASE("the extreme points show every level and both ends of a range", "[design]") {
  const Design design = designed("{trust.blame: {}, projects.venture.medium: [letter, fax, call]}",
                                 "{kind: list, include: [{blame: 0.5, medium: fax}, {blame: 0.1, "
                                 "medium: fax}, {blame: 0.2, medium: call}, {blame: 0.9, medium: "
                                 "call}, {blame: 0.8, medium: letter}]}");
  CHECK(extreme_points(design) == Points{0, 1, 2, 3, 4});
  CHECK(spread_points(design, 3) == Points{0, 2, 4});
  CHECK(spread_points(design, 5) == Points{0, 1, 2, 3, 4});
  CHECK(first_alike(design, {false, true}) == Points{0, 0, 2, 2, 4});
  CHECK(first_alike(design, {false, false}) == Points{0, 0, 0, 0, 0});
  CHECK(first_alike(design, {true, true}) == Points{0, 1, 2, 3, 4});
}

TEST_CASE("factors that decide who is there are known, and others are not taken for them",
          "[design]") {
  const Experiment experiment = experiment_of(varied_world(
      "{trust.blame: [0, 1], firms.home.stakeholders.count: [2, 5], firms.far.patience: {low: 1, "
      "high: 2, levels: 2}, firms.far.assent.protocol: [serial, parallel], "
      "firms.home.knows: [[far], [far, dcl]]}",
      "full_factorial"));
  CHECK(experiment.shaping == std::vector<bool>{false, true, false, true, true});
}

TEST_CASE("of a large design each level and each end is checked before anything runs", "[design]") {
  const std::string design = "{kind: lhs, points: 20000}";
  CHECK(experiment_of(varied_world(large("{low: 0, high: 1}"), design)).points() == 20'000);
  CHECK_THAT(problems_designed(large("{low: 0, high: 1.0001}"), design),
             tests::contains("'blame' has to be from 0 to 1, not 1.0000"));
}

TEST_CASE("a point of a large design that is no world says so when it is run", "[design]") {
  Experiment experiment =
      experiment_of(varied_world(large("{low: 0, high: 1}"), "{kind: lhs, points: 2000}"));
  experiment.design.columns[0].values[1'501] = 1.25;  // as if no check had come by
  CHECK_THROWS_WITH(experiment.scenario(1'501), tests::contains("'blame' has to be from 0 to 1"));
  RunPlan plan;
  plan.only = RunPlan::Only{1'501, 0};
  std::string failure;
  const std::atomic<bool> never = false;
  run_experiment(
      experiment, plan, [&](const RunBatch& batch) { failure = batch.runs.at(0).failure; }, never);
  CHECK_THAT(failure, tests::contains("'blame' has to be from 0 to 1, not 1.25"));
}

TEST_CASE("names and codes are the same whether all worlds are made or one of each shape",
          "[design]") {
  Experiment experiment = experiment_of(varied_world(
      "{trust.blame: {low: 0, high: 1}, firms.home.stakeholders.count: [2, 5], time.horizon: {low: "
      "1 year, high: 2 years}}",
      "{kind: lhs, points: 40}"));
  CHECK(experiment.shaping == std::vector<bool>{false, true, false});
  const Directory few(experiment);
  experiment.shaping = {true, true, true};
  const Directory all(experiment);
  CHECK(few.persons == all.persons);
  CHECK(few.bodies == all.bodies);
  CHECK(few.horizon == all.horizon);
  for (std::size_t p = 0; p < 40; ++p) CHECK(few.codes(p) == all.codes(p));
}

}  // namespace nakodo::experiment

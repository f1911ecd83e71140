#include "experiment/runner.hpp"

#include <atomic>
#include <cmath>
#include <new>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

#include "tests/catch.hpp"
#include "tests/experiment/small_world.hpp"

namespace nakodo::experiment {
namespace {

/// Two points of 150 runs: three batches each.
const std::string two_points = small_world +
                               "experiment:\n  replications: 150\n"
                               "  factors: {trust.blame: [0.2, 0.8]}\n";

/// The first point stands still.
const std::string endless =
    endless_world + "experiment: {replications: 2, factors: {persuasion.visit_effort: [0, 0.5]}}\n";

RunPlan plan_with(std::size_t jobs) {
  RunPlan plan;
  plan.jobs = jobs;
  return plan;
}

std::vector<RunRow> rows_of(const Experiment& experiment, const RunPlan& plan) {
  std::vector<RunRow> rows;
  const std::atomic<bool> never = false;
  REQUIRE(run_experiment(
      experiment, plan,
      [&](const RunBatch& batch) { rows.insert(rows.end(), batch.runs.begin(), batch.runs.end()); },
      never));
  return rows;
}

}  // namespace

TEST_CASE("runs arrive in order of point and replication, for any number of threads", "[runner]") {
  const Experiment experiment = experiment_of(two_points);
  const auto alone = rows_of(experiment, plan_with(1));
  REQUIRE(alone.size() == 300);
  for (std::size_t i = 0; i < alone.size(); ++i) {
    REQUIRE(alone[i].key.run == i);
    REQUIRE(alone[i].key.point == i / 150);
    REQUIRE(alone[i].key.replication == i % 150);
    REQUIRE(alone[i].failure.empty());
  }
  for (const std::size_t jobs : {2U, 7U}) {
    const auto together = rows_of(experiment, plan_with(jobs));
    REQUIRE(together.size() == alone.size());
    for (std::size_t i = 0; i < alone.size(); ++i) {
      REQUIRE(together[i].key.run == i);
      REQUIRE(together[i].fingerprint == alone[i].fingerprint);
    }
  }
}

TEST_CASE("replications of a point differ, and one run alone is the same run", "[runner]") {
  const Experiment experiment = experiment_of(two_points);
  const auto all = rows_of(experiment, plan_with(1));
  CHECK(all[3].fingerprint != all[4].fingerprint);
  RunPlan one = plan_with(1);
  one.only = RunPlan::Only{1, 77};
  one.trace = models::TraceLevel::events;
  const auto row = rows_of(experiment, one);
  REQUIRE(row.size() == 1);
  CHECK(row[0].key.run == 227);
  CHECK(row[0].traced);
  CHECK(row[0].facts > 0);
  CHECK(row[0].fingerprint == all[227].fingerprint);
}

TEST_CASE("a point of sequential replications has the first runs of a fixed number, up to a look",
          "[runner]") {
  const std::string world =
      small_world +
      "experiment: {factors: {communities.valley.style.national: [0.4, 0.8, 1.0]}, replications: ";
  const Experiment fixed = experiment_of(world + "700}\n");
  const Experiment sequential = experiment_of(
      world + "{min: 70, batch: 90, max: 700, until: {metric: signed, half_width: 0.06}}}\n");
  const auto all = rows_of(fixed, plan_with(2));
  const auto alone = rows_of(sequential, plan_with(1));
  std::vector<std::size_t> count(3);
  for (const RunRow& row : alone) {
    const RunRow& same = all[row.key.point * 700 + row.key.replication];
    REQUIRE(row.key.replication == count[row.key.point]++);
    REQUIRE(row.key.run == same.key.run);
    REQUIRE(row.fingerprint == same.fingerprint);
  }
  StoppingRule rule(sequential.file.experiment.replications);
  for (std::size_t point = 0; point < 3; ++point) {
    CAPTURE(point, count[point]);
    std::size_t runs = 0;
    do {
      rule.add(all[point * 700 + runs++]);
    } while (rule.decision() == Decision::goes_on);
    CHECK(count[point] == runs);
    CHECK(runs < 700);
  }
  for (const std::size_t jobs : {2U, 7U}) {
    const auto together = rows_of(sequential, plan_with(jobs));
    REQUIRE(together.size() == alone.size());
    for (std::size_t i = 0; i < alone.size(); ++i) {
      REQUIRE(together[i].key.run == alone[i].key.run);
      REQUIRE(together[i].fingerprint == alone[i].fingerprint);
    }
  }
}

TEST_CASE("a stretch that begins in the midst of a point goes on by what the rule was told before",
          "[runner]") {
  const Experiment experiment =
      experiment_of(small_world +
                    "experiment: {factors: {communities.valley.style.national: [0.4, 0.8, 1.0]}, "
                    "replications: {min: 70, "
                    "batch: 90, max: 700, until: {metric: signed, half_width: 0.06}}}\n");
  const auto whole = rows_of(experiment, plan_with(1));
  const Slices slices = slices_of(experiment);
  const std::atomic<bool> never = false;
  for (std::size_t first = 0; first <= slices.count(); ++first) {
    CAPTURE(first);
    StoppingRule rule(experiment.file.experiment.replications);
    std::vector<std::uint32_t> runs;
    for (const RunRow& row : whole) {
      if (row.key.run >= slices.first_run(first)) break;
      rule.add(row);
      runs.push_back(row.key.run);
    }
    RunPlan plan = plan_with(1 + first % 3);
    plan.stretch = Stretch{first, slices.count()};
    REQUIRE(run_experiment(
        experiment, plan,
        [&](const RunBatch& batch) {
          for (const RunRow& row : batch.runs) runs.push_back(row.key.run);
        },
        never, rule));
    REQUIRE(runs.size() == whole.size());
    for (std::size_t i = 0; i < runs.size(); ++i) REQUIRE(runs[i] == whole[i].key.run);
  }
}

TEST_CASE("needs of a run and the days until they are signed are those of its deals", "[runner]") {
  const Experiment experiment = experiment_of(small_world, {"experiment.replications=200"});
  const std::atomic<bool> never = false;
  std::size_t unsigned_needs = 0;
  REQUIRE(run_experiment(
      experiment, plan_with(1),
      [&](const RunBatch& batch) {
        std::vector<double> days(batch.runs.size());
        for (const auto& deal : batch.deals) {
          const std::size_t i = deal.key.replication - batch.runs[0].key.replication;
          if (!deal.outcome.followed)
            days[i] += deal.outcome.is_signed() ? deal.outcome.t_signed()
                                                : experiment.file.scenario.time.horizon;
          unsigned_needs += !deal.outcome.followed && !deal.outcome.is_signed() ? 1U : 0U;
        }
        for (std::size_t i = 0; i < days.size(); ++i) {
          REQUIRE(batch.runs[i].needs == 1);
          REQUIRE(batch.runs[i].days == Approx(days[i]));
          REQUIRE(batch.runs[i].days <= experiment.file.scenario.time.horizon);
        }
      },
      never));
  CHECK(unsigned_needs > 0);
}

TEST_CASE("a run that breaks is recorded with what it said, and the others go on", "[runner]") {
  const auto rows = rows_of(experiment_of(endless), plan_with(2));
  REQUIRE(rows.size() == 4);
  for (const std::size_t broken : {0U, 1U}) {
    CHECK_THAT(rows[broken].failure, tests::contains("time stands still"));
    CHECK(rows[broken].deals == 0);
  }
  for (const std::size_t whole : {2U, 3U}) {
    CHECK(rows[whole].failure.empty());
    CHECK(rows[whole].deals == 1);
  }
}

TEST_CASE("a stop ends the runs early, and what was consumed is a beginning of the whole",
          "[runner]") {
  // More batches than the threads may be ahead.
  const Experiment experiment = experiment_of(small_world + "experiment: {replications: 6400}\n");
  std::atomic<bool> stop = false;
  std::vector<std::uint32_t> runs;
  const bool whole = run_experiment(
      experiment, plan_with(2),
      [&](const RunBatch& batch) {
        for (const RunRow& row : batch.runs) runs.push_back(row.key.run);
        stop = runs.size() > 100;
      },
      stop);
  CHECK_FALSE(whole);
  CHECK(runs.size() >= 128);  // batches that were begun are finished
  REQUIRE(runs.size() < 6400);
  for (std::size_t i = 0; i < runs.size(); ++i) REQUIRE(runs[i] == i);
}

TEST_CASE("want of memory is no run that broke, but a stop before its batch", "[runner]") {
  const Experiment experiment = experiment_of(small_world + "experiment: {replications: 6400}\n");
  const std::atomic<bool> never = false;
  for (const std::size_t jobs : {1U, 3U}) {
    RunPlan plan = plan_with(jobs);
    plan.held = [](const Slice& slice) -> std::size_t {
      if (slice.first == 5 * Slices::most_runs) throw std::bad_alloc();
      return 0;
    };
    std::vector<RunRow> rows;
    CHECK_FALSE(run_experiment(
        experiment, plan,
        [&](const RunBatch& batch) {
          rows.insert(rows.end(), batch.runs.begin(), batch.runs.end());
        },
        never));
    REQUIRE(rows.size() == 5 * Slices::most_runs);
    for (std::size_t i = 0; i < rows.size(); ++i) {
      REQUIRE(rows[i].key.run == i);
      REQUIRE(rows[i].failure.empty());
    }
  }
}

TEST_CASE("of a run that breaks while it is recorded no row stays", "[runner]") {
  RunBatch batch;
  batch.runs.resize(2);
  batch.deals.resize(3);
  const RunBatch::Sizes before = batch.sizes();
  batch.deals.resize(5);
  batch.costs.resize(1);
  batch.projects.resize(1);
  batch.persons.resize(4);
  batch.facts.resize(9);
  batch.stocks.resize(2);
  batch.shrink_to(before);
  CHECK(batch.rows() == 5);
  CHECK(batch.deals.size() == 3);
}

TEST_CASE("what the consumer throws ends the runs and reaches the caller", "[runner]") {
  const Experiment experiment = experiment_of(two_points);
  const std::atomic<bool> never = false;
  CHECK_THROWS_WITH(
      run_experiment(
          experiment, plan_with(3),
          [](const RunBatch&) { throw std::runtime_error("the disk is full"); }, never),
      "the disk is full");
}

TEST_CASE("the first replication is always traced, and the share of the others is as asked",
          "[runner]") {
  for (const double sample : {0.0, 0.01, 0.1, 0.25, 0.5, 1.0}) {
    CAPTURE(sample);
    CHECK(is_traced(0, sample));
    int traced = 0;
    for (std::size_t r = 1; r <= 10'000; ++r) traced += is_traced(r, sample) ? 1 : 0;
    CHECK(std::abs(traced - 10'000 * sample) <= 1.0);
  }
}

TEST_CASE("whether a run is traced does not depend on how many there are", "[runner]") {
  const auto traced_of = [](int replications) {
    auto plan = plan_with(1);
    plan.trace = models::TraceLevel::milestones;
    plan.sample = 0.2;
    std::vector<bool> traced;
    for (const RunRow& row : rows_of(experiment_of(small_world, {"experiment.replications=" +
                                                                 std::to_string(replications)}),
                                     plan))
      traced.push_back(row.traced);
    return traced;
  };
  const auto few = traced_of(10);
  auto many = traced_of(25);
  many.resize(few.size());
  CHECK(many == few);
  CHECK(few ==
        std::vector<bool>{true, false, false, false, true, false, false, false, false, true});
}

}  // namespace nakodo::experiment

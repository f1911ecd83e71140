// Sweeps whose points are run until they are known precisely enough: in one piece, on threads, in
// shards and after stops they are the same file.
#include <algorithm>
#include <atomic>
#include <random>
#include <set>
#include <string>
#include <vector>

#include "experiment/stretch_run.hpp"
#include "tests/catch.hpp"
#include "tests/experiment/hdf5_reading.hpp"
#include "tests/experiment/small_world.hpp"
#include "tests/experiment/sweep.hpp"

namespace nakodo::experiment {
namespace {

/// Six points of which some are soon known well and some get the maximum.
const std::string until_known =
    small_world +
    "experiment:\n  seed: 7\n  replications:\n    min: 100\n    batch: 50\n    max: 330\n"
    "    until:\n      - {metric: signed, half_width: 0.045}\n"
    "      - {metric: person_days, relative: 0.04}\n  factors:\n"
    "    communities.valley.style.national: [0.4, 0.8, 1.0]\n    firms.home.stakeholders.count: "
    "[2, 3]\n"
    "output: {trace: events, sample: 0.1}\n";

std::vector<std::uint32_t> runs_of_points(const fs::path& file) {
  const Reading read(file);
  std::vector<std::uint32_t> count(6, 0);
  for (const std::uint32_t point : read.column<std::uint32_t>("/runs/point")) ++count[point];
  return count;
}

}  // namespace

TEST_CASE("points of a sequential sweep stop at different looks, and the file says how many ran",
          "[sequential]") {
  const Sweep of(until_known);
  REQUIRE(of.run({"--jobs", "2"}).code == 0);
  const fs::path path = of.folder() / "sweep.h5";
  const auto count = runs_of_points(path);
  CHECK(std::set<std::uint32_t>(count.begin(), count.end()).size() >= 3);
  std::uint64_t runs = 0;
  for (const std::uint32_t each : count) {
    CAPTURE(each);
    CHECK((each == 330 || (each >= 100 && (each - 100) % 50 == 0)));
    runs += each;
  }
  const Reading read(path);
  CHECK(read.numbers_of<std::uint64_t>("/", "runs") == std::vector<std::uint64_t>{runs});
  CHECK(read.numbers_of<std::uint64_t>("/", "replications") == std::vector<std::uint64_t>{330});
  const auto numbers = read.column<std::uint32_t>("/runs/run");
  const auto points = read.column<std::uint32_t>("/runs/point");
  const auto replications = read.column<std::uint32_t>("/runs/replication");
  for (std::size_t i = 0; i < numbers.size(); ++i)
    REQUIRE(numbers[i] == points[i] * 330 + replications[i]);
  const Ended status = of.in_folder("status");
  CHECK(status.code == 0);
  CHECK_THAT(status.out, tests::contains("complete, " + std::to_string(runs) + " runs"));
}

TEST_CASE("a sequential sweep is the same file on two threads and from shards in any order",
          "[sequential]") {
  const Sweep of(until_known);
  const std::string alone = of.alone();
  REQUIRE(of.run({"--jobs", "2"}, "two").code == 0);
  CHECK(bytes_of(of.folder("two") / "sweep.h5") == alone);
  REQUIRE(of.run({"--jobs", "5"}, "five").code == 0);
  CHECK(bytes_of(of.folder("five") / "sweep.h5") == alone);

  std::mt19937 random(1992);
  for (const std::string n : {"3", "6", "8"}) {
    CAPTURE(n);
    std::vector<std::string> shards;
    for (int k = 1; k <= std::stoi(n); ++k) shards.push_back(std::to_string(k) + "/" + n);
    std::shuffle(shards.begin(), shards.end(), random);
    of.run_shards(shards);
    const Ended status = of.in_folder("status");
    CHECK(status.code == 0);
    CHECK_THAT(status.out, tests::contains(n + " shards: " + n + " done"));
    const Ended merged = of.in_folder("merge", {"--quiet"});
    INFO(merged.err);
    REQUIRE(merged.code == 0);
    CHECK(bytes_of(of.folder() / "sweep.h5") == alone);
    CHECK_THAT(of.in_folder("resume").out, tests::contains("nothing to"));
    fs::remove_all(of.folder());
  }
}

TEST_CASE("a sequential sweep stopped after every few batches goes on to the same file",
          "[sequential]") {
  const Sweep of(until_known);
  const std::string alone = of.alone();
  for (const std::size_t jobs : {1U, 2U}) {
    CAPTURE(jobs);
    const Experiment experiment = of.experiment();
    fs::remove_all(of.folder());
    const SweepFolder folder(of.folder());
    int attempts = 0;
    std::size_t kept = 0;
    for (bool published = false; !published; ++attempts) {
      REQUIRE(attempts < 60);
      StretchRequest request{
          .target = {.folder = of.folder(), .name = "sweep"}, .plan = {}, .shard = {}};
      request.plan.trace = experiment.file.output.trace;
      request.plan.sample = experiment.file.output.sample;
      request.plan.jobs = jobs;
      std::atomic<bool> stop = false;
      std::size_t found = 0;
      StretchObserver observer;
      observer.found = [&](const RunBatch& batch) { found += batch.runs.size(); };
      int batches = 0;
      observer.ran = [&](const RunBatch&) { stop = ++batches >= 3; };
      observer.spared = [](std::size_t) {};
      observer.keeps = [] {};
      const StretchOutcome outcome = run_stretch(experiment, request, observer, stop);
      CHECK(found == kept);
      published = outcome.published.has_value();
      REQUIRE((published || outcome.kept > kept));
      kept = outcome.kept;
    }
    CHECK(attempts >= 3);
    CHECK(bytes_of(of.folder() / "sweep.h5") == alone);
  }
}

TEST_CASE("a shard of a sequential sweep that is stopped goes on, and tells what it needs",
          "[sequential]") {
  const Sweep of(small_world +
                 "experiment:\n  replications: {min: 200, max: 30000, until: {metric: signed, "
                 "half_width: 0.0005}}\n"
                 "output: {trace: deals}\n");
  {
    Running run(nakodo_words(of.words({"--shard", "1/1", "--jobs", "1"})));
    REQUIRE(wait_for([&] { return of.has_begun_to_keep(); }));
    run.send(SIGTERM);
    const Ended ended = run.wait();
    INFO(ended.err);
    REQUIRE(ended.code == 75);
    CHECK_THAT(ended.err, tests::contains("are kept in checkpoints"));
  }
  CHECK_THAT(of.in_folder("status").out, tests::contains("of 30000 runs"));
  REQUIRE(of.in_folder("resume", {"--quiet"}).code == 0);
  CHECK(bytes_of(of.folder() / "sweep.h5") == of.alone());
}

TEST_CASE("a shard of a sequential sweep that is damaged, missing or another is refused by name",
          "[sequential]") {
  const Sweep of(until_known);
  of.run_shards({"1/3", "3/3"});
  const Ended missing = of.in_folder("merge");
  CHECK(missing.code == 75);
  CHECK_THAT(missing.err, tests::contains("shard-0002-of-0003.h5"));
  of.run_shards({"2/3"});
  const auto second = of.shard("0002-of-0003");
  const std::string whole = bytes_of(second);
  const auto refused = [&](const std::string& why) {
    const Ended merged = of.in_folder("merge");
    CHECK(merged.code == 74);
    CHECK_THAT(merged.err, tests::contains("shard-0002-of-0003.h5"));
    CHECK_THAT(merged.err, tests::contains(why));
  };
  write_file(second, whole.substr(0, whole.size() - 1000));
  refused("truncated");
  fs::copy_file(of.shard("0001-of-0003"), second, fs::copy_options::overwrite_existing);
  refused("does not hold the runs of shard 2/3");
  REQUIRE(of.run({"--shard", "2/3", "--set", "experiment.replications.max=380"}, "other").code ==
          0);
  fs::copy_file(of.shard("0002-of-0003", "other"), second, fs::copy_options::overwrite_existing);
  refused("another configuration");
  of.run_shards({"2/3"});
  CHECK(bytes_of(second) == whole);
  REQUIRE(of.in_folder("merge", {"--quiet"}).code == 0);
  CHECK(bytes_of(of.folder() / "sweep.h5") == of.alone());
}

TEST_CASE("plan, check, run and merge say of a sequential sweep what it may take and what it took",
          "[sequential]") {
  const Sweep of(until_known);
  const Ended check = nakodo({"check", of.config()});
  CHECK_THAT(check.out, tests::contains("6 points × 100 to 330 replications"));
  const Ended plan = nakodo({"plan", of.config()});
  CHECK_THAT(plan.out, tests::contains("6 points × 100 to 330 replications = at most 1980 runs"));
  CHECK_THAT(plan.out, tests::contains("expected cost: at most about"));
  auto words = of.words({}, "alone");
  words.erase(std::find(words.begin(), words.end(), "--quiet"));
  const Ended run = nakodo(words);
  const auto count = runs_of_points(of.folder("alone") / "sweep.h5");
  const auto at_maximum = std::count(count.begin(), count.end(), 330U);
  CHECK_THAT(run.out, tests::contains("6 points, 100 to 330 replications of each"));
  const std::string said = std::to_string(at_maximum) +
                           " of 6 points reached the maximum without the wanted precision\n";
  CHECK_THAT(run.out, tests::contains(said));
  of.run_shards({"1/2", "2/2"});
  CHECK_THAT(of.in_folder("merge").out, tests::contains(said));
  const Ended submit = nakodo({"submit", of.config(), "--workers", "7", "--dry-run"});
  CHECK(submit.code == 2);
  CHECK_THAT(submit.err, tests::contains("ask for --workers 6 or fewer"));
  const Ended script = nakodo({"submit", of.config(), "--workers", "6", "--dry-run"});
  CHECK_THAT(script.out, tests::contains("at most 1980 independent simulation runs"));
  // A run beyond the stop of its point is a run like any other.
  CHECK(nakodo({"replay", of.config(), "--point", "0", "--replication", "329", "--quiet", "--out",
                of.folder("replay").string()})
            .code == 0);
}

}  // namespace nakodo::experiment

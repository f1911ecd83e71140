// Extension of a finished experiment: the runs that are there are taken, only the others are run,
// and the file is the one that a fresh run of the larger experiment writes, byte for byte.
#include "experiment/extension.hpp"

#include <algorithm>
#include <atomic>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "experiment/command.hpp"
#include "experiment/hdf5_file.hpp"
#include "experiment/held_runs.hpp"
#include "experiment/stretch_run.hpp"
#include "experiment/sweep_folder.hpp"
#include "tests/catch.hpp"
#include "tests/experiment/program.hpp"
#include "tests/experiment/small_world.hpp"

namespace nakodo::experiment {
namespace {

namespace fs = std::filesystem;
using Sets = std::vector<std::string>;

const std::string events = "output: {trace: events, sample: 0.1}\n";

/// Two factors, the second with persons of its own at each level.
const std::string grid = small_world + events +
                         "experiment:\n  seed: 7\n  replications: 40\n  factors:\n"
                         "    trust.blame: [0.1, 0.9]\n"
                         "    firms.home.stakeholders.count: [2, 3]\n";

/// Populations, of whom only those have names whom somebody met.
const std::string extended_pools = R"(nakodo: 1
communities: {osaka: {}, valley: {}}
firms:
  home: {community: osaka}
  pool: {community: valley, count: 1000, supplies: {module: {share: 0.1}}}
projects: {venture: {firm: home, needs: [module], search: random}}
experiment: {seed: 1, replications: 40, factors: {firms.pool.count: [1000, 500]}}
output: {trace: events, sample: 0.2}
)";

/// What became of a run of an experiment.
struct Done {
  std::optional<Published> published;
  std::size_t found = 0;  ///< runs
  std::size_t ran = 0;
};

Done run(const Experiment& experiment, const fs::path& folder, const Extension* extension = nullptr,
         std::size_t jobs = 1, bool resume = false, std::size_t stop_after = SIZE_MAX) {
  StretchRequest request{.target = {.folder = folder, .name = experiment.name},
                         .plan = {},
                         .shard = {},
                         .resume = resume,
                         .extension = extension};
  request.plan.trace = experiment.file.output.trace;
  request.plan.sample = experiment.file.output.sample;
  request.plan.jobs = jobs;
  Done done;
  std::atomic<bool> stop = false;
  StretchObserver observer;
  observer.found = [&](const RunBatch& batch) { done.found += batch.runs.size(); };
  observer.ran = [&](const RunBatch& batch) {
    done.found += batch.recalled;
    done.ran += batch.runs.size() - batch.recalled;
    stop = stop || done.ran >= stop_after;
  };
  observer.spared = [](std::size_t) {};
  observer.keeps = [&] { SweepFolder(folder).write_experiment(experiment); };
  done.published = run_stretch(experiment, request, observer, stop).published;
  return done;
}

/// A smaller experiment that is finished, and a larger one.
class Pair {
 public:
  Pair(Experiment smaller, Experiment larger)
      : smaller_(std::move(smaller)), larger_(std::move(larger)) {
    REQUIRE(run(smaller_, finished().parent_path()).published);
  }

  fs::path finished() const { return folder("smaller") / (smaller_.name + ".h5"); }
  fs::path folder(const std::string& name) const { return scratch_.path() / name; }
  const Experiment& larger() const { return larger_; }
  std::string fresh() const {
    const Done done = run(larger_, folder("fresh"));
    if (!larger_.sequential()) REQUIRE(done.ran == larger_.runs());
    return bytes_of(done.published->path);
  }
  std::string refusal() const {
    try {
      const Extension extension(finished(), larger_);
    } catch (const UsageError& error) {
      return error.what();
    }
    return {};
  }

 private:
  ScratchFolder scratch_;
  Experiment smaller_;
  Experiment larger_;
};

/// The larger experiment takes so many runs from the smaller, runs the others, and is the same.
void check_taken(const Pair& of, std::size_t taken, std::size_t jobs = 1) {
  const Extension extension(of.finished(), of.larger());
  CHECK(extension.runs() == taken);
  const Done done = run(of.larger(), of.folder("extended"), &extension, jobs);
  CHECK(done.found == taken);
  CHECK(done.ran == of.larger().runs() - taken);
  CHECK(bytes_of(done.published->path) == of.fresh());
}

void check_taken(const std::string& smaller, const std::string& larger, std::size_t taken,
                 const Sets& both = {}) {
  check_taken(Pair(experiment_of(smaller, both), experiment_of(larger, both)), taken);
}

std::string with(const std::string& yaml, const std::string& old, const std::string& replacement) {
  std::string text = yaml;
  const std::size_t at = text.find(old);
  REQUIRE(at != std::string::npos);
  return text.replace(at, old.size(), replacement);
}

Pair sets(const std::string& yaml, const Sets& smaller, const Sets& larger) {
  return {experiment_of(yaml, smaller), experiment_of(yaml, larger)};
}

std::string replications(int n) { return "experiment.replications=" + std::to_string(n); }

}  // namespace

TEST_CASE("more replications are run, those that are there are taken, whole batches or not",
          "[extension]") {
  for (const auto& [smaller, larger] :
       {std::pair{64, 128}, {100, 200}, {30, 64}, {1, 2}, {64, 65}, {130, 140}}) {
    INFO(smaller << " to " << larger);
    check_taken(sets(grid, {replications(smaller)}, {replications(larger)}),
                4 * static_cast<std::size_t>(smaller));
  }
}

TEST_CASE("whatever is kept of a run is taken", "[extension]") {
  for (const std::string trace : {"none", "deals", "milestones", "events"})
    check_taken(sets(grid, {replications(70), "output.trace=" + trace},
                     {replications(90), "output.trace=" + trace}),
                280);
}

TEST_CASE("a level more, before, between or after the others, only renumbers points",
          "[extension]") {
  check_taken(grid, with(grid, "[0.1, 0.9]", "[0.1, 0.5, 0.9]"), 160);
  check_taken(grid, with(grid, "[0.1, 0.9]", "[0.5, 0.1, 0.9]"), 160);
  check_taken(grid, with(grid, "[0.1, 0.9]", "[0.9, 0.1]"), 160);
  check_taken(grid, with(grid, "[2, 3]", "[2, 3, 4]"), 160);
  check_taken(grid, with(grid, "[2, 3]", "[5, 3, 2]"), 160);  // other codes of persons
}

TEST_CASE("of points that stay some are taken, and those that go are left", "[extension]") {
  check_taken(grid, with(grid, "[0.1, 0.9]", "[0.3, 0.9]"), 80);
  check_taken(with(grid, "replications: 40", "replications: 150"),
              with(with(grid, "[2, 3]", "[2, 3, 4]"), "replications: 40", "replications: 100"),
              400);
}

TEST_CASE("points of a factor that is new are taken where it is what it was", "[extension]") {
  const std::string one =
      small_world + events + "experiment: {replications: 40, factors: {trust.blame: [0.1, 0.9]}}\n";
  // What this world does not say it has by default.
  const std::string patience = text_of(models::PatienceParameters{}.surprise);
  check_taken(
      one, with(one, "[0.1, 0.9]", "[0.1, 0.9], patience.surprise: [" + patience + ", 0.9]"), 80);
  check_taken(with(one, ", factors: {trust.blame: [0.1, 0.9]}", ""),
              with(one, "[0.1, 0.9]", "[0.9, " + text_of(models::TrustParameters{}.blame) + "]"),
              40);
}

TEST_CASE("a Sobol sequence goes on", "[extension]") {
  const std::string sobol = small_world + events +
                            "experiment:\n  replications: 10\n"
                            "  factors: {trust.blame: {low: 0.1, high: 0.9}, "
                            "patience.surprise: {low: 0.1, high: 0.9}}\n"
                            "  design: {kind: sobol, seed: 3, points: 8}\n";
  check_taken(sobol, with(sobol, "points: 8", "points: 32"), 80);
}

TEST_CASE("a list of points gets more rows", "[extension]") {
  const std::string list = small_world + events +
                           "experiment:\n  replications: 10\n"
                           "  factors: {trust.blame: [0.1, 0.5, 0.9]}\n"
                           "  design: {kind: list, include: [{blame: 0.5}, {blame: 0.1}]}\n";
  check_taken(list, with(list, "[{blame: 0.5}", "[{blame: 0.9}, {blame: 0.5}"), 20);
}

TEST_CASE("whoever of a population was met gets the code that he would have got", "[extension]") {
  check_taken(sets(extended_pools, {replications(40)}, {replications(100)}), 80);
  check_taken(extended_pools, with(extended_pools, "[1000, 500]", "[700, 500, 1000]"), 80);
}

TEST_CASE("any experiment of configs/ is extended, with its occasions, lists of firms and ties",
          "[extension]") {
  for (const std::string name : {"kinkei", "social-events", "imported-firms", "secondment",
                                 "search-modes", "alliance-conference-1985-1989"}) {
    INFO(name);
    const auto load_with = [&](int count) {
      Diagnostics diagnostics;
      auto experiment =
          load("configs/" + name + ".yaml",
               {replications(count), "output={trace: events, sample: 0.5}"}, diagnostics);
      INFO(diagnostics.text());
      REQUIRE(experiment.has_value());
      return std::move(*experiment);
    };
    const Pair pair(load_with(2), load_with(3));
    check_taken(pair, 2 * pair.larger().points());
  }
}

TEST_CASE("occasions may have other codes", "[extension]") {
  const auto event = [](const std::string& name) {
    return "[{social_event: {name: " + name +
           ", date: 1986-08-01, introduces: [home, far], attendance: 2, "
           "invites: {osaka: 50 %, valley: 50 %}}}]";
  };
  const auto world = [](const std::string& values) {
    return small_world + "occasions: []\n" + events +
           "experiment: {replications: 40, factors: {occasions: [" + values + "]}}\n";
  };
  check_taken(world(event("Fair")), world(event("Ball") + ", " + event("Fair")), 40);
}

TEST_CASE("a run that broke is taken as it is", "[extension]") {
  check_taken(sets(endless_world +
                       "experiment: {replications: 2, factors: {persuasion.visit_effort: [0, 0.5]}}"
                       "\noutput: {trace: events, sample: 1}\n",
                   {replications(1)}, {replications(2)}),
              2);
}

TEST_CASE("two threads extend to the same bytes", "[extension]") {
  check_taken(sets(grid, {replications(100)}, {replications(400)}), 400, 2);
}

TEST_CASE("an extension that is interrupted goes on from its checkpoint and from the file",
          "[extension]") {
  // So many that they cannot all be on their way already when it is stopped.
  const Pair of = sets(grid, {replications(100)}, {replications(3'000)});
  const Extension extension(of.finished(), of.larger());
  const fs::path folder = of.folder("extended");
  const Done first = run(of.larger(), folder, &extension, 1, false, 300);
  CHECK_FALSE(first.published);
  CHECK(first.found + first.ran < of.larger().runs());
  CHECK_FALSE(SweepFolder(folder).checkpoints({}).empty());
  const Done second = run(of.larger(), folder, &extension, 1, true);
  CHECK(second.found + second.ran == of.larger().runs());
  CHECK(first.ran + second.ran == 11'600);  // each of the others once
  CHECK(bytes_of(second.published->path) == of.fresh());
}

TEST_CASE("what cannot be extended is refused with what differs", "[extension]") {
  const auto refusal = [](const Sets& larger) {
    return sets(grid, {replications(5)}, larger).refusal();
  };
  CHECK_THAT(refusal({"experiment.seed=8"}),
             tests::contains("experiment.seed is 7 there and 8 here"));
  CHECK_THAT(refusal({"output.trace=deals"}),
             tests::contains("output.trace is events there and deals here") &&
                 tests::contains("--trace events"));
  CHECK_THAT(refusal({"output.sample=0.5", replications(20)}),
             tests::contains("output.sample is 0.1 there and 0.5 here"));
  CHECK_THAT(refusal({"firms.far.supplies.module=0.8"}),
             tests::contains("firms.far.supplies.module.fit is 0.9 there and 0.8 here"));
  CHECK_THAT(refusal({"time.horizon=1 year", "trust.floor=0.01"}),
             tests::contains("time.horizon is 730 there and 365 here") &&
                 tests::contains("the first of 2 differences"));
}

TEST_CASE("the order of names is part of the world", "[extension]") {
  const std::string far = "  far: {community: valley, supplies: {module: 0.9}}\n";
  const std::string swapped = with(with(small_world, far, ""), "firms:\n", "firms:\n" + far);
  const std::string once = "experiment: {replications: 5}\n";
  const Pair of(experiment_of(small_world + once), experiment_of(swapped + once));
  CHECK_THAT(of.refusal(), tests::contains("firms is [home, far] there and [far, home] here"));
}

TEST_CASE("a file that is damaged, not finished, or a part is refused", "[extension]") {
  const Pair of = sets(grid, {replications(70)}, {replications(80)});
  const std::string whole = bytes_of(of.finished());
  std::size_t refused = 0;
  for (std::size_t place = whole.size() / 10; place < whole.size(); place += whole.size() / 10) {
    std::string flipped = whole;
    flipped[place] = static_cast<char>(flipped[place] ^ 4);
    write_file(of.finished(), flipped);
    try {
      const Extension extension(of.finished(), of.larger());
    } catch (const StorageError&) {
      ++refused;
    } catch (const UsageError&) {
      ++refused;
    }
  }
  CHECK(refused >= 7);  // HDF5 does not check all that is not data
  write_file(of.finished(), whole.substr(0, whole.size() / 2));
  CHECK_THROWS_AS(Extension(of.finished(), of.larger()), StorageError);
  fs::remove(of.finished());
  CHECK_THAT(of.refusal(), tests::contains("there is no finished"));
  CHECK_FALSE(Extension::if_usable(of.finished(), of.larger()));
}

TEST_CASE("a part of results, and a file of another version, are refused", "[extension]") {
  const Experiment experiment = experiment_of(grid);
  const ScratchFolder scratch;
  const auto refusal = [&](const std::vector<std::pair<std::string, std::string>>& attributes) {
    ResultsFile file = ResultsFile::create(scratch.path(), "other");
    for (const auto& [name, text] : attributes) file.attribute(name, text);
    file.names("firm", std::vector<std::string>{"home"}, "firms");
    file.finish(IfDifferent::replace, false);
    try {
      const Extension extension(scratch.path() / "other.h5", experiment);
    } catch (const UsageError& error) {
      return std::string(error.what());
    }
    return std::string();
  };
  const std::pair<std::string, std::string> results{"filetype", "nakodo results"};
  CHECK_THAT(refusal({{"filetype", "another"}}), tests::contains("no file of results"));
  CHECK_THAT(refusal({results, {"shard", "1/2"}}), tests::contains("nakodo merge"));
  CHECK_THAT(refusal({results, {"program_version", "0.0.1"}, {"git_revision", "abc"}}),
             tests::contains("was written by nakodo 0.0.1 (abc)"));
}

TEST_CASE("a CSV file of points gets more rows", "[extension]") {
  const ScratchFolder scratch;
  const std::string config = write_file(
      scratch.path() / "csv.yaml",
      small_world + events +
          "experiment:\n  replications: 70\n  factors: {trust.blame: {low: 0, high: 1}}\n"
          "  design: {kind: csv, file: sample.csv}\n");
  const auto nakodo_run = [&](const std::string& folder, const std::string& option) {
    const Ended ended =
        nakodo({"run", config, "--quiet", "--out", (scratch.path() / folder).string(), option});
    INFO(ended.err);
    REQUIRE(ended.code == 0);
    return bytes_of(scratch.path() / folder / "csv.h5");
  };
  write_file(scratch.path() / "sample.csv", "blame\n0.25\n0.75\n");
  nakodo_run("in-place", "--jobs=1");
  write_file(scratch.path() / "sample.csv", "blame\n0.5\n0.25\n0.75\n");
  CHECK(nakodo_run("in-place", "--extend") == nakodo_run("fresh", "--jobs=1"));
}

// --- Sequential replications ---------------------------------------------------------------------

TEST_CASE("a precision that is wanted now takes the runs that were a fixed number", "[extension]") {
  const std::string until =
      "experiment.replications={min: 50, max: 260, batch: 30, until: {metric: encounters, "
      "relative: ";
  const Pair of = sets(grid, {replications(100)}, {until + "0.04}}"});
  const Extension extension(of.finished(), of.larger());
  const Done done = run(of.larger(), of.folder("extended"), &extension, 2);
  CHECK(done.found <= 400);
  CHECK(done.found >= 4 * 50);
  CHECK(done.ran > 0);
  CHECK(bytes_of(done.published->path) == of.fresh());
}

TEST_CASE("a narrower interval takes the runs of the wider one", "[extension]") {
  const std::string until =
      "experiment.replications={min: 50, max: 400, batch: 30, until: {metric: encounters, "
      "relative: ";
  const Pair of = sets(grid, {until + "0.08}}"}, {until + "0.05}}"});
  const Extension extension(of.finished(), of.larger());
  const Done done = run(of.larger(), of.folder("extended"), &extension, 1);
  CHECK(done.found == extension.runs());  // each point needs at least as many as before
  CHECK(done.ran > 0);
  CHECK(bytes_of(done.published->path) == of.fresh());
}

TEST_CASE("of a wider interval the runs are counted that come after its stops", "[extension]") {
  const auto until = [](const std::string& relative) {
    return "experiment.replications={min: 50, max: 400, batch: 30, until: {metric: encounters, "
           "relative: " +
           relative + "}}";
  };
  const Pair of = sets(grid, {until("0.05")}, {until("0.08")});
  const Extension extension(of.finished(), of.larger());
  const Done done = run(of.larger(), of.folder("extended"), &extension, 1);
  CHECK(done.ran == 0);
  CHECK(extension.lost() == 0);  // the same points, and none has more runs than it may
  const std::size_t beyond = held_beyond_stops(extension, of.larger());
  CHECK(beyond > 0);
  CHECK(done.found == extension.runs() - beyond);
  const Pair narrower = sets(grid, {until("0.08")}, {until("0.05")});
  CHECK(held_beyond_stops(Extension(narrower.finished(), narrower.larger()), narrower.larger()) ==
        0);
}

// --- As a user does it ---------------------------------------------------------------------------

TEST_CASE("run --extend extends the file of its folder, and says what it took", "[extension]") {
  const ScratchFolder scratch;
  const std::string config = write_file(scratch.path() / "grid.yaml", grid);
  const auto nakodo_run = [&](const std::string& folder, std::vector<std::string> options) {
    options.insert(options.begin(), {"run", config, "--out", (scratch.path() / folder).string()});
    return nakodo(options);
  };
  const auto file = [&](const std::string& folder) { return scratch.path() / folder / "grid.h5"; };
  REQUIRE(nakodo_run("fresh", {"-n", "130", "--quiet"}).code == 0);
  const std::string fresh = bytes_of(file("fresh"));

  const Ended nothing_there = nakodo_run("in-place", {"-n", "130", "--extend"});
  CHECK(nothing_there.code == 2);
  CHECK_THAT(nothing_there.err, tests::contains("there is no finished"));
  REQUIRE(nakodo_run("in-place", {"-n", "100", "--quiet"}).code == 0);
  const Ended extended = nakodo_run("in-place", {"-n", "130", "--extend", "--jobs", "2"});
  INFO(extended.err);
  CHECK(extended.code == 0);
  CHECK_THAT(extended.out,
             tests::contains("400 of 520 runs were taken from " + file("in-place").string()));
  CHECK(bytes_of(file("in-place")) == fresh);
  CHECK(bytes_of(scratch.path() / "in-place" / "experiment.yaml") ==
        bytes_of(scratch.path() / "fresh" / "experiment.yaml"));

  const Ended refused = nakodo_run("in-place", {"-n", "200", "--seed", "8", "--extend"});
  CHECK(refused.code == 2);
  CHECK_THAT(refused.err, tests::contains("experiment.seed is 7 there and 8 here"));
  CHECK(bytes_of(file("in-place")) == fresh);

  // It is not made smaller, by replications or by points.
  for (const std::vector<std::string>& smaller : std::vector<std::vector<std::string>>{
           {"-n", "129"}, {"-n", "130", "--set", "experiment.factors={trust.blame: [0.1]}"}}) {
    std::vector<std::string> options = smaller;
    options.emplace_back("--extend");
    const Ended shrunk = nakodo_run("in-place", options);
    CHECK(shrunk.code == 2);
    CHECK_THAT(shrunk.err, tests::contains("that this experiment does not have"));
    CHECK(bytes_of(file("in-place")) == fresh);
  }
  CHECK_THAT(nakodo_run("in-place", {"-n", "129", "--extend"}).err,
             tests::contains("holds 4 runs that this experiment does not have"));

  // Of another folder, and in shards.
  const std::string source = "--extend=" + file("in-place").string();
  REQUIRE(nakodo_run("elsewhere", {"-n", "140", "--quiet", source}).code == 0);
  REQUIRE(nakodo_run("fresh", {"-n", "140", "--quiet"}).code == 0);
  CHECK(bytes_of(file("elsewhere")) == bytes_of(file("fresh")));
  CHECK(nakodo_run("shards", {"-n", "140", "--shard", "1/2", "--extend"}).code == 2);
  for (const char* shard : {"2/2", "1/2"})
    REQUIRE(nakodo_run("shards", {"-n", "140", "--shard", shard, source}).code == 0);
  REQUIRE(nakodo({"merge", (scratch.path() / "shards").string(), "--quiet"}).code == 0);
  CHECK(bytes_of(file("shards")) == bytes_of(file("fresh")));
}

}  // namespace nakodo::experiment

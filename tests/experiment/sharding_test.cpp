// Shards, checkpoints, merge, status and resume, looked at from outside: the program in, its files
// out.
#include <algorithm>
#include <atomic>
#include <chrono>
#include <cstddef>
#include <filesystem>
#include <random>
#include <string>
#include <thread>
#include <vector>

#include "experiment/stretch_run.hpp"
#include "experiment/sweep_folder.hpp"
#include "tests/catch.hpp"
#include "tests/experiment/program.hpp"
#include "tests/experiment/small_world.hpp"
#include "tests/experiment/sweep.hpp"

namespace nakodo::experiment {
namespace {

/// A small world cut into 12 slices, some runs with all their facts.
const std::string sweep = small_world +
                          "experiment:\n  seed: 7\n  replications: 80\n  factors:\n"
                          "    trust.blame: [0.1, 0.5, 0.9]\n"
                          "    firms.home.stakeholders.count: [2, 3]\n"
                          "output: {trace: events, sample: 0.1}\n";

/// Populations, of whom only those have names whom somebody met.
const std::string sharded_pools = R"(nakodo: 1
communities: {osaka: {}, valley: {}}
firms:
  home: {community: osaka}
  pool: {community: valley, count: 1000, supplies: {module: {share: 0.1}}}
projects: {venture: {firm: home, needs: [module], search: random}}
experiment: {seed: 1, replications: 70, factors: {firms.pool.count: [1000, 500]}}
output: {trace: events, sample: 0.1}
)";

/// Shard 1 of 1 of a sweep, stopped when so many runs are done.
StretchOutcome stopped_after(const Sweep& of, std::size_t runs) {
  const Experiment experiment = of.experiment();
  StretchRequest request{.target = {.folder = of.folder(),
                                    .name = SweepFolder::shard_name({}),
                                    .part = PartOfRuns{ShardNumber{}.text(), 0, experiment.runs()},
                                    .chunk_rows = shard_chunk_rows},
                         .plan = {},
                         .shard = {}};
  request.plan.stretch = SweepFolder(of.folder()).prepare(experiment, 1).front();
  request.plan.trace = experiment.file.output.trace;
  request.plan.sample = experiment.file.output.sample;
  std::atomic<bool> stop = false;
  std::size_t done = 0;
  const StretchObserver observer{.found = [](const RunBatch&) {},
                                 .ran =
                                     [&](const RunBatch& batch) {
                                       done += batch.runs.size();
                                       stop = done >= runs;
                                     },
                                 .spared = [](std::size_t) {},
                                 .keeps = [] {}};
  return run_stretch(experiment, request, observer, stop);
}

}  // namespace

TEST_CASE("one process, two threads and seven shards in any order give the same bytes",
          "[sharding]") {
  for (const std::string& yaml : {sweep, sharded_pools}) {
    const Sweep of(yaml);
    const std::string alone = of.alone();
    REQUIRE(of.run({"--jobs", "2"}, "two").code == 0);
    CHECK(bytes_of(of.folder("two") / "sweep.h5") == alone);

    of.run_shards({"4/7", "1/7", "7/7", "2/7", "6/7", "3/7", "5/7"});
    const Ended status = of.in_folder("status");
    CHECK(status.code == 0);
    CHECK_THAT(status.out, tests::contains("7 shards: 7 done"));
    const Ended merged = of.in_folder("merge", {"--quiet"});
    INFO(merged.err);
    REQUIRE(merged.code == 0);
    CHECK(bytes_of(of.folder() / "sweep.h5") == alone);
    CHECK(of.names() == Names{"experiment.yaml", "sweep.h5"});
    CHECK(bytes_of(of.folder() / "experiment.yaml") ==
          bytes_of(of.folder("alone") / "experiment.yaml"));

    CHECK(of.in_folder("status").code == 0);
    CHECK(of.in_folder("merge", {"--quiet"}).code == 0);
    CHECK_THAT(of.in_folder("resume").out, tests::contains("nothing to"));
    CHECK(of.names() == Names{"experiment.yaml", "sweep.h5"});
  }
}

TEST_CASE("files that are cut in other places are merged to the same bytes, whatever is traced",
          "[sharding]") {
  for (const std::string trace : {"none", "deals", "milestones"}) {
    const Sweep of(sweep);
    const std::vector<std::string> traced{"--trace", trace};
    const std::string alone = of.alone(traced);
    for (const std::string shard : {"2/2", "1/2"})
      REQUIRE(of.run({"--shard", shard, "--trace", trace}).code == 0);
    REQUIRE(of.in_folder("merge", {"--quiet", "--keep"}).code == 0);
    CHECK(bytes_of(of.folder() / "sweep.h5") == alone);
    CHECK(fs::exists(of.shard("0002-of-0002")));
  }
}

TEST_CASE("a shard that is there is not run again, and one that was run twice is the same",
          "[sharding]") {
  const Sweep of(sweep);
  of.run_shards({"2/3"});
  const std::string first = bytes_of(of.shard("0002-of-0003"));
  const auto written = fs::last_write_time(of.shard("0002-of-0003"));
  of.run_shards({"2/3"});
  CHECK(fs::last_write_time(of.shard("0002-of-0003")) == written);
  of.run_shards({"2/3"}, "again");
  CHECK(bytes_of(of.shard("0002-of-0003", "again")) == first);
}

TEST_CASE("merge removes what the program wrote, whatever else is called like a shard",
          "[sharding]") {
  const Sweep of(sweep);
  const Names theirs{
      "checkpoint-0001-of-0002-from-0.h5", "checkpoint-me.py",      "shard-1-of-2.h5",
      "shard-0001-of-0002.h5.bak",         "shard-0003-of-0002.h5", "shard-notes.md"};
  of.run_shards({"1/2", "2/2"});
  for (const std::string& name : theirs) write_file(of.folder() / name, "thesis");
  write_file(of.folder() / "shard-0001-of-0004.status", "state stopped");
  write_file(of.folder() / "checkpoint-0001-of-0002-from-000000000064.h5", "of one who died");
  const Ended merged = of.in_folder("merge", {"--quiet"});
  INFO(merged.err);
  REQUIRE(merged.code == 0);
  Names left = theirs;
  left.insert(left.end(), {"experiment.yaml", "sweep.h5"});
  std::sort(left.begin(), left.end());
  CHECK(of.names() == left);
  CHECK(bytes_of(of.folder() / "shard-notes.md") == "thesis");
}

TEST_CASE("merge says of a summary what run says", "[sharding]") {
  const Sweep of(sweep);
  const auto table_of = [](const std::string& said) {
    return said.substr(0, said.find("\n\n", said.find("person-days a deal")));
  };
  auto words = of.words({}, "alone");
  words.erase(std::find(words.begin(), words.end(), "--quiet"));
  const std::string alone = nakodo(words).out;
  of.run_shards({"1/3", "2/3", "3/3"});
  const std::string merged = of.in_folder("merge").out;
  CHECK(table_of(alone).size() > 200);
  CHECK(table_of(merged) == table_of(alone));
}

TEST_CASE("more shards than batches leave some empty, and all is there", "[sharding]") {
  const Sweep of(small_world + "experiment: {replications: 70}\n");
  of.run_shards({"3/3", "2/3", "1/3"});
  REQUIRE(of.in_folder("merge", {"--quiet"}).code == 0);
  CHECK(bytes_of(of.folder() / "sweep.h5") == of.alone());
}

TEST_CASE("missing shards are named by merge with exit code 75, and run by resume", "[sharding]") {
  const Sweep of(sweep);
  of.run_shards({"1/4", "4/4"});
  const Ended merged = of.in_folder("merge");
  CHECK(merged.code == 75);
  CHECK_THAT(merged.err, tests::contains("2 of 4 shards are missing"));
  CHECK_THAT(merged.err, tests::contains("shard-0002-of-0004.h5"));
  CHECK_THAT(merged.err, tests::contains("shard-0003-of-0004.h5"));
  CHECK_THAT(merged.err, tests::contains("nakodo resume"));
  const Ended status = of.in_folder("status");
  CHECK(status.code == 75);
  CHECK_THAT(status.out, tests::contains("2 done, 0 running, 0 stopped, 2 missing"));
  REQUIRE(of.in_folder("resume", {"--quiet"}).code == 0);
  CHECK(bytes_of(of.folder() / "sweep.h5") == of.alone());
}

TEST_CASE(
    "a truncated shard, one with a flipped bit and one of another experiment are refused by name",
    "[sharding]") {
  const Sweep of(sweep);
  of.run_shards({"1/3", "2/3", "3/3"});
  const auto second = of.shard("0002-of-0003");
  const std::string whole = bytes_of(second);
  const auto refused = [&](const std::string& why) {
    const Ended merged = of.in_folder("merge");
    CHECK(merged.code == 74);
    CHECK_THAT(merged.err, tests::contains("shard-0002-of-0003.h5"));
    CHECK_THAT(merged.err, tests::contains(why));
    CHECK_FALSE(fs::exists(of.folder() / "sweep.h5"));
    CHECK(merged.err.find("shard-0001-of-0003.h5") == std::string::npos);
  };
  write_file(second, whole.substr(0, whole.size() - 1000));
  refused("truncated");
  for (const std::size_t place : {std::size_t{9}, whole.size() / 3, whole.size() - 60}) {
    std::string flipped = whole;
    flipped[place] = static_cast<char>(flipped[place] ^ 4);
    write_file(second, flipped);
    refused("damaged");
  }
  REQUIRE(of.run({"--shard", "2/3", "--seed", "8"}, "other").code == 0);
  fs::copy_file(of.shard("0002-of-0003", "other"), second, fs::copy_options::overwrite_existing);
  refused("another configuration");
  fs::copy_file(of.shard("0001-of-0003"), second, fs::copy_options::overwrite_existing);
  refused("does not hold the runs of shard 2/3");

  // What is broken is run again.
  const Ended again = of.run({"--shard", "2/3"});
  CHECK(again.code == 0);
  CHECK(bytes_of(second) == whole);
  REQUIRE(of.in_folder("merge", {"--quiet"}).code == 0);
  CHECK(bytes_of(of.folder() / "sweep.h5") == of.alone());
}

TEST_CASE("a second version of a shard that differs is refused by name", "[sharding]") {
  const Sweep of(sweep);
  of.run_shards({"1/2", "2/2"});
  fs::copy_file(of.shard("0001-of-0002"), of.folder() / "shard-0002-of-0002.h5.differs-1");
  const Ended merged = of.in_folder("merge");
  CHECK(merged.code == 74);
  CHECK_THAT(merged.err, tests::contains("shard-0002-of-0002.h5.differs-1"));
  fs::remove(of.folder() / "shard-0002-of-0002.h5.differs-1");
  CHECK(of.in_folder("merge", {"--quiet"}).code == 0);
}

TEST_CASE("shards of another cut, and a folder of another experiment, are refused", "[sharding]") {
  const Sweep of(sweep);
  of.run_shards({"1/2", "2/2"});
  const Ended other_cut = of.run({"--shard", "1/3"});
  CHECK(other_cut.code == 2);
  CHECK_THAT(other_cut.err, tests::contains("2 shards, not 3"));
  const Ended other = of.run({"--shard", "1/2", "--seed", "8"});
  CHECK(other.code == 2);
  CHECK_THAT(other.err, tests::contains("another experiment"));
  const Ended whole = of.run({});
  CHECK(whole.code == 2);
  CHECK_THAT(whole.err, tests::contains("holds shards"));
  fs::copy_file(of.shard("0001-of-0002"), of.shard("0001-of-0005"));
  const Ended merged = of.in_folder("merge");
  CHECK(merged.code == 74);
  CHECK_THAT(merged.err, tests::contains("shard-0001-of-0005.h5 is not one of the 2 shards"));
}

TEST_CASE("a wrong shard number and a folder without an experiment are bad usage", "[sharding]") {
  const Sweep of(sweep);
  for (const char* wrong : {"0/3", "4/3", "3", "a/b"}) {
    const Ended ended = of.run({"--shard", wrong});
    CHECK(ended.code == 2);
    CHECK_THAT(ended.err, tests::contains("K/N"));
  }
  for (const char* command : {"status", "merge", "resume"}) {
    CHECK(nakodo({command}).code == 2);
    CHECK(nakodo({command, "no/such/folder"}).code == 2);
    const ScratchFolder empty;
    const Ended ended = nakodo({command, empty.path().string()});
    CHECK(ended.code == 2);
    CHECK_THAT(ended.err, tests::contains("experiment.yaml"));
  }
}

TEST_CASE(
    "SIGTERM, SIGINT, SIGUSR1 and SIGHUP end a shard with a checkpoint and 75, and it goes on",
    "[sharding]") {
  const Sweep of(small_world + "experiment: {replications: 20000}\noutput: {trace: deals}\n");
  for (const int signal : {SIGTERM, SIGINT, SIGUSR1, SIGHUP}) {
    Running run(nakodo_words(of.words({"--shard", "1/1", "--jobs", "1"})));
    REQUIRE(wait_for([&] { return of.has_begun_to_keep(); }));
    run.send(signal);
    const Ended ended = run.wait();
    INFO(ended.err);
    REQUIRE(ended.code == 75);
    CHECK_THAT(ended.err, tests::contains("are kept in checkpoints"));
    const Ended status = of.in_folder("status");
    CHECK(status.code == 75);
    CHECK_THAT(status.out, tests::contains("1 stopped"));
  }
  const Names names = of.names();
  CHECK(std::count_if(names.begin(), names.end(), [](const std::string& name) {
          return name.starts_with("checkpoint-0001-of-0001-from-");
        }) == 4);
  of.run_shards({"1/1"});

  // A merge ends likewise, and has changed nothing.
  const Names before = of.names();
  Running merge(nakodo_words({"merge", of.folder().string(), "--quiet"}));
  REQUIRE(wait_for([&] { return of.names().size() > before.size(); }));
  merge.send(SIGTERM);
  const Ended stopped = merge.wait();
  CHECK(stopped.code == 75);
  CHECK_THAT(stopped.err, tests::contains("has changed nothing"));
  CHECK(of.names() == before);

  CHECK(of.in_folder("merge", {"--quiet"}).code == 0);
  CHECK(bytes_of(of.folder() / "sweep.h5") == of.alone());
  CHECK(of.names() == Names{"experiment.yaml", "sweep.h5"});
}

TEST_CASE("a shard that was run twice and ends after the merge leaves nothing", "[sharding]") {
  const Sweep of(small_world + "experiment: {replications: 20000}\noutput: {trace: deals}\n");
  for (const bool is_stopped : {false, true}) {
    Running late(nakodo_words(of.words({"--shard", "1/1", "--jobs", "1"})));
    REQUIRE(wait_for([&] { return of.has_begun_to_keep(); }));
    late.send(SIGSTOP);
    of.run_shards({"1/1"});
    REQUIRE(of.in_folder("merge", {"--quiet"}).code == 0);
    if (is_stopped) late.send(SIGTERM);
    late.send(SIGCONT);
    const Ended ended = late.wait();
    INFO(ended.err);
    CHECK(ended.code == 0);
    CHECK(of.names() == Names{"experiment.yaml", "sweep.h5"});
    fs::remove_all(of.folder());
  }
}

TEST_CASE("status: a heart on a machine whose clock is ahead was last alive just now",
          "[sharding]") {
  const Sweep of(sweep);
  of.run_shards({"1/2"});
  write_file(of.folder() / "shard-0002-of-0002.status",
             "state stopped\nruns 3 of 240\nseconds 1.0\nsince 0\nalive 99999999999\n");
  CHECK_THAT(of.in_folder("status").out, tests::contains("last alive 0:00 ago"));
}

TEST_CASE("a run that was interrupted goes on with --resume, or by resume", "[sharding]") {
  const Sweep of(small_world + "experiment: {replications: 20000}\noutput: {trace: deals}\n");
  const auto interrupt = [&](const std::vector<std::string>& options) {
    Running run(nakodo_words(of.words(options)));
    REQUIRE(wait_for([&] { return of.has_begun_to_keep(); }));
    run.interrupt();
    const Ended ended = run.wait();
    INFO(ended.err);
    REQUIRE(ended.code == 75);
    CHECK_THAT(ended.err, tests::contains("nakodo resume"));
  };
  interrupt({"--jobs", "1"});
  CHECK(of.in_folder("status").code == 75);
  interrupt({"--jobs", "1", "--resume"});
  const Ended anew = of.run({"--jobs", "2"});
  CHECK(anew.code == 0);
  CHECK_THAT(anew.err, tests::contains("begins anew"));
  CHECK(of.names() == Names{"experiment.yaml", "sweep.h5"});
  CHECK(bytes_of(of.folder() / "sweep.h5") == of.alone());

  fs::remove_all(of.folder());
  interrupt({"--jobs", "1"});
  CHECK(of.in_folder("resume", {"--quiet"}).code == 0);
  CHECK(of.names() == Names{"experiment.yaml", "sweep.h5"});
  CHECK(bytes_of(of.folder() / "sweep.h5") == of.alone());
}

TEST_CASE("a merge that died while it removed the shards is finished by merge, and by resume",
          "[sharding]") {
  const Sweep of(sweep);
  const std::string command = GENERATE(as<std::string>{}, "merge", "resume");
  const std::string alone = of.alone();
  of.run_shards({"1/2", "2/2"});
  REQUIRE(of.in_folder("merge", {"--keep", "--quiet"}).code == 0);
  fs::remove(of.folder() / "shard-0001-of-0002.h5");
  CHECK(of.in_folder(command, {"--quiet"}).code == 0);
  CHECK(of.names() == Names{"experiment.yaml", "sweep.h5"});
  CHECK(bytes_of(of.folder() / "sweep.h5") == alone);
}

TEST_CASE("killed at a hundred random moments and resumed each time, it ends with the same bytes",
          "[sharding]") {
  const Sweep of(small_world +
                 "experiment: {replications: 384, factors: {trust.blame: [0.2, 0.8]}}\n"
                 "output: {trace: deals}\n");
  const std::string alone = of.alone();
  const auto is_done = [&] {
    return fs::exists(of.folder() / "sweep.h5") && !fs::exists(of.folder() / "shards.csv");
  };
  const std::vector<std::string> begin =
      of.words({"--shard", "1/1", "--jobs", "1", "--checkpoint", "0"});
  const std::vector<std::string> go_on{"resume", of.folder().string(), "--quiet", "--jobs",
                                       "1",      "--checkpoint",       "0"};
  std::mt19937 random(1986);
  double longest = 0.05;  // seconds until a kill; more where the machine needs more to get anywhere
  int without_progress = 0;
  std::size_t most_files = 0;
  for (int kills = 0; kills < 100; ++kills) {
    {
      const Running run(nakodo_words(fs::exists(of.folder() / "shards.csv") ? go_on : begin));
      const double seconds = longest * static_cast<double>(random()) / 4294967296.0;
      std::this_thread::sleep_for(std::chrono::duration<double>(seconds));
    }  // killed
    if (is_done()) {
      REQUIRE(bytes_of(of.folder() / "sweep.h5") == alone);
      fs::remove_all(of.folder());
      most_files = 0;
      without_progress = 0;
      longest = 0.05;
    }
    const std::size_t files = fs::exists(of.folder()) ? of.names().size() : 0;
    without_progress = files > most_files ? 0 : without_progress + 1;
    most_files = std::max(most_files, files);
    if (without_progress >= 3) longest *= 1.2;
  }
  if (!fs::exists(of.folder() / "shards.csv")) REQUIRE(nakodo(begin).code == 0);
  const Ended ended = nakodo(go_on);
  INFO(ended.err);
  REQUIRE(ended.code == 0);
  CHECK(bytes_of(of.folder() / "sweep.h5") == alone);
  CHECK(of.names() == Names{"experiment.yaml", "sweep.h5"});
}

TEST_CASE("a checkpoint that is damaged is passed over, and its runs are run again", "[sharding]") {
  const Sweep of(small_world + "experiment: {replications: 6400}\noutput: {trace: deals}\n");
  REQUIRE(stopped_after(of, 100).kept >= 100);
  for (const std::string& name : of.names()) {
    if (!name.starts_with("checkpoint-")) continue;
    std::string bytes = bytes_of(of.folder() / name);
    bytes[bytes.size() / 2] = static_cast<char>(bytes[bytes.size() / 2] ^ 1);
    write_file(of.folder() / name, bytes);
    break;
  }
  const Ended again = of.run({"--shard", "1/1"});
  CHECK(again.code == 0);
  CHECK_THAT(again.err, tests::contains("Its runs are run again"));
  CHECK(of.in_folder("merge", {"--quiet"}).code == 0);
  CHECK(bytes_of(of.folder() / "sweep.h5") == of.alone());
}

}  // namespace nakodo::experiment

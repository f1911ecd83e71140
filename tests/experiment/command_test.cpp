// The program from outside: what its commands take, print and return.
#include <chrono>
#include <filesystem>
#include <string>
#include <thread>
#include <vector>

#include "experiment/yaml_reader.hpp"
#include "tests/catch.hpp"
#include "tests/experiment/program.hpp"
#include "tests/experiment/small_world.hpp"

namespace nakodo::experiment {
namespace {

const std::string world = "tests/experiment/bad/good/world.yaml";
const std::string bad = "tests/experiment/bad/49-several-problems.yaml";

/// Whether a folder holds a file, however deep and hidden.
bool holds_a_file(const std::filesystem::path& folder) {
  for (const auto& entry : std::filesystem::recursive_directory_iterator(folder))
    if (entry.is_regular_file()) return true;
  return false;
}

/// The YAML examples of the manual below a heading, up to the next one.
std::vector<std::string> examples_below(const std::string& heading) {
  const std::string text = bytes_of("configs/README.md");
  const std::size_t begin = text.find("## " + heading + "\n");
  REQUIRE(begin != std::string::npos);
  const std::string part = text.substr(begin, text.find("\n## ", begin) - begin);
  const std::string fence = "```yaml\n";
  std::vector<std::string> examples;
  for (std::size_t at = 0; (at = part.find(fence, at)) != std::string::npos;) {
    at += fence.size();
    examples.push_back(part.substr(at, part.find("```\n", at) - at));
  }
  REQUIRE_FALSE(examples.empty());
  return examples;
}

}  // namespace

TEST_CASE("the help names every command, and --version says which program it is", "[command]") {
  const Ended help = nakodo({"--help"});
  CHECK(help.code == 0);
  for (const char* command :
       {"run", "check", "plan", "replay", "status", "resume", "merge", "describe", "schema"})
    CHECK_THAT(help.out, tests::contains("\n  " + std::string(command) + " "));
  const Ended version = nakodo({"--version"});
  CHECK(version.code == 0);
  CHECK(version.out.starts_with("nakodo "));
}

TEST_CASE("the help of a command names its options", "[command]") {
  struct Help {
    std::string command;
    std::vector<std::string> options;
  };
  const std::vector<std::string> overrides{"--set", "--seed", "--replications", "--trace"};
  for (auto [command, options] :
       {Help{"run", {"--jobs", "--out", "--quiet", "--shard", "--resume", "--checkpoint"}},
        Help{"check", {"--format"}}, Help{"plan", {}},
        Help{"replay", {"--point", "--replication", "--out", "--quiet"}}}) {
    options.insert(options.end(), overrides.begin(), overrides.end());
    const Ended help = nakodo({command, "--help"});
    CAPTURE(command);
    CHECK(help.code == 0);
    CHECK(help.out.starts_with("usage: nakodo " + command));
    for (const std::string& option : options) CHECK_THAT(help.out, tests::contains(option));
  }
  CHECK(nakodo({"describe", "--help"}).code == 0);
  CHECK(nakodo({"schema", "--help"}).code == 0);
}

TEST_CASE("an unknown command is refused with a suggestion", "[command]") {
  const Ended ended = nakodo({"rum", world});
  CHECK(ended.code == 2);
  CHECK_THAT(ended.err, tests::contains("there is no command 'rum'"));
  CHECK_THAT(ended.err, tests::contains("did you mean 'run'?"));
  CHECK(nakodo({}).code == 2);
}

TEST_CASE("bad usage is refused with exit code 2 and what to do", "[command]") {
  for (const std::vector<std::string>& words :
       std::vector<std::vector<std::string>>{{"run"},
                                             {"run", world, bad},
                                             {"run", world, "--job", "x"},
                                             {"run", world, "--jobs", "0"},
                                             {"run", world, "--colour"},
                                             {"run", world, "--replications", "none"},
                                             {"run", "no/such.yaml"},
                                             {"check"},
                                             {"check", world, "--format", "xml"},
                                             {"plan", world, "--jobs", "2"},
                                             {"replay", world, "--point", "9"},
                                             {"replay", world, "--point", "-1"},
                                             {"replay", world, "--replication", "3"},
                                             {"describe", "trust.blme"}}) {
    std::string line;
    for (const std::string& word : words) line += word + " ";
    CAPTURE(line);
    const ScratchFolder scratch;
    const Ended ended = nakodo(words);
    CHECK(ended.code == 2);
    CHECK(ended.out.empty());
    CHECK_FALSE(ended.err.empty());
    CHECK(ended.err.find("should not happen") == std::string::npos);
  }
  CHECK_THAT(nakodo({"run", world, "--colour"}).err, tests::contains("run --help"));
}

TEST_CASE("check says of good files how large their designs are", "[command]") {
  const Ended ended = nakodo({"check", world, "configs/kinkei.yaml", "configs/dyad.yaml"});
  CHECK(ended.code == 0);
  CHECK_THAT(ended.out, tests::contains("world.yaml: good, 1 point × 3 replications"));
  CHECK_THAT(ended.out, tests::contains("kinkei.yaml: good, 6 points × 1000 replications"));
}

TEST_CASE("a point or replication that there is not is named as it was typed", "[command]") {
  CHECK_THAT(nakodo({"replay", world, "--point", "-1"}).err,
             tests::contains("there is no point -1: the design has points 0 to 0"));
  CHECK_THAT(nakodo({"replay", world, "--replication", "3"}).err,
             tests::contains("there is no replication 3: each point has 0 to 2"));
}

TEST_CASE("check and run say that the points of a Sobol sequence are not balanced", "[command]") {
  const ScratchFolder scratch;
  const std::string config =
      write_file(scratch.path() / "sobol.yaml",
                 small_world +
                     "experiment:\n  replications: 1\n  design: {kind: sobol, points: 3}\n"
                     "  factors: {trust.blame: {low: 0.1, high: 0.9}}\n");
  const std::string advice = "3 is no power of 2";
  CHECK_THAT(nakodo({"check", config}).out, tests::contains(advice));
  const Ended ended =
      nakodo({"run", config, "--quiet", "--out", (scratch.path() / "out").string()});
  CHECK(ended.code == 0);
  CHECK_THAT(ended.err, tests::contains(advice));
  CHECK(nakodo({"check", config, "--set", "experiment.design.points=4"}).out.find("advice") ==
        std::string::npos);
}

TEST_CASE("check --format json is JSON, and --format github annotates", "[command]") {
  const Ended json = nakodo({"check", bad, "--format", "json"});
  CHECK(json.code == 2);
  Diagnostics diagnostics;
  const auto problems = read_yaml_text("report", json.out, diagnostics);  // JSON is YAML
  INFO(diagnostics.text());
  REQUIRE(problems.has_value());
  REQUIRE(problems->is_sequence());
  REQUIRE(problems->items().size() == 6);
  CHECK(problems->items()[0].find("line")->text() == "3");
  CHECK(problems->items()[0].find("file")->text() == bad);
  CHECK(nakodo({"check", world, "--format", "json"}).out == "[]\n");
  CHECK(nakodo({"check", bad, "--format", "github"}).out.starts_with("::error file=" + bad));
}

TEST_CASE("plan prints factors, points, cost and what it is worth", "[command]") {
  const Ended ended = nakodo({"plan", "configs/kinkei.yaml"});
  CHECK(ended.code == 0);
  for (const char* part : {"factor go_between (projects.atc_x.go_between.engage): never "
                           "when_frustrated=0.4 from_start",
                           "6 points × 1000 replications = 6000 runs",
                           "    3  go_between=when_frustrated=0.4  "
                           "authority=serial\n",
                           "expected cost: about ", "This is work for one machine: nakodo run."})
    CHECK_THAT(ended.out, tests::contains(part));
}

TEST_CASE("describe prints default, unit, range, meaning and provenance", "[command]") {
  const Ended trust = nakodo({"describe", "trust"});
  CHECK(trust.code == 0);
  CHECK_THAT(trust.out, tests::contains("trust.forgetting = 0.0007 per day   ≥ 0\n"));
  CHECK_THAT(trust.out, tests::contains("literature: Jøsang & Ismail 2002"));
  CHECK(trust.out.find("patience.") == std::string::npos);
  CHECK_THAT(nakodo({"describe", "firms.kinkei.stakeholders"}).out,
             tests::contains("firms.kinkei.stakeholders.threshold = 0.6"));
  const Ended all = nakodo({"describe"});
  CHECK(all.code == 0);
  CHECK_THAT(all.out, tests::contains("\nmedia.<name>.reach = "));
  CHECK_THAT(nakodo({"describe", "trst"}).err, tests::contains("did you mean 'trust'?"));
}

TEST_CASE("run prints a table and says where the results are", "[command]") {
  const ScratchFolder scratch;
  const std::string out = (scratch.path() / "out").string();
  const Ended ended = nakodo({"run", world, "--trace", "none", "--out", out});
  INFO(ended.err);
  CHECK(ended.code == 0);
  CHECK_THAT(ended.out, tests::contains("A small world\n1 point, 3 replications of each, seed 7"));
  CHECK_THAT(ended.out, tests::contains(out + "/world.h5"));
  CHECK(std::filesystem::exists(out + "/world.h5"));
  CHECK(nakodo({"check", out + "/experiment.yaml"}).code == 0);
}

TEST_CASE("the experiment.yaml of a result runs to the same results", "[command]") {
  const ScratchFolder scratch;
  const auto first = scratch.path() / "first";
  REQUIRE(nakodo({"run", "configs/dyad.yaml", "-n", "3", "-q", "--out", first.string()}).code == 0);
  std::filesystem::copy_file(first / "experiment.yaml", scratch.path() / "dyad.yaml");
  const auto second = scratch.path() / "second";
  REQUIRE(nakodo({"run", (scratch.path() / "dyad.yaml").string(), "-q", "--out", second.string()})
              .code == 0);
  CHECK(bytes_of(first / "dyad.h5") == bytes_of(second / "dyad.h5"));
}

TEST_CASE("runs that break give exit code 1, and the others are kept", "[command]") {
  const ScratchFolder scratch;
  const std::string config = write_file(
      scratch.path() / "endless.yaml",
      endless_world +
          "experiment: {replications: 1, factors: {persuasion.visit_effort: [0, 0.5]}}\n");
  const std::string out = (scratch.path() / "out").string();
  const Ended ended = nakodo({"run", config, "--quiet", "--out", out});
  CHECK(ended.code == 1);
  CHECK_THAT(ended.err, tests::contains("1 of 2 runs broke; the others are whole"));
  CHECK_THAT(ended.err, tests::contains("point 0, replication 0: time stands still"));
  CHECK(std::filesystem::exists(out + "/endless.h5"));
}

TEST_CASE("a folder that cannot be written to gives exit code 74", "[command]") {
  const ScratchFolder scratch;
  write_file(scratch.path() / "file", "");
  const Ended ended =
      nakodo({"run", world, "--quiet", "--out", (scratch.path() / "file" / "out").string()});
  CHECK(ended.code == 74);
  CHECK_THAT(ended.err, tests::contains("file"));
  CHECK(ended.err.find("should not happen") == std::string::npos);
  CHECK(scratch.names() == std::vector<std::string>{"file"});
}

TEST_CASE("an interrupted run gives exit code 75 and says what it has kept, if anything",
          "[command]") {
  const ScratchFolder scratch;
  Running run(nakodo_words({"run", "configs/kinkei.yaml", "--replications", "100000000", "--quiet",
                            "--out", (scratch.path() / "out").string()}));
  using Clock = std::chrono::steady_clock;
  const auto patience = Clock::now() + std::chrono::seconds(60);
  while (!holds_a_file(scratch.path()) && Clock::now() < patience)
    std::this_thread::sleep_for(std::chrono::milliseconds(10));
  REQUIRE(holds_a_file(scratch.path()));
  run.interrupt();
  const Ended ended = run.wait();
  CHECK(ended.code == 75);
  const bool kept = holds_a_file(scratch.path());
  CHECK_THAT(ended.err, tests::contains(kept ? "runs are kept in a checkpoint"
                                             : "nothing was written. Run it again"));
  CHECK_FALSE(std::filesystem::exists(scratch.path() / "out" / "kinkei.h5"));
}

TEST_CASE("a run removes the temporary files of runs that were killed, whatever they wrote",
          "[command]") {
  for (const std::vector<std::string>& how :
       {std::vector<std::string>{}, std::vector<std::string>{"--shard", "1/2"}}) {
    const ScratchFolder scratch;
    const std::string mine = ".notes.txt.4242.tmp";
    for (const std::string& name :
         {std::string(".checkpoint-0001-of-0001-from-000000000064.h5.4242.tmp"),
          std::string(".shard-0002-of-0002.status.4242.1.tmp"), std::string(".world.h5.4242.tmp"),
          std::string(".experiment.yaml.4242.tmp"), mine})
      write_file(scratch.path() / name, "");
    std::vector<std::string> words{
        "run", world, "--trace", "none", "--quiet", "--out", scratch.path().string()};
    words.insert(words.end(), how.begin(), how.end());
    REQUIRE(nakodo(words).code == 0);
    std::vector<std::string> hidden;
    for (const std::string& name : scratch.names())
      if (name.starts_with('.')) hidden.push_back(name);
    CHECK(hidden == std::vector<std::string>{mine});
  }
}

TEST_CASE("the first experiment of configs/README.md is good and runs", "[command]") {
  const ScratchFolder scratch;
  const std::string config =
      write_file(scratch.path() / "first.yaml", examples_below("A first experiment").front());
  const Ended checked = nakodo({"check", config});
  INFO(checked.out);
  CHECK(checked.code == 0);
  CHECK(nakodo({"run", config, "-n", "5", "-q", "--out", (scratch.path() / "out").string()}).code ==
        0);
}

TEST_CASE("the examples of the sections in configs/README.md make a good experiment together",
          "[command]") {
  std::string world_of_the_manual;
  std::string how_often;
  for (const std::string& example : examples_below("The sections")) {
    if (example.starts_with("experiment:"))
      how_often = example;
    else if (!example.starts_with("extends:"))
      world_of_the_manual += example;
  }
  CHECK(problems_of(world_of_the_manual + how_often).empty());
  const Experiment varied =
      experiment_of(world_of_the_manual + examples_below("What is varied").front());
  CHECK(varied.points() == 18);
}

}  // namespace nakodo::experiment

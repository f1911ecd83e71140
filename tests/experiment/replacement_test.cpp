// What a run may replace in the folder of its results, and what it may not.
#include "experiment/replacement.hpp"

#include <hdf5.h>

#include <filesystem>
#include <string>
#include <vector>

#include "tests/catch.hpp"
#include "tests/experiment/program.hpp"
#include "tests/experiment/small_world.hpp"

namespace nakodo::experiment {
namespace {

const std::string few = small_world + "experiment: {seed: 7, replications: 3}\n";

/// A folder of a user.
struct Desk {
  ScratchFolder scratch;

  std::string path(const std::string& name) const { return (scratch.path() / name).string(); }
  std::string write(const std::string& name, const std::string& text) const {
    std::filesystem::create_directories((scratch.path() / name).parent_path());
    return write_file(scratch.path() / name, text);
  }
  std::string bytes(const std::string& name) const { return bytes_of(scratch.path() / name); }
  Ended run(const std::string& config, const std::string& out,
            std::vector<std::string> options = {}) const {
    options.insert(options.begin(), {"run", path(config), "--quiet", "--out", path(out)});
    return nakodo(options);
  }
};

/// Makes a file of results one that another version wrote.
void age(const std::string& results) {
  const hid_t file = H5Fopen(results.c_str(), H5F_ACC_RDWR, H5P_DEFAULT);
  REQUIRE(file >= 0);
  const hid_t attribute = H5Aopen(file, "git_revision", H5P_DEFAULT);
  const hid_t type = H5Aget_type(attribute);
  std::string revision(H5Tget_size(type), '0');
  CHECK(H5Awrite(attribute, type, revision.data()) >= 0);
  H5Tclose(type);
  H5Aclose(attribute);
  H5Fclose(file);
}

void check_refused(const Ended& ended, const std::string& why) {
  CHECK(ended.code == 2);
  CHECK(ended.out.empty());
  CHECK_THAT(ended.err, tests::contains(why));
  CHECK_THAT(ended.err, tests::contains("--out"));
}

}  // namespace

TEST_CASE("a configuration is not replaced by its own results", "[replacement]") {
  const Desk desk;
  desk.write("experiment.yaml", few);
  check_refused(desk.run("experiment.yaml", "."), "is the configuration itself");
  check_refused(nakodo({"replay", desk.path("experiment.yaml"), "--quiet", "--out", desk.path("")}),
                "is the configuration itself");
  CHECK(desk.bytes("experiment.yaml") == few);
  CHECK(desk.scratch.names() == std::vector<std::string>{"experiment.yaml"});
}

TEST_CASE("an experiment.yaml that somebody wrote is not replaced", "[replacement]") {
  for (const std::string& theirs :
       {std::string("notes of mine\n"), few, std::string("execution: {name: mine}\n"),
        std::string("execution:\n  jobs: 1\n"), std::string("")}) {
    const Desk desk;
    desk.write("small.yaml", few);
    desk.write("out/experiment.yaml", theirs);
    check_refused(desk.run("small.yaml", "out"), "was not written by nakodo");
    CHECK(desk.bytes("out/experiment.yaml") == theirs);
    CHECK_FALSE(std::filesystem::exists(desk.path("out/small.h5")));
  }
}

TEST_CASE("resume does not replace an experiment.yaml that somebody wrote", "[replacement]") {
  const Desk desk;
  desk.write("mine/experiment.yaml", few);
  const Ended ended = nakodo({"resume", desk.path("mine"), "--quiet"});
  check_refused(ended, "was not written by nakodo");
  CHECK(desk.bytes("mine/experiment.yaml") == few);
}

TEST_CASE("the experiment.yaml of a result runs again in its folder as it is, and no other way",
          "[replacement]") {
  const Desk desk;
  desk.write("small.yaml", few);
  REQUIRE(desk.run("small.yaml", "out").code == 0);
  const std::string resolved = desk.bytes("out/experiment.yaml");
  const Ended again = desk.run("out/experiment.yaml", "out");
  INFO(again.err);
  CHECK(again.code == 0);
  CHECK(again.err.empty());
  CHECK(desk.bytes("out/experiment.yaml") == resolved);
  check_refused(desk.run("out/experiment.yaml", "out", {"-n", "5"}), "is the configuration itself");
  CHECK(desk.bytes("out/experiment.yaml") == resolved);
}

TEST_CASE("a second experiment needs a folder of its own", "[replacement]") {
  const Desk desk;
  desk.write("small.yaml", few);
  desk.write("other.yaml", few);
  REQUIRE(desk.run("small.yaml", "out").code == 0);
  check_refused(desk.run("other.yaml", "out"),
                "is the folder of another experiment, by its experiment.yaml");
  CHECK_FALSE(std::filesystem::exists(desk.path("out/other.h5")));
}

TEST_CASE("a run with another seed says what it replaces, the same run again does not",
          "[replacement]") {
  const Desk desk;
  desk.write("small.yaml", few);
  REQUIRE(desk.run("small.yaml", "out").err.empty());
  CHECK(desk.run("small.yaml", "out").err.empty());
  const Ended other = desk.run("small.yaml", "out", {"--seed", "8"});
  CHECK(other.code == 0);
  CHECK_THAT(other.err, tests::contains(desk.path("out/small.h5") +
                                        " holds 3 runs of another configuration. This run "
                                        "replaces it when it is done.\n"));
}

TEST_CASE("what is no file of results is not replaced by one", "[replacement]") {
  const Desk desk;
  desk.write("small.yaml", few);
  desk.write("out/small.h5", "measurements of mine");
  check_refused(desk.run("small.yaml", "out"), "is no file of results that can be read");
  CHECK(desk.bytes("out/small.h5") == "measurements of mine");
}

TEST_CASE("what is no file of results is not replaced by shards, their merge or a resume either",
          "[replacement]") {
  const Desk desk;
  desk.write("small.yaml", few);
  const std::string theirs = "measurements of mine";
  desk.write("out/small.h5", theirs);
  check_refused(desk.run("small.yaml", "out", {"--shard", "1/1"}),
                "is no file of results that can be read");
  CHECK_FALSE(std::filesystem::exists(desk.path("out/experiment.yaml")));

  std::filesystem::remove(desk.path("out/small.h5"));
  REQUIRE(desk.run("small.yaml", "out", {"--shard", "1/2"}).code == 0);
  desk.write("out/small.h5", theirs);
  check_refused(nakodo({"resume", desk.path("out"), "--quiet"}), "is no file of results");
  std::filesystem::remove(desk.path("out/small.h5"));
  REQUIRE(desk.run("small.yaml", "out", {"--shard", "2/2"}).code == 0);
  desk.write("out/small.h5", theirs);
  check_refused(nakodo({"merge", desk.path("out"), "--quiet"}), "is no file of results");
  CHECK(desk.bytes("out/small.h5") == theirs);
  CHECK(std::filesystem::exists(desk.path("out/shard-0001-of-0002.h5")));

  std::filesystem::remove(desk.path("out/small.h5"));
  REQUIRE(nakodo({"merge", desk.path("out"), "--quiet"}).code == 0);
  desk.write("out/small.h5", theirs);
  check_refused(nakodo({"resume", desk.path("out"), "--quiet"}), "is no file of results");
  CHECK(desk.bytes("out/small.h5") == theirs);
}

TEST_CASE("shards, and their merge, say which results they replace", "[replacement]") {
  const Desk desk;
  desk.write("small.yaml", few);
  REQUIRE(desk.run("small.yaml", "out", {"--seed", "8"}).code == 0);
  std::filesystem::remove(desk.path("out/experiment.yaml"));
  const std::string said =
      "holds 3 runs of another configuration. The merge replaces it when it is done.\n";
  const Ended first = desk.run("small.yaml", "out", {"--shard", "1/2"});
  CHECK(first.code == 0);
  CHECK_THAT(first.err, tests::contains(said));
  CHECK(desk.run("small.yaml", "out", {"--shard", "2/2"}).err.empty());
  const Ended merged = nakodo({"merge", desk.path("out"), "--quiet"});
  CHECK(merged.code == 0);
  CHECK_THAT(merged.err, tests::contains(said));
}

TEST_CASE(
    "results of another version are complete for status, resume and merge, and a run says that "
    "it replaces them",
    "[replacement]") {
  const Desk desk;
  desk.write("small.yaml", few);
  REQUIRE(desk.run("small.yaml", "out").code == 0);
  age(desk.path("out/small.h5"));
  const std::string aged = desk.bytes("out/small.h5");
  for (const std::string command : {"status", "resume"}) {
    const Ended ended = nakodo({command, desk.path("out")});
    CHECK(ended.code == 0);
    CHECK_THAT(ended.out, tests::contains("complete, by version "));
    CHECK_THAT(ended.out, tests::contains("(revision 0000"));
  }
  CHECK(nakodo({"merge", desk.path("out")}).code == 0);
  CHECK(desk.bytes("out/small.h5") == aged);
  const Ended again = desk.run("small.yaml", "out");
  CHECK(again.code == 0);
  CHECK_THAT(again.err, tests::contains("holds 3 runs of version "));
  CHECK_THAT(again.err, tests::contains("This run replaces it when it is done.\n"));
  CHECK(desk.bytes("out/small.h5") != aged);
}

TEST_CASE("a CSV file of the same name is not replaced by the copy beside the results",
          "[replacement]") {
  const Desk desk;
  desk.write("small.yaml", few + "ties: ties.csv\n");
  desk.write("ties.csv", "from,to\nfar,dcl\n");
  const std::string theirs = "from,to\nhome,dcl\n";
  desk.write("out/ties.csv", theirs);
  check_refused(desk.run("small.yaml", "out"), "is another file than");
  check_refused(desk.run("small.yaml", "out", {"--shard", "1/2"}), "is another file than");
  CHECK(desk.bytes("out/ties.csv") == theirs);
  REQUIRE(desk.run("small.yaml", "elsewhere").code == 0);
  CHECK(desk.bytes("elsewhere/ties.csv") == desk.bytes("ties.csv"));
}

TEST_CASE("an empty --out is refused by every command that has one", "[replacement]") {
  const Desk desk;
  const std::string config = desk.write("small.yaml", few);
  for (const std::vector<std::string>& words :
       {std::vector<std::string>{"run", config},
        {"run", config, "--shard", "1/2"},
        {"replay", config},
        {"submit", config, "--workers", "2", "--dry-run"}}) {
    std::vector<std::string> with_out = words;
    with_out.insert(with_out.end(), {"--out", ""});
    CAPTURE(words.front());
    check_refused(nakodo(with_out), "--out is empty");
  }
}

}  // namespace nakodo::experiment

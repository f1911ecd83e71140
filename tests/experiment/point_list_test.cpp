#include "experiment/point_list.hpp"

#include <cstdio>
#include <filesystem>
#include <string>
#include <vector>

#include "tests/experiment/designs.hpp"
#include "tests/experiment/hdf5_reading.hpp"
#include "tests/experiment/program.hpp"

namespace nakodo::experiment {
namespace {

using Texts = std::vector<std::string>;

const std::string two = "{trust.blame: {}, projects.venture.medium: [letter, fax]}";

/// What is wrong with a CSV file of points.
std::string problems_of_rows(const std::string& factors, const std::string& csv) {
  const ScratchFolder scratch;
  write_file(scratch.path() / "sample.csv", csv);
  const std::string world = write_file(scratch.path() / "world.yaml",
                                       varied_world(factors, "{kind: csv, file: sample.csv}"));
  Diagnostics diagnostics;
  load(world, {}, diagnostics);
  std::string text;
  for (const Problem& problem : diagnostics.problems())
    text += std::to_string(problem.place.line) + ":" + std::to_string(problem.place.column) + " " +
            problem.message + "\n";
  return text;
}

}  // namespace

TEST_CASE("a list holds its points in order, once each time they are listed", "[points]") {
  CHECK(texts_of(designed(two,
                          "{kind: list, include: [{blame: 0.5, medium: fax}, {medium: letter, "
                          "blame: 10 %}, {blame: 0.5, medium: fax}]}")) ==
        Texts{"0.5 fax", "0.1 letter", "0.5 fax"});
}

TEST_CASE("points are included behind the others and excluded by what they agree in", "[points]") {
  const Design design =
      designed("{trust.blame: [0, 0.5, 1], projects.venture.medium: [letter, fax]}",
               "{kind: full_factorial, where: blame < 1, exclude: [{blame: 0.5, medium: letter}], "
               "include: [{blame: 1, medium: fax}]}");
  CHECK(texts_of(design) == Texts{"0 letter", "0 fax", "0.5 fax", "1 fax"});
  CHECK(design.left_out == 3);
}

TEST_CASE("levels that are mappings are met by their value or their label", "[points]") {
  CHECK(texts_of(designed(
            "{persuasion.visit_effort: [2 person-days, 1], media.fax.latency: [{gamma: {mean: 2 "
            "days, cv: 0.3}}, 2]}",
            "{kind: list, include: [{visit_effort: 2 person-days, latency: {gamma: {cv: 0.3, mean: "
            "2 days}}}, {visit_effort: 1.0, latency: 2}]}")) ==
        Texts{"2_person-days gamma=mean=2_days,cv=0.3", "1 2"});
}

TEST_CASE("points that say too little, too much or something else are refused", "[points]") {
  const auto problem = [](const std::string& point) {
    const std::string text = problems_designed(
        "{trust.blame: {low: 0, high: 1}, projects.venture.medium: [letter, fax]}",
        "{kind: list, include: [" + point + "]}");
    return text.substr(text.find(' ') + 1);
  };
  CHECK(problem("{blame: 0.5}") == "this point does not say what 'medium' is\n");
  CHECK(problem("{blame: 2, medium: fax}") == "'blame' has to be from 0 to 1, not 2\n");
  CHECK(problem("{blame: 0, medium: fox}") == "'fox' is not a level of 'medium'\n");
  CHECK(problem("{blame: 0, medium: fax, patience: 1}") ==
        "'patience' is not a factor of this experiment\n");
  CHECK(problem("{}") == "this point says nothing\n");
  CHECK_THAT(problems_designed("{trust.blame: [0, 1]}",
                               "{kind: full_factorial, where: blame > 0, exclude: [{blame: 0}]}"),
             tests::contains("no point of the design agrees with this"));
}

TEST_CASE("a sample file comes back from the results bit for bit and in its order", "[points]") {
  const ScratchFolder scratch;
  // As numpy.savetxt(…, delimiter=",", header="fax,home_patience") writes it.
  std::string csv = "# fax,home_patience\n";
  std::vector<double> expected[2];
  double x = 0.1;
  for (int i = 0; i < 200; ++i) {
    x = 3.99 * x * (1 - x);  // chaos: all bits in use
    const double patience = 1.0 / 3 + x;
    char line[64];
    std::snprintf(line, sizeof line, "%.18e,%.18e\n", x, patience);
    csv += line;
    expected[0].push_back(x);
    expected[1].push_back(patience);
  }
  write_file(scratch.path() / "sample.csv", csv);
  const std::string world = write_file(
      scratch.path() / "world.yaml",
      small_world +
          "experiment:\n  replications: 1\n  factors:\n    media.fax.latency: {name: fax}\n"
          "    firms.home.patience: {name: home_patience, low: 0.3, high: 2}\n"
          "  design: {kind: csv, file: sample.csv}\n");
  const auto out = scratch.path() / "out";
  const Ended run = nakodo({"run", world, "--trace", "none", "-q", "--out", out.string()});
  INFO(run.err);
  REQUIRE(run.code == 0);
  const Reading file(out / "world.h5");
  CHECK(file.column<double>("/points/fax") == expected[0]);
  CHECK(file.column<double>("/points/home_patience") == expected[1]);
  CHECK(bytes_of(out / "sample.csv") == csv);
  // And with the copy beside it the resolved experiment runs to the same.
  std::filesystem::rename(out / "experiment.yaml", out / "again.yaml");
  CHECK_THAT(bytes_of(out / "again.yaml"), tests::contains("fingerprint: "));
  const auto again = scratch.path() / "again";
  REQUIRE(nakodo({"run", (out / "again.yaml").string(), "-q", "--out", again.string()}).code == 0);
  CHECK(Reading(again / "world.h5").column<std::uint64_t>("/runs/fingerprint") ==
        file.column<std::uint64_t>("/runs/fingerprint"));
}

TEST_CASE("another file is another experiment, and a pinned one must not change", "[points]") {
  const ScratchFolder scratch;
  const std::string world =
      write_file(scratch.path() / "world.yaml",
                 varied_world("{trust.blame: {}}", "{kind: csv, file: sample.csv}"));
  const auto hash_with = [&](const std::string& csv) {
    write_file(scratch.path() / "sample.csv", csv);
    Diagnostics diagnostics;
    const auto experiment = load(world, {}, diagnostics);
    REQUIRE(experiment.has_value());
    return experiment->hash();
  };
  CHECK(hash_with("blame\n0.5\n") != hash_with("blame\n0.25\n"));
  Diagnostics diagnostics;
  CHECK_FALSE(load(world,
                   {"experiment.design.file.fingerprint=0123456789abcdef",
                    "experiment.design.file.file=sample.csv"},
                   diagnostics));
}

TEST_CASE("the columns of a file may stand in any order and be called by path", "[points]") {
  const ScratchFolder scratch;
  write_file(scratch.path() / "sample.csv",
             "projects.venture.medium, blame\r\nfax,0.5\r\n\r\nletter, 40 %\r\n");
  const std::string world =
      write_file(scratch.path() / "world.yaml", varied_world(two, "{kind: csv, file: sample.csv}"));
  Diagnostics diagnostics;
  const auto experiment = load(world, {}, diagnostics);
  INFO(diagnostics.text());
  REQUIRE(experiment.has_value());
  CHECK(texts_of(experiment->design) == Texts{"0.5 fax", "0.4 letter"});
}

TEST_CASE("what is wrong with a file of points is told with its line and column", "[points]") {
  const std::string range =
      "{trust.blame: {low: 0, high: 1}, projects.venture.medium: [letter, fax]}";
  CHECK(problems_of_rows(range, "blame,medium\n0.5,fax\n1.5,fax\nx,fax\n0.5,fox\n") ==
        "3:1 'blame' has to be from 0 to 1, not 1.5\n4:1 'x' is not a number\n"
        "5:5 'fox' is not a level of 'medium'\n");
  CHECK(problems_of_rows(range, "blame,medium\n0.5\n0.5,fax,1\n") ==
        "2:4 cells of this line: 1, of the header: 2\n"
        "3:9 cells of this line: 3, of the header: 2\n");
  CHECK(problems_of_rows(range, "blame,medum\n0.5,fax\n") ==
        "1:7 'medum' is not a factor of this experiment\n");
  CHECK(problems_of_rows(range, ",blame,medium\n0,0.5,fax\n") ==
        "1:1 '' is not a factor of this experiment\n");
  CHECK(problems_of_rows(range, "blame\n0.5\n") == "1:6 the factor 'medium' has no column\n");
  CHECK(problems_of_rows(range, "blame,blame\n0.5,0.5\n") ==
        "1:7 the factor 'blame' has two columns\n");
  CHECK(problems_of_rows(range, "blame,medium\n") == "0:0 the file holds no points\n");
  CHECK(problems_of_rows(two, "blame,medium\nnan,fax\n") == "2:1 'nan' is not a number\n");
}

}  // namespace nakodo::experiment

#include "experiment/design.hpp"

#include <string>
#include <vector>

#include "tests/catch.hpp"
#include "tests/experiment/small_world.hpp"

namespace nakodo::experiment {
namespace {

Design design_of(const std::string& factors, const std::string& go_between = "{}") {
  return experiment_of(small_world + "experiment:\n  factors:\n" + factors,
                       {"projects.venture.go_between=" + go_between})
      .design;
}

/// The levels of all factors by point.
std::vector<std::vector<int>> codes_of(const Design& design) {
  std::vector<std::vector<int>> points(design.size);
  for (std::size_t p = 0; p < design.size; ++p)
    for (const FactorColumn& column : design.columns) points[p].push_back(column.codes[p]);
  return points;
}

std::string problems_of_factors(const std::string& factors) {
  return problems_of(small_world + "experiment:\n  factors:\n" + factors);
}

}  // namespace

TEST_CASE("without factors the design is one point, the file as it stands", "[design]") {
  const Design design = experiment_of(small_world).design;
  CHECK(design.columns.empty());
  CHECK(design.size == 1);
}

TEST_CASE("a full factorial varies the last factor fastest", "[design]") {
  const Design design = design_of("    trust.blame: [0.1, 0.2]\n    trust.floor: [0, 0.1, 0.2]\n");
  CHECK(codes_of(design) ==
        std::vector<std::vector<int>>{{0, 0}, {0, 1}, {0, 2}, {1, 0}, {1, 1}, {1, 2}});
}

TEST_CASE("a factor is numeric if every level is a plain number", "[design]") {
  const Design design = design_of("    trust.blame: [0.5, 1, 2.5e-1]\n");
  REQUIRE(design.columns.size() == 1);
  CHECK(design.columns[0].numeric());
  CHECK(design.columns[0].numbers == std::vector<double>{0.5, 1.0, 0.25});
}

TEST_CASE("levels that are no plain numbers have labels without blanks", "[design]") {
  const Design design = design_of(
      "    projects.venture.go_between.engage: [never, {when_frustrated: 0.4}]\n"
      "    media.fax.latency: [{gamma: {mean: 2 days, cv: 0.3}}, 2]\n"
      "    persuasion.visit_effort: [2 person-days, 1]\n"
      "    firms.home.stakeholders.count: [null, 3]\n"
      "    firms.home.knows: [[far, dcl], []]\n",
      "{who: dcl}");
  REQUIRE(design.columns.size() == 5);
  CHECK(design.columns[0].labels == std::vector<std::string>{"never", "when_frustrated=0.4"});
  CHECK(design.columns[1].labels == std::vector<std::string>{"gamma=mean=2_days,cv=0.3", "2"});
  CHECK(design.columns[2].labels == std::vector<std::string>{"2_person-days", "1"});
  CHECK(design.columns[3].labels == std::vector<std::string>{"null", "3"});
  CHECK(design.columns[4].labels == std::vector<std::string>{"far+dcl", "none"});
  for (const FactorColumn& column : design.columns) CHECK_FALSE(column.numeric());
}

TEST_CASE("a factor is named by the last step of its path, or by more steps if that is taken",
          "[design]") {
  const Design design = design_of(
      "    firms.home.patience: [1, 2]\n"
      "    firms.far.patience: [1, 2]\n"
      "    trust.blame: [0.1, 0.2]\n"
      "    trust.floor: {name: walk_away, values: [0, 0.1]}\n");
  std::vector<std::string> names;
  for (const FactorColumn& column : design.columns) names.push_back(column.name);
  CHECK(names == std::vector<std::string>{"home_patience", "far_patience", "blame", "walk_away"});
}

TEST_CASE("the name of a factor is never that of a column which the tables have", "[design]") {
  const Design design = design_of("    projects.venture.firm: [home]\n");
  CHECK(design.columns[0].name == "venture_firm");
  CHECK(problems_of_factors("    trust.blame: {name: state, values: [0, 1]}\n") ==
        "20:25 the factor cannot be called 'state': the name is taken\n");
}

TEST_CASE("the name of a factor is one that columns, files and conditions can have", "[design]") {
  for (const std::string name : {"a b", "a/b", "..", "ünï", "", "{}", "a.b", "a[0]"}) {
    CAPTURE(name);
    const std::string problems =
        problems_of_factors("    trust.blame: {name: \"" + name + "\", values: [0, 1]}\n");
    CHECK(problems.starts_with("20:25 '"));
    CHECK_THAT(problems, tests::contains("cannot be a name\n"));
  }
  for (const std::string name : {"and", "or", "not"})
    CHECK(problems_of_factors("    trust.blame: {name: " + name + ", values: [0, 1]}\n") ==
          "20:25 the factor cannot be called '" + name + "': it is a word of conditions\n");
  CHECK(problems_of_factors("    trust.blame: {name: 1st, values: [0, 1]}\n") ==
        "20:25 the factor cannot be called '1st': a name does not begin with a digit\n");
  CHECK(problems_of_factors("    or: {arms: {one: {}, other: {trust.blame: 0.1}}}\n") ==
        "20:5 the factor cannot be called 'or': it is a word of conditions\n");
}

TEST_CASE("a path whose last step cannot be a name gives a name of more steps", "[design]") {
  const Design design = experiment_of(small_world +
                                      "media: {3d: {}}\nexperiment:\n  factors:\n"
                                      "    media.3d: [{}, {reach: 2}]\n")
                            .design;
  CHECK(design.columns[0].name == "media_3d");
}

TEST_CASE("a level that says nothing is called default, an empty text empty", "[design]") {
  const Design design = design_of("    bargaining: [{}, {issues: 3}]\n");
  CHECK(design.columns[0].labels == std::vector<std::string>{"default", "issues=3"});
  const Design nested = design_of("    projects.venture.media: [{}, {offer: call}]\n");
  CHECK(nested.columns[0].labels.front() == "default");
  CHECK(label_of(Node::scalar("")) == "empty");
}

TEST_CASE("what is one for all points cannot be a factor", "[design]") {
  for (const std::string path :
       {"experiment.seed", "time.start", "output.sample", "execution.jobs", "nakodo", "title"}) {
    CAPTURE(path);
    CHECK_THAT(problems_of_factors("    " + path + ": [1, 2]\n"),
               tests::contains("cannot be varied: it is one for all points"));
  }
}

TEST_CASE("levels that are equal are refused", "[design]") {
  CHECK(problems_of_factors("    trust.blame: [0.5, 0.5]\n") ==
        "20:24 the level '0.5' is listed twice\n");
}

TEST_CASE("a design of more than a million points is refused without being made", "[design]") {
  std::string levels;
  for (int i = 1; i <= 101; ++i) levels += (i > 1 ? ", 0." : "0.") + std::to_string(1000 + i);
  CHECK_THAT(problems_of_factors("    trust.blame: [" + levels + "]\n    trust.floor: [" + levels +
                                 "]\n    firms.home.trust_propensity: [" + levels + "]\n"),
             tests::contains("more than a million points"));
}

TEST_CASE("the document of a point is the file with the levels of the point in place", "[design]") {
  const Experiment experiment =
      experiment_of(small_world +
                    "experiment:\n  factors:\n    trust.blame: [0.1, 0.2]\n"
                    "    firms.home.patience: [3, 4]\n");
  CHECK(experiment.scenario(0).trust.blame == 0.1);
  CHECK(experiment.scenario(2).trust.blame == 0.2);
  CHECK(experiment.scenario(1).firms.find("home")->patience == 4.0);
  CHECK(experiment.scenario(2).firms.find("home")->patience == 3.0);
  CHECK(experiment.label(1) == "blame=0.1  patience=4");
}

TEST_CASE("arms set several things at once and have names", "[design]") {
  const Experiment experiment =
      experiment_of(small_world +
                    "experiment:\n  factors:\n    treatment:\n      arms:\n"
                    "        as_it_stands: {}\n"
                    "        mild: {trust.blame: 0.1, firms.home.patience: 3}\n"
                    "        other_way: {projects.venture.medium: letter}\n"
                    "    trust.floor: [0, 0.1]\n");
  const Design& design = experiment.design;
  REQUIRE(design.columns.size() == 2);
  CHECK(design.columns[0].name == "treatment");
  CHECK(design.columns[0].path == "trust.blame firms.home.patience projects.venture.medium");
  CHECK(design.columns[0].labels == std::vector<std::string>{"as_it_stands", "mild", "other_way"});
  CHECK_FALSE(design.columns[0].numeric());
  CHECK(design.size == 6);
  CHECK(experiment.scenario(0).trust.blame == 0.5);
  CHECK(experiment.scenario(2).trust.blame == 0.1);
  CHECK(experiment.scenario(2).firms.find("home")->patience == 3.0);
  CHECK(experiment.scenario(4).firms.find("home")->patience == 1.0);
  CHECK(experiment.scenario(5).projects.find("venture")->medium == "letter");
  CHECK(experiment.scenario(5).trust.floor == 0.1);
  CHECK(experiment.label(3) == "treatment=mild  floor=0.1");
}

TEST_CASE("the order of arms is part of the experiment", "[design]") {
  const auto hash_with = [](const std::string& arms) {
    return experiment_of(small_world + "experiment:\n  factors:\n    way: {arms: {" + arms + "}}\n")
        .hash();
  };
  CHECK(hash_with("a: {trust.blame: 0.1}, b: {}") != hash_with("b: {}, a: {trust.blame: 0.1}"));
}

TEST_CASE("every level of every factor is checked before anything runs", "[design]") {
  CHECK(problems_of_factors("    trust.blame: [0.5, 1.5]\n") ==
        "20:24 'blame' has to be from 0 to 1, not 1.5\n");
}

}  // namespace nakodo::experiment

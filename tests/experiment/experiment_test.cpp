#include "experiment/experiment.hpp"

#include <set>
#include <string>
#include <vector>

#include "tests/catch.hpp"
#include "tests/experiment/small_world.hpp"

namespace nakodo::experiment {
namespace {

const std::string plan = "experiment: {seed: 7, replications: 3}\noutput: {trace: deals}\n";

std::string hash_of(const std::string& yaml, const std::vector<std::string>& sets = {}) {
  return experiment_of(yaml, sets).hash();
}

}  // namespace

TEST_CASE("an experiment is called like its file", "[experiment]") {
  CHECK(experiment_of(small_world).name == "world");
}

TEST_CASE("a value can be set at any path of the file", "[experiment]") {
  const Experiment experiment = experiment_of(
      small_world + plan,
      {"time.horizon=1 year", "firms.home.stakeholders.count=5", "projects.venture.needs[0]=module",
       "experiment.replications=9", "projects.venture.go_between={who: dcl, engage: from_start}"});
  const models::Scenario& scenario = experiment.file.scenario;
  CHECK(scenario.time.horizon == 365.0);
  CHECK(scenario.firms.find("home")->stakeholders.count == 5);
  CHECK(experiment.replications() == 9);
  CHECK(std::holds_alternative<models::FromStart>(
      scenario.projects.find("venture")->go_between.engage));
}

TEST_CASE("setting a path creates the sections that are missing on its way", "[experiment]") {
  CHECK(experiment_of(small_world, {"trust.blame=0.75"}).file.scenario.trust.blame == 0.75);
  CHECK(experiment_of(small_world, {"media.telex={kind: message, latency: 1 day}"})
            .file.scenario.media.find("telex") != nullptr);
}

TEST_CASE("what --set says of something that is varied is refused, if no point would have it",
          "[experiment]") {
  const auto said = [](const std::string& factors, const std::string& set,
                       const std::string& design = "full_factorial") {
    return problems_of(
        small_world + "experiment:\n  design: " + design + "\n  factors:\n    " + factors + "\n",
        {set});
  };
  const std::string of_blame =
      "1:1 'trust.blame' is varied by the factor 'blame', so this changes "
      "nothing\n";
  CHECK(said("trust.blame: [0.1, 0.9]", "trust.blame=0.5") == of_blame);
  CHECK(said("trust.blame: {low: 0.1, high: 0.9}", "trust.blame=0.5", "{kind: lhs, points: 4}") ==
        of_blame);
  CHECK_THAT(
      said("firms.home.stakeholders: [{count: 2}, {count: 4}]", "firms.home.stakeholders.count=3"),
      tests::contains("is varied by the factor 'stakeholders'"));
  CHECK(said("trust.blame: [0.1, 0.9]", "trust.floor=0.1").empty());
  CHECK(said("trust.blame: [0.1, 0.9]", "trust={floor: 0.1}").empty());
  // Of arms only one says it; and the base of this design is what the file says.
  CHECK(said("how: {arms: {one: {trust.blame: 0.1}, other: {}}}", "trust.blame=0.5").empty());
  CHECK(said("trust.blame: [0.1, 0.5, 0.9]", "trust.blame=0.5", "one_at_a_time").empty());
}

TEST_CASE("somebody who is not there is refused in --set, and not invented", "[experiment]") {
  CHECK(problems_of(small_world, {"firms.nobody.patience=3"}) ==
        "1:1 'nobody' is not one of the firms of this file\n");
  CHECK(problems_of(small_world, {"communities.osakka.style.national=3"}) ==
        "1:1 'osakka' is not one of the communities of this file\n");
  CHECK(problems_of(small_world, {"media.fax.reach=2"}).empty());
  CHECK(problems_of(small_world, {"firms.third={community: osaka}", "firms.third.patience=3"})
            .empty());
}

TEST_CASE("a later --set wins over an earlier one and over the file", "[experiment]") {
  CHECK(experiment_of(small_world + plan, {"experiment.seed=8", "experiment.seed=9"})
            .file.experiment.seed == 9);
}

TEST_CASE("setting refuses what is no path and value, cannot be followed or does not fit",
          "[experiment]") {
  const auto problems = [](const std::string& set) { return problems_of(small_world, {set}); };
  CHECK(problems("trust.blame") == "1:1 this is not of the form path=value\n");
  CHECK(problems("=3") == "1:1 this is not of the form path=value\n");
  CHECK(problems("trust..blame=0.3") == "1:1 'trust..blame' is no path\n");
  CHECK_THAT(problems("occasions[3].name=x"), tests::contains("cannot be followed"));
  CHECK_THAT(problems("firms.home.community.style=3"), tests::contains("cannot be followed"));
  CHECK_THAT(problems("trust.blam=0.3"), tests::contains("unknown key 'blam'"));
  CHECK_THAT(problems("trust.blame=[1"), tests::contains("never closed"));
  CHECK_THAT(problems("trust.blame=2"), tests::contains("has to be from 0 to 1"));
}

TEST_CASE("the hash of an experiment changes with every value", "[experiment]") {
  std::set<std::string> hashes{hash_of(small_world + plan)};
  const std::vector<std::string> sets{"title=Another",
                                      "time.horizon=1 year",
                                      "time.start=1986-06-02",
                                      "experiment.seed=8",
                                      "experiment.replications=4",
                                      "firms.home.patience=2",
                                      "trust.blame=0.4",
                                      "projects.venture.medium=call",
                                      "output.trace=none",
                                      "media.fax.noticed=0.51",
                                      "experiment.factors={trust.blame: [0.1, 0.2]}"};
  for (const std::string& set : sets) {
    CAPTURE(set);
    CHECK(hashes.insert(hash_of(small_world + plan, {set})).second);
  }
}

TEST_CASE("the hash does not change with comments, quotes, the order of keys or execution",
          "[experiment]") {
  const std::string hash = hash_of(small_world + plan);
  CHECK(hash.size() == 16);
  CHECK(hash_of("# a remark\n" + small_world + "\n" + plan) == hash);
  CHECK(hash_of(plan + small_world) == hash);
  CHECK(hash_of(small_world + "experiment: {\"replications\": '3', seed: 7}\n" +
                "output: {trace: deals}\n") == hash);
  CHECK(hash_of(small_world + plan + "execution: {jobs: 3}\n") == hash);
  CHECK(hash_of(small_world + plan, {"execution.jobs=5"}) == hash);
}

TEST_CASE("the hash changes with the order of names, for so do the runs", "[experiment]") {
  std::string other = small_world;
  const std::string far = "  far: {community: valley, supplies: {module: 0.9}}\n";
  other.erase(other.find(far), far.size());
  other.insert(other.find("  home:"), far);
  CHECK(hash_of(other) != hash_of(small_world));
  const std::string factors = "experiment: {factors: {";
  CHECK(hash_of(small_world + factors + "trust.blame: [0, 1], trust.floor: [0, 0.1]}}\n") !=
        hash_of(small_world + factors + "trust.floor: [0, 0.1], trust.blame: [0, 1]}}\n"));
  CHECK(hash_of(small_world, {"firms.home.units={a: {}, b: {}}"}) !=
        hash_of(small_world, {"firms.home.units={b: {}, a: {}}"}));
  const std::string fair =
      "occasions: [social_event: {name: fair, date: 1986-09-01, attendance: 2, invites: ";
  CHECK(hash_of(small_world + fair + "{osaka: 50 %, valley: 50 %}}]\n") !=
        hash_of(small_world + fair + "{valley: 50 %, osaka: 50 %}}]\n"));
}

TEST_CASE("the resolved experiment does not say how it was executed", "[experiment]") {
  const Experiment experiment = experiment_of(small_world + "execution: {jobs: 3}\n");
  CHECK(experiment.file.execution.jobs == 3);
  CHECK(experiment.document.find("execution") == nullptr);
}

}  // namespace nakodo::experiment

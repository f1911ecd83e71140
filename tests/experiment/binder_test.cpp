#include "experiment/binder.hpp"

#include <string>
#include <variant>

#include "tests/catch.hpp"
#include "tests/experiment/small_world.hpp"

namespace nakodo::experiment {
namespace {

models::Scenario scenario_of(const std::string& set) {
  return experiment_of(small_world, {set}).file.scenario;
}

std::string problems_setting(const std::string& set) { return problems_of(small_world, {set}); }

}  // namespace

TEST_CASE("what the file does not say keeps its default", "[binder]") {
  const models::Scenario scenario = experiment_of(small_world).file.scenario;
  CHECK(scenario.trust.blame == models::TrustParameters{}.blame);
  CHECK(scenario.firms.find("far")->employees == models::FirmSpec{}.employees);
  CHECK(scenario.media.size() == models::default_media().size());
}

TEST_CASE("quantities are read into the units of the model", "[binder]") {
  const models::Scenario scenario = experiment_of(small_world).file.scenario;
  CHECK(scenario.time.horizon == 730.0);
  CHECK(scenario_of("trust.forgetting=0.73 / year").trust.forgetting == 0.002);
  CHECK(scenario_of("media.fax.effort=2 person-hours").media.find("fax")->effort == 0.25);
}

TEST_CASE("a distribution is a value, or one choice with its parts", "[binder]") {
  const auto latency = [](const std::string& value) {
    return scenario_of("media.fax.latency=" + value).media.find("fax")->latency;
  };
  CHECK(std::get<models::Constant>(latency("2 days")).value == 2.0);
  const auto gamma = std::get<models::Gamma>(latency("{gamma: {mean: 1 week, cv: 0.3}}"));
  CHECK(gamma.mean == 7.0);
  CHECK(gamma.cv == 0.3);
  CHECK_THAT(problems_setting("media.fax.latency={gama: {mean: 2}}"),
             tests::contains("'gama' is not a choice here"));
  CHECK_THAT(problems_setting("media.fax.latency={gamma: {mean: -1}}"),
             tests::contains("'mean' has to be greater than 0"));
  CHECK_THAT(problems_setting("media.fax.latency={gamma: {mean: 1}, exponential: {mean: 2}}"),
             tests::contains("one choice"));
}

TEST_CASE("a short form is its first part alone", "[binder]") {
  const auto engage = scenario_of(
                          "projects.venture.go_between={who: dcl, engage: "
                          "{when_frustrated: 0.6}}")
                          .projects.find("venture")
                          ->go_between.engage;
  CHECK(std::get<models::WhenFrustrated>(engage).level == 0.6);
  CHECK(scenario_of("firms.far.supplies.module={fit: 0.7}")
            .firms.find("far")
            ->supplies.find("module")
            ->fit == models::Fit{0.7});
}

TEST_CASE("a problem in a short form names what the file says, not the part it stands for",
          "[binder]") {
  CHECK(problems_setting("experiment.replications=0") ==
        "1:1 'replications' has to be from 1 to 1000000000, not 0\n");
  CHECK(problems_setting("firms.far.supplies.module=2") ==
        "1:1 'module' has to be from 0 to 1, not 2\n");
  CHECK(problems_setting("projects.venture.go_between={who: dcl, engage: {when_frustrated: -1}}") ==
        "1:38 'when_frustrated' has to be at least 0, not -1\n");
}

TEST_CASE("a list may be written as its only item where there mostly is one", "[binder]") {
  const auto who = [](const std::string& value) {
    const auto scenario = scenario_of("projects.venture.go_between={who: " + value + "}");
    const auto& list = scenario.projects.find("venture")->go_between.who;
    return std::vector<std::string>(list.begin(), list.end());
  };
  CHECK(who("dcl") == std::vector<std::string>{"dcl"});
  CHECK(who("[dcl]") == std::vector<std::string>{"dcl"});
  CHECK(who("[]").empty());
  CHECK_THAT(problems_setting("projects.venture.go_between={who: bank}"),
             tests::contains("1:7 'bank' is not one of the intermediaries"));
  CHECK_THAT(problems_setting("projects.venture.go_between={who: [dcl, bank]}"),
             tests::contains("1:13 'bank' is not one of the intermediaries"));
  CHECK_FALSE(problems_setting("projects.venture.go_between={who: {dcl: 1}}").empty());
}

TEST_CASE("one name and a list of names are levels of one factor", "[binder]") {
  const Experiment experiment = experiment_of(
      small_world +
          "experiment: {factors: {projects.venture.go_between.who: [dcl, [bank, dcl]]}}\n",
      {"intermediaries.bank={speaks: [osaka]}", "firms.home.knows=[far, dcl, bank]",
       "projects.venture.go_between={who: dcl, engage: from_start}"});
  REQUIRE(experiment.design.size == 2);
  CHECK(experiment.label(0) == "who=dcl");
  CHECK(experiment.label(1) == "who=bank+dcl");
  const auto route = [&](std::size_t point) {
    return experiment.scenario(point).projects.find("venture")->go_between.who;
  };
  CHECK(route(0).size() == 1);
  REQUIRE(route(1).size() == 2);
  CHECK(route(1)[0] == "bank");
}

TEST_CASE("media of topics name one of the media", "[binder]") {
  CHECK(scenario_of("projects.venture.media={persuade: visit}")
            .projects.find("venture")
            ->media.persuade == "visit");
  CHECK_THAT(problems_setting("projects.venture.media={offer: telex}"),
             tests::contains("'telex' is not one of the media"));
}

TEST_CASE("names alone are things by default", "[binder]") {
  const auto supplies =
      scenario_of("firms.far.supplies=[module, disk]").firms.find("far")->supplies;
  CHECK(supplies.size() == 2);
  CHECK(supplies.find("disk")->fit == models::SupplySpec{}.fit);
  CHECK_THAT(problems_setting("firms.far.supplies=[module, module]"),
             tests::contains("'module' is listed twice"));
}

TEST_CASE("what is there from the start can be changed in part", "[binder]") {
  const auto media = scenario_of("media.fax.noticed=0.6").media;
  CHECK(media.find("fax")->noticed == 0.6);
  CHECK(media.find("fax")->reach == models::default_media().find("fax")->reach);
}

TEST_CASE("an optional value is unset unless it is said", "[binder]") {
  CHECK_FALSE(experiment_of(small_world).file.scenario.firms.find("far")->stakeholders.count);
  CHECK(scenario_of("firms.far.stakeholders.count=4").firms.find("far")->stakeholders.count == 4);
  CHECK_FALSE(
      scenario_of("firms.home.stakeholders.count=null").firms.find("home")->stakeholders.count);
}

TEST_CASE("all problems of a file are found in one pass", "[binder]") {
  const std::string problems = problems_of(small_world +
                                           "trust: {blame: 2, blme: 1, forgetting: soon}\n"
                                           "media: {fax: {kind: telegram}}\n");
  for (const char* part :
       {"'blame' has to be", "unknown key 'blme'", "'soon'", "'telegram' is not a choice here"})
    CHECK_THAT(problems, tests::contains(part));
}

TEST_CASE("names are letters, digits, underscores and hyphens", "[binder]") {
  CHECK(problems_setting("media.tele-x_2={}").empty());
  for (const char* name : {"'a b'", "ö", "'a/b'", "''"}) {
    CAPTURE(name);
    CHECK_FALSE(problems_setting("media={" + std::string(name) + ": {}}").empty());
  }
  CHECK_FALSE(problems_setting("media={" + std::string(65, 'a') + ": {}}").empty());
}

}  // namespace nakodo::experiment

// The messages themselves stand in bad/; here is what is refused and what is not.
#include "experiment/scenario_check.hpp"

#include <string>

#include "tests/catch.hpp"
#include "tests/experiment/small_world.hpp"

namespace nakodo::experiment {
namespace {

std::string problems_adding(const std::string& more) { return problems_of(small_world + more); }

std::string event_on(const std::string& date) {
  return "occasions:\n  - social_event: {name: Fair, date: " + date +
         ", introduces: [home, far]}\n";
}

std::string secondment_of(const std::string& what) {
  return "occasions:\n  - secondment: {" + what + "}\n";
}

}  // namespace

TEST_CASE("a population is met in search only, and its people have no other duties", "[scenario]") {
  CHECK_THAT(problems_of(small_world, {"firms.far.count=5"}),
             tests::contains("'far' is a population of 5 firms"));
  const std::string at_random = "projects.venture.search=random";
  CHECK(
      problems_of(small_world, {"firms.far.count=5", "firms.home.knows=[dcl]", at_random}).empty());
  CHECK(problems_of(small_world, {"firms.home.count=5", "projects.venture.count=5"}).empty());
  CHECK_THAT(problems_of(small_world, {"firms.home.count=5", "projects.venture.count=6"}),
             tests::contains("there are 6 projects and 5 firms"));
  CHECK_THAT(problems_of(small_world, {"firms.far.count=5", "firms.far.knows=[dcl]",
                                       "firms.home.knows=[dcl]", at_random}),
             tests::contains("only those who have a project know somebody"));
  CHECK_THAT(problems_of(small_world, {"firms.far.count=5", "firms.home.knows=[dcl]",
                                       "firms.far.stakeholders.duties.load=0.5"}),
             tests::contains("no other duties"));
  CHECK_THAT(problems_of(small_world, {"firms.far.supplies={module: {share: 0.5}}"}),
             tests::contains("far is a single one"));
}

TEST_CASE("a gatekeeper knows firms of communities there are, and is not tied to himself",
          "[scenario]") {
  const auto dcl = [](const std::string& what) {
    return problems_of(small_world, {"intermediaries.dcl." + what});
  };
  CHECK(dcl("embedded={osaka: 0.5, valley: 0.1}").empty());
  CHECK_THAT(dcl("embedded={atlantis: 0.5}"), tests::contains("no community 'atlantis'"));
  CHECK_THAT(dcl("tied_to=[dcl]"), tests::contains("tied to itself"));
  CHECK_THAT(dcl("tied_to=[home]"), tests::contains("home"));
}

TEST_CASE("who is applied to is a bureau, who is asked knows somebody", "[scenario]") {
  const auto search = [](const std::string& how, const std::string& dcl) {
    return problems_of(small_world,
                       {"projects.venture.search=" + how, "intermediaries.dcl." + dcl});
  };
  CHECK(search("{bureau: dcl}", "bureau={}").empty());
  CHECK(search("[known, {bureau: {agency: dcl, applications: 2}}]", "bureau={bias: 0}").empty());
  CHECK_THAT(search("{bureau: dcl}", "staff=1"), tests::contains("'dcl' is no bureau"));
  CHECK_THAT(search("bureau", "bureau={}"), tests::contains("does not say which agency"));
  CHECK_THAT(search("{bureau: nobody}", "bureau={}"), tests::contains("'nobody'"));
  CHECK_THAT(search("known", "bureau={counterpart: dcl}"), tests::contains("its own counterpart"));
  CHECK_THAT(search("[random, random]", "staff=1"), tests::contains("named twice"));
  CHECK(search("{referral: {ask: dcl}}", "embedded={osaka: 1}").empty());
  CHECK_THAT(search("{referral: {ask: dcl}}", "staff=1"), tests::contains("knows nobody"));
}

TEST_CASE("a social event takes place between the first and the last day of the run",
          "[scenario]") {
  CHECK(problems_adding(event_on("1986-06-01")).empty());
  CHECK(problems_adding(event_on("1988-05-31")).empty());
  CHECK_THAT(problems_adding(event_on("1986-05-31")), tests::contains("lies outside the run"));
  CHECK_THAT(problems_adding(event_on("1988-06-01")), tests::contains("lies outside the run"));
}

TEST_CASE("a social event introduces at least two, each named once", "[scenario]") {
  const auto event = [](const std::string& who) {
    return problems_adding(
        "occasions:\n  - social_event: {name: Fair, date: 1986-11-10, introduces: " + who + "}\n");
  };
  CHECK(event("[home, dcl]").empty());
  CHECK_THAT(event("[]"), tests::contains("at least two"));
  CHECK_THAT(event("[home]"), tests::contains("at least two"));
  CHECK_THAT(event("[home, far, home]"), tests::contains("each named once"));
}

TEST_CASE("who is seconded is one of the people of the firm, and the host another firm",
          "[scenario]") {
  CHECK(problems_adding(secondment_of("firm: home, person: hata, host: far")).empty());
  CHECK_THAT(problems_adding(secondment_of("firm: home, person: kanai, host: far")),
             tests::contains("'kanai' is not one of the people of home"));
  CHECK_THAT(problems_adding(secondment_of("firm: home, person: hata, host: home")),
             tests::contains("cannot second somebody to itself"));
  CHECK_THAT(problems_adding(secondment_of("firm: home, person: hata, host: dcl")),
             tests::contains("'dcl' is not one of the firms"));
}

TEST_CASE("who works inside at home cannot be seconded", "[scenario]") {
  const auto seconded = [](const std::string& set) {
    return problems_of(small_world + secondment_of("firm: home, person: hata, host: far"), {set});
  };
  CHECK_THAT(seconded("firms.home.champion=hata"),
             tests::contains("'hata' is the champion of home"));
  CHECK_THAT(seconded("firms.home.assent={protocol: delegated, delegate: hata}"),
             tests::contains("'hata' is the delegate of home"));
  CHECK(seconded("firms.home.assent={protocol: serial, delegate: hata}").empty());
}

TEST_CASE("a route names up to eight intermediaries, each once", "[scenario]") {
  std::string many;
  for (int i = 1; i <= 9; ++i) many += "  b" + std::to_string(i) + ": {speaks: [osaka]}\n";
  std::string world = small_world;
  world.insert(world.find("projects:"), many);
  const auto route = [&](const std::string& who) {
    return problems_of(world, {"projects.venture.go_between={who: " + who + "}"});
  };
  CHECK(route("[b1, b2, b3, b4, b5, b6, b7, b8]").empty());
  CHECK(route("[b1, b2, b3, b4, b5, b6, b7, b8, b9]") ==
        "1:40 a route has at most 8 intermediaries\n");
  CHECK(route("[b1, dcl, b1]") == "1:17 'b1' is twice on the route\n");
}

TEST_CASE("a go-between does not leave at a level that would not call him", "[scenario]") {
  const auto channel = [](const std::string& engage, const std::string& disengage) {
    return problems_of(small_world, {"projects.venture.go_between={who: dcl, engage: " + engage +
                                     ", disengage: " + disengage + "}"});
  };
  CHECK(channel("{when_frustrated: 0.4}", "{when_relieved: 0.4}").empty());
  CHECK(channel("from_start", "{when_relieved: 0.5}").empty());
  CHECK(channel("{when_frustrated: 0.4}", "{after: 90 days}").empty());
  CHECK_THAT(channel("{when_frustrated: 0.4}", "{when_relieved: 0.5}"),
             tests::contains("would leave at a level that does not call him"));
}

TEST_CASE("a champion who is called nearly like one of the people is taken for misspelt",
          "[scenario]") {
  CHECK(problems_of(small_world, {"firms.home.champion=hatta"}) ==
        "1:1 'hatta' is not one of the people of home\n");
  CHECK(problems_of(small_world, {"firms.home.champion=hatta", "firms.home.people.hatta={}"})
            .empty());
}

TEST_CASE("the champion counts as one of the people", "[scenario]") {
  CHECK(problems_of(small_world, {"firms.home.champion=nishigaki",
                                  "firms.home.assent={protocol: delegated, delegate: nishigaki}"})
            .empty());
  CHECK_THAT(problems_of(small_world, {"firms.home.assent.delegate=nishigaki"}),
             tests::contains("'nishigaki' is not one of the people of home"));
}

TEST_CASE("a rule asks for no more than there are, in a firm or a unit", "[scenario]") {
  CHECK(problems_of(small_world, {"firms.home.assent.rule={at_least: 3}"}).empty());
  CHECK_THAT(problems_of(small_world, {"firms.home.assent.rule={at_least: 4}"}),
             tests::contains("at least 4 is more than the number of stakeholders, 3"));
  CHECK(problems_of(small_world, {"firms.home.employees=3000", "firms.home.stakeholders.count=null",
                                  "firms.home.units={sales: {assent: {rule: {at_least: 8}}}}"})
            .empty());
  CHECK_THAT(
      problems_of(small_world, {"firms.home.units={sales: {assent: {rule: {at_least: 4}}}}"}),
      tests::contains("at least 4 is more than the number of stakeholders, 3"));
}

TEST_CASE("the people, anchors and fears of a unit are checked like a firm's", "[scenario]") {
  const auto unit = [](const std::string& spec) {
    return problems_of(small_world, {"firms.home.units={sales: {" + spec + "}}"});
  };
  CHECK(unit("assent: {protocol: delegated, delegate: hata}").empty());
  CHECK_THAT(unit("assent: {delegate: kanai}"),
             tests::contains("'kanai' is not one of the people"));
  CHECK_THAT(unit("stakeholders: {anchor: {low: 0.5, high: 0.4}}"), tests::contains("above"));
  CHECK_THAT(unit("stakeholders: {fear: {low: 0.5, high: 0.4}}"), tests::contains("above"));
  CHECK(unit("assent: {protocol: meeting}").empty());
}

TEST_CASE("the units of a firm do not meet", "[scenario]") {
  CHECK(problems_of(small_world, {"firms.home.assent.protocol=meeting"}).empty());
  CHECK_THAT(problems_of(small_world,
                         {"firms.home.assent.protocol=meeting", "firms.home.units={sales: null}"}),
             tests::contains("do not meet"));
}

TEST_CASE("what a project needs is supplied by another firm than its own", "[scenario]") {
  CHECK_THAT(problems_of(small_world, {"projects.venture.needs=[disk]"}),
             tests::contains("no other firm supplies 'disk'"));
  CHECK_THAT(problems_of(small_world, {"projects.venture.firm=far"}),
             tests::contains("no other firm supplies 'module'"));
  CHECK_THAT(problems_of(small_world, {"projects.venture.needs=[]"}),
             tests::contains("needs nothing"));
  CHECK(problems_of(small_world, {"projects.venture.needs=[[disk, module]]"}).empty());
  CHECK_THAT(problems_of(small_world, {"projects.venture.needs=[[disk, tape]]"}),
             tests::contains("no other firm supplies 'disk'"));
  CHECK_THAT(problems_of(small_world, {"projects.venture.needs=[module, [disk, module]]"}),
             tests::contains("'module' is needed twice"));
  CHECK_THAT(problems_of(small_world, {"projects.venture.needs=[[]]"}),
             tests::contains("nothing will do"));
}

TEST_CASE("to engage a go-between he has to be named", "[scenario]") {
  CHECK_THAT(problems_of(small_world, {"projects.venture.go_between.engage=from_start"}),
             tests::contains("'who' is missing"));
  CHECK(problems_of(small_world, {"projects.venture.go_between.engage=never"}).empty());
}

TEST_CASE("a file without any project is told so once", "[scenario]") {
  CHECK_THAT(problems_of(small_world, {"projects={}"}), tests::contains("there is no project"));
}

TEST_CASE("a problem stands where the file says it, or nearest above", "[scenario]") {
  CHECK(problems_adding("occasions:\n  - secondment: {firm: home, person: kanai, host: far}\n") ==
        "19:38 'kanai' is not one of the people of home\n");
  CHECK(problems_of(small_world, {"projects.venture.go_between={engage: from_start}"}) ==
        "1:1 'who' is missing\n");
}

}  // namespace nakodo::experiment

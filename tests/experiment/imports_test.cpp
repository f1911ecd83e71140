#include "experiment/imports.hpp"

#include "models/world.hpp"
#include "tests/catch.hpp"
#include "tests/experiment/hdf5_reading.hpp"
#include "tests/experiment/program.hpp"
#include "tests/experiment/small_world.hpp"

namespace nakodo::experiment {
namespace {

/// Two tables and a list of ties, named by files of two folders.
struct Folder {
  ScratchFolder scratch;

  Folder() {
    std::filesystem::create_directories(scratch.path() / "worlds");
    write("world.yaml",
          "nakodo: 1\nextends: [worlds/base.yaml]\n"
          "firms: {sellers: {community: valley, from: sellers.csv}}\nties: ties.csv\n"
          "experiment: {seed: 5, replications: 70}\n");
    write("worlds/base.yaml",
          "nakodo: 1\ncommunities: {osaka: {}, valley: {style: {national: 0.3}}}\n"
          "firms:\n  home: {community: osaka}\n"
          "  makers: {community: valley, from: makers.csv, employees: {lognormal: {mean: 90, cv: "
          "2}}}\n"
          "intermediaries: {bank: {speaks: [osaka, valley]}}\n"
          "projects: {venture: {firm: home, needs: [module], search: [known, {random: {bias: 1}}]}}"
          "\n");
    write("worlds/makers.csv",
          "id,supplies:module,employees\nRexon,0.8,40\nSCO,,\n\"Micro, Inc.\",0.9,\n");
    write("sellers.csv", "id,visibility\nInmac,2\n");
    write("ties.csv", "from,to\nbank,home\nInmac,\"Micro, Inc.\"\nSCO,bank\n");
  }
  std::string path(const std::string& name) const { return (scratch.path() / name).string(); }
  void write(const std::string& name, const std::string& text) const {
    write_file(scratch.path() / name, text);
  }
  Experiment experiment(const std::vector<std::string>& sets = {},
                        const std::string& name = "world.yaml") const {
    Diagnostics diagnostics;
    auto found = load(path(name), sets, diagnostics);
    INFO(diagnostics.text());
    REQUIRE(found.has_value());
    return std::move(*found);
  }
  std::string problems(const std::vector<std::string>& sets = {},
                       const std::string& name = "world.yaml") const {
    Diagnostics diagnostics;
    const auto found = load(path(name), sets, diagnostics);
    CHECK(found.has_value() == diagnostics.ok());
    std::string text = diagnostics.text();
    const std::string folder = scratch.path().string() + "/";
    for (std::size_t at = 0; (at = text.find(folder, at)) != std::string::npos;)
      text.erase(at, folder.size());
    return text;
  }
};

/// A population of 30 firms.
std::string thirty_firms() {
  std::string rows = "id,supplies:module\n";
  for (int i = 0; i < 30; ++i) rows += "firm" + std::to_string(i) + ",0.9\n";
  return rows;
}

/// A dictionary of the results.
std::vector<std::string> names_of(const Reading& file, const std::string& path) {
  const hid_t dataset = H5Dopen2(file.id(), path.c_str(), H5P_DEFAULT);
  REQUIRE(dataset >= 0);
  const hid_t type = H5Dget_type(dataset);
  const hid_t space = H5Dget_space(dataset);
  const std::size_t width = H5Tget_size(type);
  std::string bytes(width * static_cast<std::size_t>(H5Sget_simple_extent_npoints(space)), ' ');
  const bool read = H5Dread(dataset, type, H5S_ALL, H5S_ALL, H5P_DEFAULT, bytes.data()) >= 0;
  H5Sclose(space);
  H5Tclose(type);
  H5Dclose(dataset);
  REQUIRE(read);
  std::vector<std::string> names;
  for (std::size_t at = 0; at < bytes.size(); at += width)
    names.emplace_back(bytes.substr(at, width).c_str());
  return names;
}

bool has(const std::string& text, const std::string& part) {
  CAPTURE(text);
  return text.find(part) != std::string::npos;
}

}  // namespace

TEST_CASE("a population from a file may have as many projects as it has firms", "[imports]") {
  const Folder folder;
  folder.write("thirty.csv", thirty_firms());
  const std::string world =
      "nakodo: 1\ncommunities: {osaka: {}}\n"
      "firms:\n  home: {community: osaka, from: thirty.csv}\n"
      "  far: {community: osaka, supplies: {module: 0.9}}\n"
      "projects: {venture: {firm: home, needs: [module], search: random, count: ";
  folder.write("many.yaml", world + "30}}\n");
  CHECK(folder.problems({}, "many.yaml").empty());
  folder.write("too-many.yaml", world + "31}}\n");
  const std::string refused = folder.problems({}, "too-many.yaml");
  CHECK_THAT(refused, tests::contains("there are 31 projects and 30 firms"));
  CHECK_THAT(refused, tests::contains("list more firms in the file of home"));
}

TEST_CASE("as many firms of a population from a file may be invited as there are", "[imports]") {
  const Folder folder;
  folder.write("thirty.csv", thirty_firms());
  const auto world = [](int attendance) {
    return "nakodo: 1\ntime: {start: 1987-01-01}\ncommunities: {osaka: {}, valley: {}}\n"
           "firms:\n  home: {community: valley}\n  pool: {community: osaka, from: thirty.csv}\n"
           "occasions:\n  - {social_event: {name: All, date: 1987-02-01, attendance: " +
           std::to_string(attendance) +
           ", invites: {osaka: 100 %}}}\n"
           "projects: {venture: {firm: home, needs: [module], search: occasion}}\n";
  };
  folder.write("all.yaml", world(30));
  CHECK(folder.problems({}, "all.yaml").empty());
  folder.write("more.yaml", world(31));
  CHECK_THAT(folder.problems({}, "more.yaml"),
             tests::contains("more firms of osaka are invited, 31, than there are, 30"));
}

TEST_CASE("what is wrong with a file of firms is all that is said", "[imports]") {
  const Folder folder;
  folder.write("broken.csv", "id,supplies:module\nRexon,a lot\n");
  folder.write("broken.yaml",
               "nakodo: 1\ncommunities: {osaka: {}}\n"
               "firms: {home: {community: osaka}, pool: {community: osaka, from: broken.csv}}\n"
               "projects: {venture: {firm: home, needs: [module], search: random, count: 1}}\n");
  const std::string said = folder.problems({}, "broken.yaml");
  CHECK(said.starts_with("broken.csv:2:"));
  CHECK(said.find("supplies 'module'") == std::string::npos);
}

TEST_CASE("firms and ties are read from beside the file that names them", "[imports]") {
  const Folder folder;
  const models::Scenario scenario = folder.experiment().scenario(0);
  const models::FirmSpec& makers = *scenario.firms.find("makers");
  REQUIRE(makers.from.table != nullptr);
  CHECK(makers.number() == 3);
  CHECK(makers.from.table->name(2) == "Micro, Inc.");
  CHECK(makers.from.table->employees(0) == 40);
  REQUIRE(scenario.ties.table != nullptr);
  CHECK(scenario.ties.table->size() == 3);

  const models::World world(scenario);
  const auto& cast = world.cast();
  const auto& makers_roll = cast.populations()[0].roll();
  const auto& sellers_roll = cast.populations()[1].roll();
  CHECK(cast.acquainted(cast.body("home"), cast.body("bank")));
  CHECK(cast.acquainted(sellers_roll.firm(0), makers_roll.firm(2)));
  CHECK(cast.acquainted(cast.body("bank"), makers_roll.firm(1)));
  CHECK_FALSE(cast.acquainted(cast.body("bank"), makers_roll.firm(0)));
  CHECK(sellers_roll.name_of(sellers_roll.firm(0)) == "Inmac");
}

TEST_CASE("a file is read once, for all design points and threads", "[imports]") {
  const Folder folder;
  folder.write("world.yaml",
               "nakodo: 1\nextends: [worlds/base.yaml]\n"
               "experiment: {factors: {communities.valley.style.national: [0, 1], "
               "projects.venture.search: [[known], [random]]}}\n");
  const Experiment varied = folder.experiment();
  REQUIRE(varied.points() == 4);
  std::filesystem::remove(folder.path("worlds/makers.csv"));
  const auto table = varied.scenario(0).firms.find("makers")->from.table;
  REQUIRE(table != nullptr);
  for (std::size_t point = 1; point < 4; ++point)
    CHECK(varied.scenario(point).firms.find("makers")->from.table == table);
}

TEST_CASE("the file that is read may be a factor", "[imports]") {
  const Folder folder;
  folder.write("worlds/few.csv", "id,supplies:module\nAlone,0.7\n");
  folder.write("world.yaml",
               "nakodo: 1\nextends: [worlds/base.yaml]\n"
               "experiment: {factors: {firms.makers.from: [worlds/makers.csv, worlds/few.csv]}}\n");
  const Experiment experiment = folder.experiment();
  CHECK(experiment.scenario(0).firms.find("makers")->number() == 3);
  CHECK(experiment.scenario(1).firms.find("makers")->number() == 1);
  CHECK(experiment.design.columns[0].labels == std::vector<std::string>{"makers.csv", "few.csv"});
  CHECK(experiment.imports->files().size() == 2);
}

TEST_CASE("a world may go without the ties that a file would name", "[imports]") {
  const Folder folder;
  const Experiment experiment = folder.experiment({"experiment.factors={ties: [null, ties.csv]}"});
  CHECK(experiment.scenario(0).ties.table == nullptr);
  CHECK(experiment.scenario(1).ties.table->size() == 3);
}

TEST_CASE("the hash is that of what was read, wherever it lies", "[imports]") {
  const Folder one;
  const Folder two;
  CHECK(one.experiment().hash() == two.experiment().hash());
  two.write("worlds/makers.csv",
            "id,supplies:module,employees\nRexon,0.8,41\nSCO,,\n\"Micro, Inc.\",0.9,\n");
  CHECK(one.experiment().hash() != two.experiment().hash());
}

TEST_CASE("a file that --set names is relative to the folder of the experiment", "[imports]") {
  const Folder folder;
  folder.write("others.csv", "id\nInmac\nTWG\n");
  const Experiment experiment = folder.experiment({"firms.sellers.from=others.csv"});
  CHECK(experiment.scenario(0).firms.find("sellers")->number() == 2);
}

TEST_CASE(
    "a world of files gives the same bytes for one and two threads, and once more from its "
    "resolved configuration",
    "[imports][determinism]") {
  const Folder folder;
  const auto run = [&](const std::string& config, const std::string& out, const std::string& jobs) {
    const Ended ended =
        nakodo({"run", config, "--quiet", "--jobs", jobs, "--out", folder.path(out)});
    INFO(ended.err);
    REQUIRE(ended.code == 0);
  };
  run(folder.path("world.yaml"), "one", "1");
  run(folder.path("world.yaml"), "two", "2");
  const std::string bytes = bytes_of(folder.path("one/world.h5"));
  CHECK(bytes == bytes_of(folder.path("two/world.h5")));
  for (const char* file : {"makers.csv", "sellers.csv", "ties.csv"})
    CHECK(std::filesystem::exists(folder.path("one") + "/" + file));
  const Reading first(folder.path("one/world.h5"));
  const std::string config = first.text_of("/", "config");
  CHECK(has(config, "file: makers.csv"));
  CHECK_FALSE(has(config, folder.scratch.path().string()));

  std::filesystem::rename(folder.path("one/experiment.yaml"), folder.path("one/world.yaml"));
  run(folder.path("one/world.yaml"), "again", "2");
  CHECK(bytes == bytes_of(folder.path("again/world.h5")));

  folder.write("one/makers.csv", "id,supplies:module\nRexon,0.8\nSCO,\n\"Micro, Inc.\",0.9\n");
  CHECK(has(folder.problems({}, "one/world.yaml"),
            "'one/makers.csv' has changed: its fingerprint is "));
}

TEST_CASE("imported firms have their ids for names in the results", "[imports]") {
  const Folder folder;
  const Ended ended =
      nakodo({"run", folder.path("world.yaml"), "--quiet", "--out", folder.path("out")});
  REQUIRE(ended.code == 0);
  const auto names = names_of(Reading(folder.path("out/world.h5")), "/names/firm");
  CHECK(std::find(names.begin(), names.end(), "Rexon") != names.end());
}

TEST_CASE("two files of one name have each their own in the results", "[imports]") {
  const Folder folder;
  folder.write("makers.csv", "id\nInmac\n");
  const Experiment experiment = folder.experiment({"firms.sellers.from=makers.csv"});
  std::vector<std::string> names;
  for (const Imports::File& file : experiment.imports->files())
    if (file.name.starts_with("makers")) names.push_back(file.name);
  REQUIRE(names.size() == 2);
  CHECK(names[0] != names[1]);
  for (const std::string& name : names)
    CHECK(name.size() == std::string("makers-.csv").size() + 16);
}

TEST_CASE("a name is that of one firm only", "[imports]") {
  const Folder folder;
  folder.write("sellers.csv", "id\nhome\nRexon\ndrawn 2\n");
  const std::string text =
      folder.problems({"ties=null", "firms.drawn={community: valley, count: 2}"});
  CHECK(has(text, "world.yaml:3:"));
  CHECK(has(text,
            "the id 'home' of this file is also the name of a firm or an intermediary of this "
            "configuration"));
  CHECK(has(text, "the id 'Rexon' of this file is also the name of a firm of another file"));
  CHECK(has(text,
            "the id 'drawn 2' of this file is also the name of a firm of the population drawn"));
}

TEST_CASE("a file that is not there, not a table or out of reach is told at its name",
          "[imports]") {
  const Folder folder;
  CHECK(has(folder.problems({"ties=lost.csv"}), "'lost.csv' does not exist"));
  CHECK(has(folder.problems({"ties=/etc/ties.csv"}), "is an absolute path"));
  CHECK(has(folder.problems({"ties=world.yaml"}), "'world.yaml' does not end in .csv"));
  std::filesystem::create_directories(folder.path("folder.csv"));
  CHECK(has(folder.problems({"ties=folder.csv"}), "'folder.csv' is not a regular file"));
}

TEST_CASE("a problem of a file that factors name again is told once", "[imports]") {
  const Folder folder;
  folder.write("ties.csv", "from,to\nbank,Roxon\n");
  const std::string text = folder.problems();
  CHECK(text ==
        "ties.csv:2:6: error: 'Roxon' is neither a firm nor an intermediary\n"
        "  bank,Roxon\n"
        "       ^\n"
        "  did you mean 'Rexon'? Valid here: home, bank, Rexon, SCO, Micro, Inc., Inmac\n");
}

}  // namespace nakodo::experiment

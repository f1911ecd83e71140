// One concept: a small world that runs in a moment, as a file to be varied by the tests.
#pragma once

#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

#include "experiment/experiment.hpp"
#include "tests/catch.hpp"
#include "tests/experiment/scratch_folder.hpp"

namespace nakodo::experiment {

/// Two firms that know each other and a go-between, without `experiment` and `output`.
inline const std::string small_world = R"(nakodo: 1
title: A small world
time: {start: 1986-06-01, horizon: 2 years}
communities:
  osaka: {style: {national: 0}}
  valley: {style: {national: 1.2}}
firms:
  home:
    community: osaka
    people: {hata: {availability: 0.3}}
    stakeholders: {count: 3}
    knows: [far, dcl]
  far: {community: valley, supplies: {module: 0.9}}
intermediaries:
  dcl: {speaks: [osaka, valley]}
projects:
  venture: {firm: home, needs: [module], medium: fax}
)";

/// One visit after the other without end, and with a `persuasion.visit_effort` of 0 without time: a
/// run that breaks. Without `experiment`.
inline const std::string endless_world = R"(nakodo: 1
communities: {osaka: {}, valley: {style: {national: 0.2}}}
firms:
  home: {community: osaka, knows: [far], stakeholders: {count: 1}, patience: 1e9}
  far: {community: valley, supplies: {module: 0.9}, patience: 1e9}
projects: {venture: {firm: home, needs: [module]}}
persuasion: {influence: 0, persistence: 2000000000}
)";

inline std::string write_file(const std::filesystem::path& path, const std::string& text) {
  std::ofstream(path, std::ios::binary) << text;
  return path.string();
}

/// The experiment of a text, which has to be good.
inline Experiment experiment_of(const std::string& yaml,
                                const std::vector<std::string>& sets = {}) {
  const ScratchFolder scratch;
  Diagnostics diagnostics;
  auto experiment = load(write_file(scratch.path() / "world.yaml", yaml), sets, diagnostics);
  INFO(diagnostics.text());
  REQUIRE(experiment.has_value());
  return std::move(*experiment);
}

/// Everything that is wrong with a text, without the folder it was put into.
inline std::string problems_of(const std::string& yaml, const std::vector<std::string>& sets = {}) {
  const ScratchFolder scratch;
  Diagnostics diagnostics;
  const auto experiment = load(write_file(scratch.path() / "world.yaml", yaml), sets, diagnostics);
  std::string text;
  for (const Problem& problem : diagnostics.problems())
    text += std::to_string(problem.place.line) + ":" + std::to_string(problem.place.column) + " " +
            problem.message + "\n";
  CHECK(experiment.has_value() == text.empty());
  return text;
}

}  // namespace nakodo::experiment

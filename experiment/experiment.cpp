#include "experiment/experiment.hpp"

#include <algorithm>
#include <filesystem>

#include "experiment/binder.hpp"
#include "experiment/extends.hpp"
#include "experiment/imports.hpp"
#include "experiment/scenario_check.hpp"
#include "experiment/yaml_reader.hpp"
#include "kernel/fingerprint.hpp"

namespace nakodo::experiment {
namespace {

void apply(const std::string& set, Node& document, Diagnostics& diagnostics) {
  const std::size_t equals = set.find('=');
  const std::string name = "--set " + set;
  if (equals == std::string::npos || equals == 0) {
    const std::uint32_t file = diagnostics.files().add(name, set);
    diagnostics.error({file, 1, 1}, "this is not of the form path=value",
                      "write --set time.horizon=\"2 years\"");
    return;
  }
  if (const auto value = read_yaml_text(name, set.substr(equals + 1), diagnostics))
    set_path(document, set.substr(0, equals), *value, diagnostics);
}

/// Reads the file as it stands. A value that was already refused as YAML gets no second complaint
/// from the field that wants it.
void bind_file(const Node& document, ExperimentFile& file, Imports& imports,
               Diagnostics& diagnostics) {
  const std::vector<Problem> refused = diagnostics.problems();
  Diagnostics found = diagnostics;
  Binder(document, found).bind(file);
  imports.read(file.scenario, document, found);
  check_scenario(file.scenario, document, found);
  diagnostics.files() = found.files();
  for (const Problem& problem : found.problems())
    if (std::none_of(refused.begin(), refused.end(),
                     [&](const Problem& earlier) { return earlier.place == problem.place; }))
      diagnostics.error(problem.place, problem.message, problem.advice);
}

/// Reads the scenario of one design point, problems and all.
/// @param import takes the scenario and the tree it was read from, and gives it its tables
template <class Import>
models::Scenario bind_point(const Node& document, const std::vector<Factor>& factors,
                            const Point& point, Import import, Diagnostics& diagnostics) {
  const Node varied = document_of(document, factors, point, diagnostics);
  ExperimentFile file;
  Binder(varied, diagnostics).bind(file);
  import(file.scenario, varied);
  check_scenario(file.scenario, varied, diagnostics);
  return std::move(file.scenario);
}

}  // namespace

std::optional<Experiment> load(const std::string& path, const std::vector<std::string>& sets,
                               Diagnostics& diagnostics) {
  auto document = load_experiment(path, diagnostics);
  if (!document) return std::nullopt;
  for (const std::string& set : sets) apply(set, *document, diagnostics);

  Experiment experiment;
  experiment.name = std::filesystem::path(path).stem().string();
  const auto imports = std::make_shared<Imports>(path);
  bind_file(*document, experiment.file, *imports, diagnostics);
  if (!experiment.file.execution.name.empty()) experiment.name = experiment.file.execution.name;
  document->erase("execution");
  experiment.document = std::move(*document);
  std::vector<Factor>& factors = experiment.file.experiment.factors;
  experiment.design = make_design(factors, diagnostics);
  if (!diagnostics.ok()) return std::nullopt;

  for (const Point& point : experiment.design.points) {
    bind_point(
        experiment.document, factors, point,
        [&](models::Scenario& scenario, const Node& varied) {
          imports->read(scenario, varied, diagnostics);
        },
        diagnostics);
    if (!diagnostics.ok()) return std::nullopt;
  }
  imports->pin(experiment.document);
  for (Factor& factor : factors)
    for (Level& level : factor.levels)
      for (Setting& setting : level.settings) imports->pin(setting.value);
  experiment.design = make_design(factors, diagnostics);  // its labels name pinned files
  experiment.imports = imports;
  return experiment;
}

models::Scenario Experiment::scenario(std::size_t point) const {
  Diagnostics none;
  return bind_point(
      document, file.experiment.factors, design.points[point],
      [&](models::Scenario& scenario, const Node& varied) { imports->give(scenario, varied); },
      none);
}

std::string Experiment::label(std::size_t point) const {
  std::string text;
  for (std::size_t f = 0; f < design.columns.size(); ++f)
    text += (text.empty() ? "" : "  ") + design.columns[f].name + "=" +
            design.columns[f].labels[design.points[point][f]];
  return text;
}

std::string Experiment::hash() const {
  kernel::Fingerprint fingerprint;
  const auto add = [&](std::string_view text) {
    for (const char c : text) fingerprint.add(static_cast<unsigned char>(c));
  };
  add(canonical(document));
  // The order of keys means nothing, but that of names is the order of persons, projects, columns
  // and random streams.
  const auto add_names = [&](const auto& named) {
    for (const auto& [called, what] : named) add("," + called);
    add(";");
  };
  const models::Scenario& world = file.scenario;
  add_names(world.communities);
  add_names(world.firms);
  for (const auto& [called, firm] : world.firms) {
    add_names(firm.people);
    add_names(firm.supplies);
  }
  add_names(world.intermediaries);
  add_names(world.projects);
  add_names(world.media);
  for (const Factor& factor : file.experiment.factors) {
    add("," + factor.key);
    for (const Level& level : factor.levels)
      if (!level.name.empty()) add("," + level.name);
  }
  std::string hex(16, '0');
  std::uint64_t rest = fingerprint.value();
  for (std::size_t i = hex.size(); i-- > 0; rest >>= 4U) hex[i] = "0123456789abcdef"[rest & 15U];
  return hex;
}

}  // namespace nakodo::experiment

#include "experiment/experiment.hpp"

#include <algorithm>
#include <filesystem>

#include "experiment/antithetic.hpp"
#include "experiment/binder.hpp"
#include "experiment/extends.hpp"
#include "experiment/imports.hpp"
#include "experiment/replications_check.hpp"
#include "experiment/scenario_check.hpp"
#include "experiment/telling_points.hpp"
#include "experiment/world_shape.hpp"
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
  check_replications(file.experiment, Complaints(document, found));
  diagnostics.files() = found.files();
  for (const Problem& problem : found.problems())
    if (std::none_of(refused.begin(), refused.end(),
                     [&](const Problem& earlier) { return earlier.place == problem.place; }))
      diagnostics.error(problem.place, problem.message, problem.advice);
}

/// Reads the scenario of one design point, problems and all.
/// @param import takes the scenario and the tree it was read from, and gives it its tables
template <class Import>
models::Scenario bind_point(const Experiment& experiment, std::size_t point, Import import,
                            Diagnostics& diagnostics) {
  const Node varied = document_of(experiment.varied, experiment.file.experiment.factors,
                                  experiment.design, point, diagnostics);
  ExperimentFile file;
  Binder(varied, diagnostics).bind(file);
  import(file.scenario, varied);
  check_scenario(file.scenario, varied, diagnostics);
  return std::move(file.scenario);
}

Node world_of(Node document) {
  for (const char* section : {"experiment", "output"}) document.erase(section);
  return document;
}

bool is_within(const std::string& path, const std::string& whole) {
  return path.starts_with(whole) &&
         (path.size() == whole.size() || path[whole.size()] == '.' || path[whole.size()] == '[');
}

/// Whether both set the same part of the file.
bool overlap(const Factor& a, const Factor& b) {
  for (const std::string& one : paths_of(a))
    for (const std::string& other : paths_of(b))
      if (is_within(one, other) || is_within(other, one)) return true;
  return false;
}

/// Which factors change the shape of the world. What a factor changes is its part of the file, so
/// each can be tried alone, unless it shares this part with another one.
std::vector<bool> shaping_factors(const Experiment& experiment) {
  const Design& design = experiment.design;
  const std::vector<Factor>& factors = experiment.file.experiment.factors;
  std::vector<bool> shaping(factors.size());
  for (std::size_t f = 0; f < factors.size(); ++f) {
    for (std::size_t g = 0; g < factors.size() && !shaping[f]; ++g)
      shaping[f] = f != g && overlap(factors[f], factors[g]);
    if (shaping[f]) continue;
    Experiment alone;
    alone.varied = experiment.varied;
    alone.file.experiment.factors = {factors[f]};
    alone.design.columns = {design.columns[f]};
    alone.design.size = design.size;
    std::optional<WorldShape> shape;
    for (const std::size_t point : extreme_points(alone.design)) {
      Diagnostics ignored;  // what a level lacks alone, another factor may add
      ExperimentFile file;
      const Node varied =
          document_of(alone.varied, alone.file.experiment.factors, alone.design, point, ignored);
      Binder(varied, ignored).bind(file);
      WorldShape found(file.scenario);
      shaping[f] = shaping[f] || (shape && *shape != found);
      shape = std::move(found);
    }
  }
  return shaping;
}

std::vector<std::size_t> checked_points(const Experiment& experiment) {
  const Design& design = experiment.design;
  std::vector<std::size_t> points = spread_points(design, most_checked);
  if (points.size() == design.size) return points;
  for (const std::size_t point : extreme_points(design)) points.push_back(point);
  for (const std::size_t point : first_alike(design, experiment.shaping)) points.push_back(point);
  std::sort(points.begin(), points.end());
  points.erase(std::unique(points.begin(), points.end()), points.end());
  return points;
}

}  // namespace

std::optional<Experiment> load(const std::string& path, const std::vector<std::string>& sets,
                               Diagnostics& diagnostics) {
  auto document = load_experiment(path, diagnostics);
  if (!document) return std::nullopt;
  for (const std::string& set : sets) apply(set, *document, diagnostics);
  return resolve(std::move(*document), path, diagnostics);
}

std::optional<Experiment> resolve(Node document, const std::string& path,
                                  Diagnostics& diagnostics) {
  Experiment experiment;
  experiment.name = std::filesystem::path(path).stem().string();
  const auto imports = std::make_shared<Imports>(path);
  bind_file(document, experiment.file, *imports, diagnostics);
  if (!experiment.file.execution.name.empty()) experiment.name = experiment.file.execution.name;
  document.erase("execution");
  experiment.document = std::move(document);
  ExperimentSpec& spec = experiment.file.experiment;
  experiment.design = make_design(
      spec.factors, spec.design, experiment.document,
      [&](const Node& named, const PointFile& file, const auto& read) {
        imports->read_points(named, file.file, file.fingerprint, read, diagnostics);
      },
      diagnostics);
  check_number_of_runs(experiment.points(), spec.replications,
                       Complaints(experiment.document, diagnostics));
  if (!diagnostics.ok()) return std::nullopt;

  experiment.varied = world_of(experiment.document);
  experiment.shaping = shaping_factors(experiment);
  for (const std::size_t point : checked_points(experiment)) {
    if (!diagnostics.ok()) return std::nullopt;
    bind_point(
        experiment, point,
        [&](models::Scenario& scenario, const Node& varied) {
          imports->read(scenario, varied, diagnostics);
        },
        diagnostics);
  }
  if (!diagnostics.ok()) return std::nullopt;
  imports->pin(experiment.document);
  experiment.varied = world_of(experiment.document);
  for (Factor& factor : spec.factors)
    for (Level& level : factor.levels)
      for (Setting& setting : level.settings) imports->pin(setting.value);
  relabel(experiment.design, spec.factors);  // labels name pinned files
  experiment.imports = imports;
  return experiment;
}

models::Scenario Experiment::scenario(std::size_t point) const {
  Diagnostics found;
  auto scenario = bind_point(
      *this, point, [&](models::Scenario& its, const Node& root) { imports->give(its, root); },
      found);
  if (!found.ok()) throw ConfigError(found);
  return scenario;
}

std::string Experiment::replications_text() const {
  const std::string most = std::to_string(replications());
  return sequential() ? std::to_string(file.experiment.replications.min) + " to " + most : most;
}

std::string Experiment::label(std::size_t point) const {
  std::string text;
  for (const FactorColumn& column : design.columns)
    text += (text.empty() ? "" : "  ") + column.name + "=" + column.text(point);
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

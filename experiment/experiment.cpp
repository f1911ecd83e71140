#include "experiment/experiment.hpp"

#include <algorithm>
#include <filesystem>
#include <utility>

#include "experiment/antithetic.hpp"
#include "experiment/binder.hpp"
#include "experiment/extends.hpp"
#include "experiment/imports.hpp"
#include "experiment/overrides.hpp"
#include "experiment/replications_check.hpp"
#include "experiment/scenario_check.hpp"
#include "experiment/telling_points.hpp"
#include "experiment/world_shape.hpp"
#include "experiment/yaml_reader.hpp"
#include "kernel/fingerprint.hpp"

namespace nakodo::experiment {
namespace {

/// Takes a step of the reading. A value that was refused before gets no second complaint: what the
/// step sees in its place is not what the file says.
template <class Step>
void tell_once(Diagnostics& diagnostics, Step step) {
  const std::vector<Problem> refused = diagnostics.problems();
  Diagnostics found;
  std::swap(found.files(), diagnostics.files());
  step(found);
  std::swap(found.files(), diagnostics.files());
  for (const Problem& problem : found.problems())
    if (std::none_of(refused.begin(), refused.end(),
                     [&](const Problem& earlier) { return earlier.place == problem.place; }))
      diagnostics.error(problem.place, problem.message, problem.advice);
}

/// Reads the file as it stands.
void bind_file(const Node& document, ExperimentFile& file, Imports& imports,
               Diagnostics& diagnostics) {
  tell_once(diagnostics, [&](Diagnostics& found) { Binder(document, found).bind(file); });
  tell_once(diagnostics, [&](Diagnostics& found) {
    imports.read(file.scenario, document, found);
    check_scenario(file.scenario, document, found);
    check_replications(file.experiment, Complaints(document, found));
  });
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

/// The experiment with one of its factors only, at the same points.
Experiment with_factor_alone(const Experiment& experiment, std::size_t f) {
  Experiment alone;
  alone.varied = experiment.varied;
  alone.file.experiment.factors = {experiment.file.experiment.factors[f]};
  alone.design.columns = {experiment.design.columns[f]};
  alone.design.size = experiment.design.size;
  return alone;
}

/// Which factors change the shape of the world. What a factor changes is its part of the file, so
/// each can be tried alone.
std::vector<bool> shaping_factors(const Experiment& experiment) {
  std::vector<bool> shaping(experiment.file.experiment.factors.size());
  for (std::size_t f = 0; f < shaping.size(); ++f) {
    const Experiment alone = with_factor_alone(experiment, f);
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

bool has_place(const Node& node, Place place) {
  if (node.place() == place) return true;
  if (node.is_sequence())
    return std::any_of(node.items().begin(), node.items().end(),
                       [&](const Node& item) { return has_place(item, place); });
  return node.is_mapping() &&
         std::any_of(node.entries().begin(), node.entries().end(), [&](const Entry& entry) {
           return entry.key_place == place || has_place(entry.value, place);
         });
}

/// Whether a problem is told where a factor, or its level at this point, says its value.
bool stands_at_the_level(const Problem& problem, const Experiment& experiment, std::size_t f,
                         std::size_t point) {
  const Factor& factor = experiment.file.experiment.factors[f];
  if (problem.place == factor.value_place) return true;
  if (factor.range) return false;
  const Level& level = factor.levels[experiment.design.columns[f].codes[point]];
  return std::any_of(level.settings.begin(), level.settings.end(), [&](const Setting& setting) {
    return has_place(setting.value, problem.place);
  });
}

/// Which factors make a problem that the file does not have as it stands: the one that makes it
/// alone, or else all: ", with count = 1". Empty if the problem is told where that one says it.
/// @param problems gives those of a point of an experiment
template <class Problems>
std::string culprits(const Problem& problem, const Experiment& experiment, std::size_t point,
                     Problems problems) {
  constexpr std::size_t most = 5;  // are told
  const std::vector<FactorColumn>& columns = experiment.design.columns;
  const auto said = [&](std::size_t f) { return columns[f].name + " = " + columns[f].text(point); };
  std::string all;
  for (std::size_t f = 0; f < columns.size(); ++f) {
    const std::vector<Problem> alone = problems(with_factor_alone(experiment, f));
    if (std::find(alone.begin(), alone.end(), problem) != alone.end())
      return stands_at_the_level(problem, experiment, f, point) ? "" : ", with " + said(f);
    if (f < most) all += (f == 0 ? ", with " : ", ") + said(f);
  }
  return columns.size() > most ? all + ", …" : all;
}

/// Checks one design point; the file as it stands has no problem.
void check_point(const Experiment& experiment, std::size_t point, Imports& imports,
                 Diagnostics& diagnostics) {
  const auto problems = [&](const Experiment& of) {
    Diagnostics found;
    std::swap(found.files(), diagnostics.files());
    bind_point(
        of, point,
        [&](models::Scenario& scenario, const Node& varied) {
          imports.read(scenario, varied, found);
        },
        found);
    std::swap(found.files(), diagnostics.files());
    return found.problems();
  };
  for (const Problem& problem : problems(experiment))
    diagnostics.error(problem.place,
                      problem.message + culprits(problem, experiment, point, problems),
                      problem.advice);
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
  std::vector<Override> applied;
  for (const std::string& set : sets)
    if (auto done = apply_override(set, *document, diagnostics))
      applied.push_back(std::move(*done));
  auto experiment = resolve(std::move(*document), path, diagnostics);
  if (!experiment) return std::nullopt;
  for (const Override& set : applied) check_override(set, *experiment, diagnostics);
  return diagnostics.ok() ? std::move(experiment) : std::nullopt;
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
    check_point(experiment, point, *imports, diagnostics);
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
    if (firm.units.size() > 0) add_names(firm.units);
  }
  add_names(world.intermediaries);
  add_names(world.projects);
  add_names(world.media);
  for (const models::OccasionSpec& occasion : world.occasions)
    if (const auto* event = std::get_if<models::SocialEventSpec>(&occasion);
        event != nullptr && event->invites.size() > 0)
      add_names(event->invites);
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

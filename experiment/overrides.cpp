#include "experiment/overrides.hpp"

#include <algorithm>
#include <cstddef>
#include <cstdint>

#include "experiment/path_check.hpp"
#include "experiment/yaml_reader.hpp"

namespace nakodo::experiment {
namespace {

/// Whether a factor sets a path at each of its levels, so that nobody asks what the file says
/// there.
bool always_sets(const Factor& factor, const std::string& path) {
  if (factor.range) return is_within(path, factor.key);
  return std::all_of(factor.levels.begin(), factor.levels.end(), [&](const Level& level) {
    return std::any_of(level.settings.begin(), level.settings.end(),
                       [&](const Setting& setting) { return is_within(path, setting.path); });
  });
}

}  // namespace

std::optional<Override> apply_override(const std::string& set, Node& document,
                                       Diagnostics& diagnostics) {
  const std::size_t equals = set.find('=');
  const std::string name = "--set " + set;
  if (equals == std::string::npos || equals == 0) {
    const std::uint32_t file = diagnostics.files().add(name, set);
    diagnostics.error({file, 1, 1}, "this is not of the form path=value",
                      "write --set time.horizon=\"2 years\"");
    return std::nullopt;
  }
  const auto value = read_yaml_text(name, set.substr(equals + 1), diagnostics);
  if (!value) return std::nullopt;
  const Override done{set.substr(0, equals), value->place()};
  if (!check_owner(document, done.path, done.place, diagnostics)) return std::nullopt;
  if (!set_path(document, done.path, *value, diagnostics)) return std::nullopt;
  return done;
}

void check_override(const Override& set, const Experiment& experiment, Diagnostics& diagnostics) {
  const ExperimentSpec& spec = experiment.file.experiment;
  if (spec.design.kind == DesignKind::one_at_a_time) return;
  for (std::size_t f = 0; f < spec.factors.size(); ++f)
    if (always_sets(spec.factors[f], set.path))
      diagnostics.error(set.place,
                        "'" + set.path + "' is varied by the factor '" +
                            experiment.design.columns[f].name + "', so this changes nothing",
                        "leave it out, or say what is varied: --set experiment.factors={…}");
}

}  // namespace nakodo::experiment

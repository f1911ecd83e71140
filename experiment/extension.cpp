#include "experiment/extension.hpp"

#include <algorithm>
#include <string>
#include <unordered_map>
#include <unordered_set>

#include "experiment/command.hpp"
#include "experiment/hdf5_file.hpp"
#include "experiment/runner.hpp"
#include "experiment/scenario_values.hpp"
#include "experiment/telling_points.hpp"
#include "experiment/version.hpp"
#include "experiment/yaml_reader.hpp"

namespace nakodo::experiment {
namespace {

/// Of so many points of the file, spread evenly, the nearest to a point of the experiment is named
/// if none is the same.
constexpr std::size_t most_compared = 200;

[[noreturn]] void refuse(const InputFile& file, const std::string& why, const std::string& advice) {
  throw UsageError(file.path().string() + " cannot be extended to this experiment: " + why + ". " +
                   advice);
}

const char* const or_anew = "Or leave --extend out, and all runs are run";

InputFile open_finished(const std::filesystem::path& path) {
  if (!std::filesystem::exists(path))
    throw UsageError("there is no finished " + path.string() +
                     " to be extended. Name one, --extend=FILE, or leave --extend out. What was "
                     "interrupted goes on with --resume");
  InputFile file(path);
  if (!file.is_complete())
    throw StorageError(path.string() +
                       " lacks the mark `complete`: its writer did not finish. Leave --extend out, "
                       "and all runs are run");
  if (file.text("filetype") != "nakodo results")
    refuse(file, "it is no file of results", "Name another, --extend=FILE");
  if (file.has("shard"))
    refuse(file, "it holds a part of the runs of an experiment only",
           "`nakodo merge` makes one file of all parts");
  return file;
}

void check_version(const InputFile& file) {
  const auto version = [](const auto& number, const auto& revision) {
    return std::string(number) + " (" + std::string(revision) + ")";
  };
  const std::string theirs = version(file.text("program_version"), file.text("git_revision"));
  const std::string ours = version(program_version(), git_revision());
  if (theirs != ours)
    refuse(file, "it was written by nakodo " + theirs + ", and this is nakodo " + ours,
           "Extend it with the version that wrote it. " + std::string(or_anew));
}

/// The experiment of the file, by what it says itself.
Experiment experiment_of(const InputFile& file) {
  Diagnostics diagnostics;
  std::optional<Experiment> experiment;
  const std::string path = file.path().string();
  if (auto document = read_yaml_text(path, file.text("config"), diagnostics))
    experiment = resolve(std::move(*document), path, diagnostics);
  if (!experiment)
    refuse(file,
           "its own experiment cannot be read again, which takes the CSV files beside it as they "
           "were.\n" +
               diagnostics.text(),
           or_anew);
  if (experiment->hash() != file.text("experiment_hash"))
    throw StorageError(path + " is damaged: its configuration is not that of its hash");
  const std::uint64_t runs = file.rows("/runs");
  if (runs > experiment->runs() || (runs < experiment->runs() && !experiment->sequential()))
    refuse(file, "it does not hold all runs of its own experiment", or_anew);
  return std::move(*experiment);
}

/// How often each point was run.
std::vector<std::uint32_t> replications_of(const InputFile& file, const Experiment& experiment) {
  std::vector<std::uint32_t> replications(experiment.points());
  for (const std::uint32_t point : file.numbers<std::uint32_t>("/runs/point", H5T_NATIVE_UINT32)) {
    if (point >= replications.size())
      throw StorageError(file.path().string() + ":/runs/point has a point that there is not");
    ++replications[point];
  }
  return replications;
}

void check_same(const InputFile& file, const std::string& path, const std::string& theirs,
                const std::string& ours, const std::string& advice) {
  if (theirs == ours) return;
  refuse(file, path + " is " + theirs + " there and " + ours + " here", advice);
}

/// Seed, and what is kept of a run.
void check_settings(const InputFile& file, const Experiment& theirs, const Experiment& ours) {
  const std::string their_seed = std::to_string(theirs.file.experiment.seed);
  check_same(file, "experiment.seed", their_seed, std::to_string(ours.file.experiment.seed),
             "Say --seed " + their_seed + ". " + or_anew);
  const auto pairs = [](const Experiment& of) {
    return std::string(of.file.experiment.antithetic ? "true" : "false");
  };
  check_same(file, "experiment.antithetic", pairs(theirs), pairs(ours),
             "Say --set experiment.antithetic=" + pairs(theirs) + ". " + or_anew);
  const OutputSpec& their_output = theirs.file.output;
  const OutputSpec& our_output = ours.file.output;
  const std::string their_trace(models::to_text(their_output.trace));
  check_same(file, "output.trace", their_trace, std::string(models::to_text(our_output.trace)),
             "Say --trace " + their_trace + ". " + or_anew);
  if (our_output.trace < models::TraceLevel::milestones) return;
  for (std::size_t r = 0; r < std::min(theirs.replications(), ours.replications()); ++r)
    if (is_traced(r, their_output.sample) != is_traced(r, our_output.sample))
      refuse(file,
             "of other replications the facts are kept, as output.sample is " +
                 text_of(their_output.sample) + " there and " + text_of(our_output.sample) +
                 " here",
             "Say --set output.sample=" + text_of(their_output.sample) + ". " + or_anew);
}

/// What a design point says; nothing if it is no world, which its runs will say.
std::vector<ScenarioValue> values_at(const Experiment& experiment, std::size_t point) {
  try {
    return values_of(experiment.scenario(point));
  } catch (const ConfigError&) {
    return {};
  }
}

/// By point, what it says as a number; nullopt if it is no world.
std::vector<std::optional<std::uint64_t>> worlds_of(const Experiment& experiment) {
  std::vector<std::optional<std::uint64_t>> worlds(experiment.points());
  for (std::size_t point = 0; point < worlds.size(); ++point)
    if (const auto values = values_at(experiment, point); !values.empty())
      worlds[point] = fingerprint_of(values);
  return worlds;
}

[[noreturn]] void refuse_all(const InputFile& file, const Experiment& theirs,
                             const Experiment& ours) {
  std::vector<ScenarioDifference> fewest;
  const auto values = values_at(ours, 0);
  for (const std::size_t point : spread_points(theirs.design, most_compared)) {
    auto differences = differences_of(values_at(theirs, point), values);
    if (fewest.empty() || differences.size() < fewest.size()) fewest = std::move(differences);
  }
  std::string why = "it holds no run of it";
  if (!fewest.empty()) {
    const ScenarioDifference& first = fewest.front();
    why += "; where it is nearest, " + first.path + " is " + first.first + " there and " +
           first.second + " here";
    if (fewest.size() > 1)
      why += " (the first of " + std::to_string(fewest.size()) + " differences)";
  }
  refuse(file, why, "Extend an experiment of the same world. " + std::string(or_anew));
}

}  // namespace

Extension::Extension(const std::filesystem::path& path, const Experiment& experiment)
    : experiment_(&experiment), file_(open_finished(path)) {
  check_version(file_);
  const Experiment theirs = experiment_of(file_);
  check_settings(file_, theirs, experiment);
  their_most_ = theirs.replications();
  their_replications_ = replications_of(file_, theirs);
  match(worlds_of(theirs), worlds_of(experiment));
  if (runs() == 0) refuse_all(file_, theirs, experiment);
  verify_results(path);
}

void Extension::match(const Worlds& theirs, const Worlds& ours) {
  std::unordered_map<std::uint64_t, std::uint32_t> known;
  for (std::size_t point = 0; point < theirs.size(); ++point)
    if (theirs[point]) known.emplace(*theirs[point], static_cast<std::uint32_t>(point));
  std::unordered_set<std::uint64_t> wanted;
  their_points_.resize(ours.size());
  for (std::size_t point = 0; point < ours.size(); ++point) {
    if (!ours[point]) continue;
    wanted.insert(*ours[point]);
    if (const auto same = known.find(*ours[point]); same != known.end())
      their_points_[point] = same->second;
  }
  for (std::size_t point = 0; point < theirs.size(); ++point) {
    const bool has = theirs[point] && wanted.contains(*theirs[point]);
    const std::size_t kept = has ? experiment_->replications() : 0;
    lost_ += their_replications_[point] - std::min<std::size_t>(their_replications_[point], kept);
  }
}

std::optional<Extension> Extension::if_usable(const std::filesystem::path& path,
                                              const Experiment& experiment) {
  if (!std::filesystem::exists(path)) return std::nullopt;
  try {
    return Extension(path, experiment);
  } catch (const UsageError&) {
    return std::nullopt;
  } catch (const StorageError&) {
    return std::nullopt;
  }
}

std::size_t Extension::runs() const {
  std::size_t runs = 0;
  for (const auto& theirs : their_points_)
    if (theirs)
      runs += std::min<std::size_t>(their_replications_[*theirs], experiment_->replications());
  return runs;
}

std::size_t Extension::held(const Slice& slice) const {
  if (!their_points_[slice.point]) return 0;
  const std::size_t theirs = their_replications_[*their_points_[slice.point]];
  return slice.first < theirs ? std::min(slice.count, theirs - slice.first) : 0;
}

}  // namespace nakodo::experiment

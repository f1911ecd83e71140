#include "experiment/sweep_folder.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <iostream>
#include <regex>
#include <sstream>

#include "experiment/byte_fingerprint.hpp"
#include "experiment/command.hpp"
#include "experiment/imports.hpp"
#include "experiment/publication.hpp"
#include "experiment/replacement.hpp"
#include "experiment/shard_plan.hpp"
#include "experiment/yaml_writer.hpp"

namespace nakodo::experiment {
namespace {

const char* const plan_header = "shard,first_run,runs";

/// Puts a copy of a file that was imported beside the results.
void copy_import(const Imports::File& file, const std::filesystem::path& folder) {
  const std::string bytes = read_text(file.path);
  ByteFingerprint fingerprint;
  fingerprint.add(bytes);
  if (fingerprint.hex() != file.fingerprint)
    throw StorageError(file.path.string() + " is not the file any more that was run");
  write_text_atomically(folder / file.name, bytes);
}

/// Whether a shard, its heartbeat, a checkpoint or a second version of one is called so: a folder
/// may hold files of the user too.
bool is_name_of_shards(const std::string& name) {
  static const std::regex pattern(
      R"((shard|checkpoint)-(\d+-of-\d+)(-from-\d{12,})?(\.h5|\.h5\.differs-\d+|\.status))");
  std::smatch found;
  if (!std::regex_match(name, found, pattern)) return false;
  const bool is_checkpoint = found[1] == "checkpoint";
  if (is_checkpoint != found[3].matched || (is_checkpoint && found[4] == ".status")) return false;
  const auto shard = ShardNumber::read(found[2].str(), "-of-");
  return shard && shard->padded() == found[2];
}

std::string csv_of(const std::vector<Stretch>& plan, const Slices& slices) {
  std::string text = std::string(plan_header) + '\n';
  for (std::size_t k = 0; k < plan.size(); ++k)
    text += std::to_string(k + 1) + ',' + std::to_string(slices.first_run(plan[k].first)) + ',' +
            std::to_string(slices.runs(plan[k])) + '\n';
  return text;
}

std::optional<Stretch> stretch_of(const std::string& line, std::size_t shard,
                                  const Slices& slices) {
  std::array<std::size_t, 3> numbers{};
  const char* at = line.data();
  const char* const end = at + line.size();
  for (std::size_t i = 0; i < numbers.size(); ++i) {
    if (i > 0 && (at == end || *at++ != ',')) return std::nullopt;
    const auto read = std::from_chars(at, end, numbers[i]);
    if (read.ec != std::errc{}) return std::nullopt;
    at = read.ptr;
  }
  if (at != end || numbers[0] != shard) return std::nullopt;
  const auto first = slices.beginning_with(numbers[1]);
  const auto last = slices.beginning_with(numbers[1] + numbers[2]);
  if (!first || !last || *last % slices.together() != 0) return std::nullopt;
  return Stretch{*first, *last};
}

}  // namespace

std::string SweepFolder::checkpoint_name(ShardNumber shard, std::size_t first_run) {
  const std::string number = std::to_string(first_run);
  return "checkpoint-" + shard.padded() + "-from-" +
         std::string(std::max<std::size_t>(12, number.size()) - number.size(), '0') + number;
}

std::vector<std::filesystem::path> SweepFolder::of_shards() const {
  std::vector<std::filesystem::path> found;
  std::error_code error;
  for (std::filesystem::directory_iterator entry(path_, error), last; !error && entry != last;
       entry.increment(error))
    if (is_name_of_shards(entry->path().filename().string())) found.push_back(entry->path());
  std::sort(found.begin(), found.end());
  return found;
}

std::vector<std::filesystem::path> SweepFolder::checkpoints(ShardNumber shard) const {
  auto found = of_shards();
  const std::string begin = "checkpoint-" + shard.padded() + "-from-";
  std::erase_if(found, [&](const std::filesystem::path& path) {
    return !path.filename().string().starts_with(begin) || path.extension() != ".h5";
  });
  return found;
}

std::vector<std::filesystem::path> SweepFolder::differing() const {
  auto found = of_shards();
  std::erase_if(found, [](const std::filesystem::path& path) {
    const std::string name = path.filename().string();
    return !name.starts_with("shard-") || name.find(".differs-") == std::string::npos;
  });
  return found;
}

Experiment SweepFolder::experiment() const {
  if (!std::filesystem::exists(experiment_file()))
    throw UsageError(path_.string() +
                     " holds no experiment.yaml: name the folder of an experiment "
                     "that was begun with `nakodo run` or `nakodo submit`");
  Diagnostics diagnostics;
  auto experiment = load(experiment_file().string(), {}, diagnostics);
  if (!experiment) throw ConfigError(diagnostics);
  if (experiment->file.execution.name.empty())  // written by hand, or by an earlier version
    experiment->name = std::filesystem::canonical(path_).filename().string();
  return std::move(*experiment);
}

std::optional<std::vector<Stretch>> SweepFolder::plan(const Experiment& experiment) const {
  if (!std::filesystem::exists(plan_file())) return std::nullopt;
  const Slices slices = slices_of(experiment);
  std::istringstream in(read_text(plan_file()));
  std::string line;
  std::getline(in, line);
  bool good = line == plan_header;
  std::vector<Stretch> plan;
  while (good && std::getline(in, line)) {
    const auto stretch = stretch_of(line, plan.size() + 1, slices);
    good = stretch && stretch->first == (plan.empty() ? 0 : plan.back().end);
    if (good) plan.push_back(*stretch);
  }
  if (!good || plan.empty() || plan.back().end != slices.count())
    throw UsageError(plan_file().string() +
                     " does not cut the runs of this experiment into shards. Remove it, and the "
                     "shards beside it, and begin anew");
  return plan;
}

void SweepFolder::remove_leftovers(const Experiment& experiment) const {
  const auto& imports = experiment.imports->files();
  nakodo::experiment::remove_leftovers(path_, [&](const std::string& name) {
    return name == experiment_file().filename() || name == plan_file().filename() ||
           name == experiment.name + ".h5" || is_name_of_shards(name) ||
           std::any_of(imports.begin(), imports.end(),
                       [&](const Imports::File& file) { return file.name == name; });
  });
}

std::string SweepFolder::text_of(const Experiment& experiment) {
  Node document = experiment.document;
  Node execution = Node::mapping();
  execution.set("name", Node::scalar(experiment.name));
  document.set("execution", std::move(execution));
  return write_yaml(document);
}

void SweepFolder::write_experiment(const Experiment& experiment) const {
  for (const Imports::File& file : experiment.imports->files()) copy_import(file, path_);
  write_text_atomically(experiment_file(), text_of(experiment));
}

void SweepFolder::check_experiment(const Experiment& experiment) const {
  const std::string wanted = text_of(experiment);
  if (read_text(experiment_file()) == wanted) return;
  Diagnostics diagnostics;
  const auto there = load(experiment_file().string(), {}, diagnostics);
  if (!there || there->hash() != experiment.hash())
    throw UsageError(path_.string() + " is the folder of another experiment, by its " +
                     experiment_file().filename().string() +
                     ". Choose another with --out, or remove it");
}

std::vector<Stretch> SweepFolder::prepare(const Experiment& experiment, std::size_t shards,
                                          std::span<const std::uint64_t> costs) const {
  const auto replaced =
      replaced_results(experiment, path_ / (experiment.name + ".h5"), "The merge");
  if (std::filesystem::exists(experiment_file())) {
    check_experiment(experiment);
  } else {
    check_replaceable(experiment, *this, {});
    write_experiment(experiment);
  }
  if (auto there = plan(experiment)) {
    if (there->size() != shards)
      throw UsageError(path_.string() + " was cut into " + std::to_string(there->size()) +
                       " shards, not " + std::to_string(shards) +
                       ". Go on with as many, or choose another folder with --out");
    return std::move(*there);
  }
  if (replaced) std::cerr << "nakodo: " << *replaced << '\n';
  const Slices slices = slices_of(experiment);
  auto plan = plan_shards(slices, shards, costs);
  write_text_atomically(plan_file(), csv_of(plan, slices));
  return plan;
}

}  // namespace nakodo::experiment

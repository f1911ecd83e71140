// nakodo submit: an experiment as an array of tasks under Slurm, and a merge after it.
#include <filesystem>
#include <iostream>
#include <regex>
#include <system_error>

#include "experiment/command_line.hpp"
#include "experiment/pilot.hpp"
#include "experiment/shard_run.hpp"
#include "experiment/slurm_folder.hpp"
#include "experiment/slurm_queue.hpp"
#include "experiment/storage_error.hpp"
#include "experiment/sweep_folder.hpp"
#include "experiment/version.hpp"

namespace nakodo::experiment {

namespace options = boost::program_options;

namespace {

std::size_t number_from(const options::variables_map& values, const char* option, int least) {
  const int number = values[option].as<int>();
  if (number < least || number > 4000000)
    throw UsageError(std::string("--") + option + " has to be from " + std::to_string(least) +
                     " to 4000000");
  return static_cast<std::size_t>(number);
}

/// Refuses what would make the scripts do something else than they say.
void check_options(const std::string& typed) {
  if (typed.find('\n') != std::string::npos) throw UsageError("--sbatch takes one line of options");
  char quote = '\0';
  for (const char c : typed)
    if (quote == '\0' ? c == '"' || c == '\'' : c == quote) quote = quote == '\0' ? c : '\0';
  if (quote != '\0') throw UsageError("--sbatch " + typed + ": a quote is not closed");
  const auto words = options::split_unix(typed);
  for (const std::string& word : words)
    if (word.starts_with("--array") || word.starts_with("--wrap") ||
        (word.starts_with("-a") && !word.starts_with("--")))
      throw UsageError("--sbatch may not hold " + word +
                       ": --workers says how many tasks there are, --limit how many at a time");
}

void check_path(const std::filesystem::path& path) {
  if (const std::string what = unspeakable(path); !what.empty())
    throw UsageError("the path " + path.string() + " has " + what +
                     " in it, which Slurm does not take. Choose another folder");
}

/// Makes the folder ready, with shards that are expected to take equally long, and submits.
void carry_out(const Experiment& experiment, const SlurmSweep& sweep) {
  const SweepFolder folder(sweep.folder);
  if (is_merged(experiment, folder))
    throw UsageError(sweep.folder.string() +
                     " holds the results of this experiment already. To run it again, remove the "
                     "folder,\nor name another one with --out");
  const bool is_new = !std::filesystem::exists(folder.plan_file());
  std::vector<std::uint64_t> costs;
  if (is_new) costs = point_costs(experiment);
  folder.prepare(experiment, sweep.workers, costs);
  try {
    submit(sweep, std::cout);
  } catch (const StorageError&) {
    std::error_code ignored;  // another number of workers may be asked for
    if (is_new && !is_for_slurm(sweep.folder)) std::filesystem::remove(folder.plan_file(), ignored);
    throw;
  }
}

}  // namespace

int submit_command(const Arguments& arguments) {
  options::options_description visible("options");
  add_overrides(visible);
  visible.add_options()("workers,w", options::value<int>()->value_name("N"),
                        "tasks of the array, one shard each; required")(
      "limit", options::value<int>()->value_name("K"), "at most so many tasks at a time")(
      "time", options::value<std::string>()->value_name("T")->default_value("04:00:00"),
      "time limit of a task, as sbatch --time takes it")(
      "sbatch", options::value<std::string>()->value_name("\"…\""),
      "more options of sbatch, e.g. \"--partition=short --account=me\"")(
      "out", options::value<std::string>()->value_name("DIR"),
      "folder of the results, which all nodes must see (default: results/<name of the file>)")(
      "dry-run", "show the scripts, submit nothing, write nothing");
  const auto parsed = parse(
      arguments, "submit CONFIG --workers N [options]",
      "Submits an experiment to Slurm: an array of N tasks, each of which runs a part of it,\n"
      "and a job that merges the parts. Read the scripts first with --dry-run.",
      visible);
  if (!parsed) return ExitCode::success;
  const options::variables_map& values = *parsed;
  const Experiment experiment = load_named(values);
  say_advice(experiment);
  if (values.count("workers") == 0)
    throw UsageError("how many tasks? Say --workers N: as many as you may have cores at a time");

  SlurmSweep sweep;
  sweep.title = experiment.file.title.empty() ? experiment.name : experiment.file.title;
  sweep.name = experiment.name;
  sweep.program_version = program_version();
  sweep.points = experiment.points();
  sweep.runs = experiment.runs();
  sweep.at_most = experiment.sequential();
  sweep.workers = number_from(values, "workers", 1);
  if (values.count("limit") > 0) sweep.limit = number_from(values, "limit", 1);
  sweep.time = values["time"].as<std::string>();
  if (values.count("sbatch") > 0) sweep.options = values["sbatch"].as<std::string>();
  sweep.program = std::filesystem::read_symlink("/proc/self/exe");
  sweep.folder = std::filesystem::absolute(out_named(values).value_or("results/" + experiment.name))
                     .lexically_normal();
  if (!sweep.folder.has_filename()) sweep.folder = sweep.folder.parent_path();  // "results/a/"

  if (!std::regex_match(sweep.time, std::regex(R"(\d+(-\d+)?(:\d+){0,2})")))
    throw UsageError("--time " + sweep.time +
                     " is no time: 04:00:00 is four hours, 2-12 two days "
                     "and a half");
  check_options(sweep.options);
  check_path(sweep.folder);
  check_path(sweep.program);
  const std::size_t batches = slices_of(experiment).count();
  if (experiment.sequential() && sweep.workers > sweep.points)
    throw UsageError("there are " + std::to_string(sweep.points) +
                     " points, and with replications `until` a point is not cut into parts: ask "
                     "for --workers " +
                     std::to_string(sweep.points) + " or fewer");
  if (sweep.workers > batches)
    throw UsageError("there are " + std::to_string(sweep.runs) + " runs, in batches of up to " +
                     std::to_string(Slices::most_runs) + " of a point: ask for --workers " +
                     std::to_string(batches) + " or fewer");
  if (values.count("dry-run") > 0) {
    std::cout << array_script(sweep) << '\n' << merge_script(sweep);
    return ExitCode::success;
  }
  require_sbatch();
  carry_out(experiment, sweep);
  return ExitCode::success;
}

}  // namespace nakodo::experiment

// nakodo run: the whole way, from a file to a table and pictures; or one shard of it.
#include <iostream>
#include <system_error>

#include "experiment/command_line.hpp"
#include "experiment/extension.hpp"
#include "experiment/held_runs.hpp"
#include "experiment/replacement.hpp"
#include "experiment/session.hpp"
#include "experiment/shard_run.hpp"

namespace nakodo::experiment {

namespace options = boost::program_options;

namespace {

ShardNumber shard_named(const std::string& text) {
  const auto shard = ShardNumber::read(text);
  if (!shard)
    throw UsageError("--shard " + text + " is not of the form K/N with K from 1 to N, such as 3/7");
  return *shard;
}

/// Refuses an extension that would put fewer runs in the place of the file it takes them from.
void check_grows(const Extension& extension, const Experiment& experiment,
                 const std::filesystem::path& results) {
  std::error_code ignored;  // what is not there is not the same
  if (!std::filesystem::equivalent(extension.file().path(), results, ignored)) return;
  const std::size_t lost = extension.lost() + held_beyond_stops(extension, experiment);
  if (lost == 0) return;
  throw UsageError(results.string() + " holds " + std::to_string(lost) +
                   (lost == 1 ? " run" : " runs") +
                   " that this experiment does not have, and would lose them. Ask for as many "
                   "replications and points, or run without --extend into another folder, --out");
}

/// --extend[=FILE].
std::optional<Extension> extension_named(const options::variables_map& values,
                                         const Experiment& experiment,
                                         const std::filesystem::path& folder) {
  if (values.count("extend") == 0) return std::nullopt;
  const std::string named = values["extend"].as<std::string>();
  if (named.empty() && values.count("shard") > 0)
    throw UsageError(
        "--shard works in a folder of its own: say which file is to be extended, "
        "--extend=FILE, and another folder with --out");
  const std::filesystem::path results = folder / (experiment.name + ".h5");
  Extension extension(named.empty() ? results : std::filesystem::path(named), experiment);
  check_grows(extension, experiment, results);
  return extension;
}

}  // namespace

int run_command(const Arguments& arguments) {
  options::options_description visible("options");
  add_overrides(visible);
  add_execution(visible);
  visible.add_options()("out", options::value<std::string>()->value_name("DIR"),
                        "folder of the results (default: results/<name of the file>)")(
      "shard", options::value<std::string>()->value_name("K/N"),
      "run the K-th of N shards only; `nakodo merge` makes them one file. Goes on from "
      "checkpoints")("resume",
                     "go on from the checkpoints of an interrupted run, if there are some")(
      "extend", options::value<std::string>()->implicit_value("")->value_name("[FILE]"),
      "take the runs that the finished FILE holds from it and run only the others: more "
      "replications, levels, points of the same world. The result is the same, byte for byte. "
      "--extend alone: the file of the results folder, which is replaced in the end");
  const auto values = parse(
      arguments, "run CONFIG [options]",
      "Runs an experiment and writes its results: one HDF5 file, the resolved configuration,\n"
      "a table on the terminal and pictures beside the file. Stopped by SIGINT, SIGTERM,\n"
      "SIGUSR1 or SIGHUP, it keeps what it has done in a checkpoint (exit code 75).",
      visible);
  if (!values) return ExitCode::success;
  const Experiment experiment = load_named(*values);
  const std::filesystem::path folder = out_named(*values).value_or("results/" + experiment.name);
  if (values->count("shard") == 0)
    check_replaceable(experiment, SweepFolder(folder), config_named(*values));
  say_advice(experiment);
  const std::size_t jobs = jobs_named(*values, experiment);
  const bool quiet = values->count("quiet") > 0;
  const auto extension = extension_named(*values, experiment, folder);

  if (values->count("shard") > 0) {
    const ShardRequest request{.shard = shard_named((*values)["shard"].as<std::string>()),
                               .jobs = jobs,
                               .checkpoint_every = checkpoint_interval(*values),
                               .quiet = quiet,
                               .extension = extension ? &*extension : nullptr};
    const StopSignal signal;
    return run_shard(experiment, SweepFolder(folder), request, signal);
  }
  if (const auto replaced = replaced_results(experiment, folder / (experiment.name + ".h5"));
      replaced && !extension)
    std::cerr << "nakodo: " << *replaced << '\n';
  SessionRequest request = session_of(experiment, folder, jobs);
  request.quiet = quiet;
  request.resume = values->count("resume") > 0;
  request.checkpoint_every = checkpoint_interval(*values);
  request.extension = extension ? &*extension : nullptr;
  return carry_out(experiment, request);
}

}  // namespace nakodo::experiment

// nakodo run: the whole way, from a file to a table and pictures; or one shard of it.
#include "experiment/command_line.hpp"
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
  return Extension(
      named.empty() ? folder / (experiment.name + ".h5") : std::filesystem::path(named),
      experiment);
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
      "a table on the terminal and pictures beside the file. Stopped by SIGINT, SIGTERM or\n"
      "SIGUSR1, it keeps what it has done in a checkpoint (exit code 75).",
      visible);
  if (!values) return ExitCode::success;
  const Experiment experiment = load_named(*values);
  const std::filesystem::path folder =
      values->count("out") > 0 ? (*values)["out"].as<std::string>() : "results/" + experiment.name;
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
  SessionRequest request = session_of(experiment, folder, jobs);
  request.quiet = quiet;
  request.resume = values->count("resume") > 0;
  request.checkpoint_every = checkpoint_interval(*values);
  request.extension = extension ? &*extension : nullptr;
  return carry_out(experiment, request);
}

}  // namespace nakodo::experiment

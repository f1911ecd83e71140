// nakodo run: the whole way, from a file to a table and pictures.
#include <algorithm>
#include <thread>

#include "experiment/command_line.hpp"
#include "experiment/session.hpp"

namespace nakodo::experiment {

namespace options = boost::program_options;

int run_command(const Arguments& arguments) {
  options::options_description visible("options");
  add_overrides(visible);
  visible.add_options()(
      "jobs,j", options::value<int>()->value_name("N"),
      "threads; default: execution.jobs, else one a core. Never changes a result")(
      "out", options::value<std::string>()->value_name("DIR"),
      "folder of the results (default: results/<name of the file>)")(
      "quiet,q", "no progress, no table, no pictures");
  const auto values = parse(
      arguments, "run CONFIG [options]",
      "Runs an experiment and writes its results: one HDF5 file, the resolved configuration,\n"
      "a table on the terminal and pictures beside the file.",
      visible);
  if (!values) return ExitCode::success;
  const Experiment experiment = load_named(*values);

  const unsigned cores = std::max(1U, std::thread::hardware_concurrency());
  int jobs = experiment.file.execution.jobs.value_or(static_cast<int>(cores));
  if (values->count("jobs") > 0) jobs = (*values)["jobs"].as<int>();
  if (jobs < 1 || jobs > 1024) throw UsageError("--jobs has to be from 1 to 1024");

  SessionRequest request;
  request.folder =
      values->count("out") > 0 ? (*values)["out"].as<std::string>() : "results/" + experiment.name;
  request.name = experiment.name;
  request.plan.trace = experiment.file.output.trace;
  request.plan.sample = experiment.file.output.sample;
  request.plan.jobs = static_cast<std::size_t>(jobs);
  request.quiet = values->count("quiet") > 0;
  request.pictures = request.plan.trace >= models::TraceLevel::deals;
  return carry_out(experiment, request);
}

}  // namespace nakodo::experiment

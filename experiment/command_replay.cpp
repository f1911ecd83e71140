// nakodo replay: one run of an experiment again, bit for bit, with the full trace.
#include "experiment/command_line.hpp"
#include "experiment/replacement.hpp"
#include "experiment/session.hpp"
#include "experiment/sweep_folder.hpp"

namespace nakodo::experiment {

namespace options = boost::program_options;

int replay_command(const Arguments& arguments) {
  options::options_description visible("options");
  visible.add_options()("point,p", options::value<long>()->default_value(0)->value_name("P"),
                        "design point, from 0 (see `nakodo plan`)")(
      "replication,r", options::value<long>()->default_value(0)->value_name("R"),
      "replication of that point, from 0");
  add_overrides(visible);
  visible.add_options()("out", options::value<std::string>()->value_name("DIR"),
                        "folder of the result (default: results/<name>/replay-pP-rR)")(
      "quiet,q", "no picture");
  const auto values =
      parse(arguments, "replay CONFIG --point P --replication R [options]",
            "Runs one run of an experiment again, bit for bit, and keeps its full trace,\n"
            "whatever --trace says.",
            visible);
  if (!values) return ExitCode::success;
  const Experiment experiment = load_named(*values);
  const auto number_of = [&](const char* option, std::size_t end, const std::string& refusal) {
    const long number = (*values)[option].as<long>();
    if (number >= 0 && static_cast<std::size_t>(number) < end)
      return static_cast<std::size_t>(number);
    throw UsageError("there is no " + std::string(option) + " " + std::to_string(number) + refusal);
  };
  const RunPlan::Only only{
      number_of("point", experiment.points(),
                ": the design has points 0 to " + std::to_string(experiment.points() - 1)),
      number_of("replication", experiment.replications(),
                ": each point has 0 to " + std::to_string(experiment.replications() - 1) +
                    "; --replications asks for more")};

  SessionRequest request;
  request.name =
      experiment.name + "-p" + std::to_string(only.point) + "-r" + std::to_string(only.replication);
  request.folder = out_named(*values).value_or("results/" + experiment.name + "/replay-p" +
                                               std::to_string(only.point) + "-r" +
                                               std::to_string(only.replication));
  check_replaceable(experiment, SweepFolder(request.folder), config_named(*values));
  request.plan.only = only;
  request.plan.trace = models::TraceLevel::events;
  request.quiet = values->count("quiet") > 0;
  return carry_out(experiment, request);
}

}  // namespace nakodo::experiment

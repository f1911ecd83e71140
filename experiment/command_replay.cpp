// nakodo replay: one run of an experiment again, bit for bit, with the full trace.
#include "experiment/command_line.hpp"
#include "experiment/replacement.hpp"
#include "experiment/session.hpp"
#include "experiment/sweep_folder.hpp"

namespace nakodo::experiment {

namespace options = boost::program_options;

int replay_command(const Arguments& arguments) {
  options::options_description visible("options");
  visible.add_options()("point,p", options::value<std::size_t>()->default_value(0)->value_name("P"),
                        "design point, from 0 (see `nakodo plan`)")(
      "replication,r", options::value<std::size_t>()->default_value(0)->value_name("R"),
      "replication of that point, from 0");
  add_overrides(visible);
  visible.add_options()("out", options::value<std::string>()->value_name("DIR"),
                        "folder of the result (default: results/<name>/replay-pP-rR)")(
      "quiet,q", "no picture");
  const auto values =
      parse(arguments, "replay CONFIG --point P --replication R [options]",
            "Runs one run of an experiment again, bit for bit, and keeps its full trace.", visible);
  if (!values) return ExitCode::success;
  const Experiment experiment = load_named(*values);
  const RunPlan::Only only{(*values)["point"].as<std::size_t>(),
                           (*values)["replication"].as<std::size_t>()};
  if (only.point >= experiment.points())
    throw UsageError("there is no point " + std::to_string(only.point) +
                     ": the design has points 0 to " + std::to_string(experiment.points() - 1));
  if (only.replication >= experiment.replications())
    throw UsageError("there is no replication " + std::to_string(only.replication) +
                     ": each point has 0 to " + std::to_string(experiment.replications() - 1) +
                     "; --replications asks for more");

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

// nakodo status: how far an experiment is, from its folder alone.
#include <algorithm>
#include <iomanip>
#include <iostream>

#include "experiment/command_line.hpp"
#include "experiment/progress.hpp"
#include "experiment/shard_run.hpp"
#include "experiment/shard_state.hpp"

namespace nakodo::experiment {

namespace options = boost::program_options;

namespace {

/// Of an experiment that one process carries out: it is there, was interrupted, or is not.
int say_of_one_process(const Experiment& experiment, const SweepFolder& folder) {
  std::cout << folder.path().string() << ": ";
  if (const auto results = finished_results(experiment, folder)) {
    std::cout << results->text() << ", " << results->runs << " runs\n";
    return ExitCode::success;
  }
  if (is_being_written(folder.path(), experiment.name + ".h5").value_or(true) &&
      !folder.checkpoints({}).empty())
    std::cout << "running, with checkpoints\n";
  else if (!folder.checkpoints({}).empty())
    std::cout << "stopped; `nakodo resume " << folder.path().string()
              << "` goes on from its checkpoints\n";
  else
    std::cout << "no results of its experiment.yaml yet\n";
  return ExitCode::interrupted;
}

void say(const ShardReport& report) {
  std::cout << "  " << report.shard.text() << "  "
            << enum_names(report.state)[static_cast<std::size_t>(report.state)] << "  "
            << report.runs_done << " of " << report.runs << " runs";
  if (report.state == ShardState::running)
    std::cout << std::fixed << std::setprecision(1) << ", " << report.pulse->runs_a_second()
              << " a second";
  if (report.pulse && report.state != ShardState::done)
    std::cout << ", last alive "
              << time_left(static_cast<double>(
                     // the clock of another machine may be ahead
                     std::max<std::int64_t>(0, seconds_since_1970() - report.pulse->alive)))
              << " ago";
  std::cout << '\n';
}

int say_of_shards(const SweepFolder& folder, const std::vector<ShardReport>& reports) {
  std::array<std::size_t, 4> count{};
  std::size_t runs = 0;
  std::size_t done = 0;
  double rate = 0.0;
  for (const ShardReport& report : reports) {
    ++count[static_cast<std::size_t>(report.state)];
    runs += report.runs;
    done += report.runs_done;
    if (report.state == ShardState::running) rate += report.pulse->runs_a_second();
  }
  std::cout << folder.path().string() << ": " << done << " of " << runs << " runs, "
            << reports.size() << " shards:";
  const auto names = enum_names(ShardState{});
  for (std::size_t i = 0; i < names.size(); ++i)
    std::cout << (i == 0 ? " " : ", ") << count[i] << ' ' << names[i];
  if (rate > 0.0)
    std::cout << "; " << std::fixed << std::setprecision(0) << rate << " runs a second, "
              << time_left(static_cast<double>(runs - done) / rate) << " left at this rate";
  std::cout << '\n';
  for (const ShardReport& report : reports)
    if (report.state != ShardState::done) say(report);
  if (count[0] < reports.size()) return ExitCode::interrupted;
  std::cout << "all shards are done; `nakodo merge " << folder.path().string()
            << "` makes them one file\n";
  return ExitCode::success;
}

}  // namespace

int status_command(const Arguments& arguments) {
  const auto values = parse(arguments, "status DIR",
                            "Says from the folder of an experiment alone how far it is: shards "
                            "done, running, stopped,\nmissing, and the time left. Exit code 0 if "
                            "all is done, else 75.",
                            options::options_description("options"), "folder");
  if (!values) return ExitCode::success;
  const SweepFolder folder = folder_named(*values);
  const Experiment experiment = folder.experiment();
  const auto plan = folder.plan(experiment);
  if (!plan) return say_of_one_process(experiment, folder);
  return say_of_shards(folder, look_at_shards(folder, slices_of(experiment), *plan));
}

}  // namespace nakodo::experiment

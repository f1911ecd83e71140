#include "experiment/shard_state.hpp"

#include <algorithm>

#include "experiment/publication.hpp"

namespace nakodo::experiment {
namespace {

bool is_running(const SweepFolder& folder, ShardNumber shard, const Pulse& pulse) {
  if (pulse.state != "running") return false;
  return is_being_written(folder.path(), SweepFolder::shard_name(shard) + ".h5")
      .value_or(seconds_since_1970() - pulse.alive < 60);
}

ShardReport look_at(const SweepFolder& folder, ShardNumber shard, std::size_t runs) {
  ShardReport report{shard, ShardState::missing, runs, 0, read_pulse(folder.status_file(shard))};
  if (report.pulse) report.runs = std::min(runs, report.pulse->of);  // some are not needed any more
  if (std::filesystem::exists(folder.shard_file(shard))) {
    report.state = ShardState::done;
    report.runs_done = report.runs;
    return report;
  }
  if (report.pulse) {
    report.state =
        is_running(folder, shard, *report.pulse) ? ShardState::running : ShardState::stopped;
    report.runs_done = report.pulse->done;
  } else if (!folder.checkpoints(shard).empty()) {
    report.state = ShardState::stopped;
  }
  return report;
}

}  // namespace

std::vector<ShardReport> look_at_shards(const SweepFolder& folder, const Slices& slices,
                                        const std::vector<Stretch>& plan) {
  std::vector<ShardReport> reports;
  for (std::size_t k = 0; k < plan.size(); ++k)
    reports.push_back(look_at(folder, {k + 1, plan.size()}, slices.runs(plan[k])));
  return reports;
}

}  // namespace nakodo::experiment

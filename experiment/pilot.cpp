#include "experiment/pilot.hpp"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <memory>
#include <numeric>
#include <vector>

#include "experiment/antithetic.hpp"
#include "experiment/telling_points.hpp"
#include "models/world.hpp"

namespace nakodo::experiment {
namespace {

/// Compressed bytes of a row, as the results of configs/kinkei.yaml have them (3.7 MB of 6000
/// runs). What is the same in many runs takes less, what differs in all of them more, by a factor
/// of two.
struct RowBytes {
  static constexpr double run = 25;
  static constexpr double deal = 80;
  static constexpr double cost = 2;
  static constexpr double project = 6;
  static constexpr double person = 8;
  static constexpr double fact = 7;
  static constexpr double stock = 7;
};

double bytes_of(const models::World& world, const models::RunOutcome& outcome) {
  const auto of = [](double bytes, std::size_t rows) { return bytes * static_cast<double>(rows); };
  return of(RowBytes::deal, outcome.deals.size()) + of(RowBytes::cost, outcome.costs.size()) +
         of(RowBytes::project, outcome.projects.size()) +
         of(RowBytes::person, world.cast().persons().size());
}

double trace_bytes_of(const models::World& world) {
  return RowBytes::fact * static_cast<double>(world.trace().facts().size()) +
         RowBytes::stock * static_cast<double>(world.trace().stocks().size());
}

/// Share of the runs whose facts are kept.
double traced_share(const Experiment& experiment) {
  const OutputSpec& output = experiment.file.output;
  if (output.trace < models::TraceLevel::milestones) return 0.0;
  return std::max(output.sample, 1.0 / static_cast<double>(experiment.replications()));
}

class Stopwatch {
 public:
  double seconds() const {
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - begun_).count();
  }

 private:
  std::chrono::steady_clock::time_point begun_ = std::chrono::steady_clock::now();
};

/// The world of a point, and what it takes.
class Trial {
 public:
  Trial(const Experiment& experiment, std::size_t point) : experiment_(&experiment) {
    const Stopwatch watch;
    world_ = std::make_unique<models::World>(experiment.scenario(point));
    making_ = watch.seconds();
  }

  /// The next replication.
  models::RunOutcome run(models::TraceLevel trace) {
    const Stopwatch watch;
    const ExperimentSpec& spec = experiment_->file.experiment;
    const RunStreams streams = streams_of(spec, runs_);
    models::RunOutcome outcome = world_->run(spec.seed, streams.replication, trace, streams.draws);
    running_ += watch.seconds();
    ++runs_;
    return outcome;
  }

  const models::World& world() const { return *world_; }
  std::size_t runs() const { return runs_; }
  double making() const { return making_; }
  double a_run() const { return running_ / static_cast<double>(runs_); }

 private:
  const Experiment* experiment_;
  std::unique_ptr<models::World> world_;
  double making_ = 0.0;
  double running_ = 0.0;
  std::size_t runs_ = 0;
};

}  // namespace

double Pilot::total(const Experiment& experiment) const {
  return run * static_cast<double>(experiment.runs()) +
         making * static_cast<double>(experiment.points());
}

Pilot run_pilot(const Experiment& experiment, double seconds) {
  constexpr std::size_t most_points = 32;
  const Stopwatch watch;
  const OutputSpec& output = experiment.file.output;
  const double share = traced_share(experiment);

  Pilot pilot;
  std::vector<Trial> trials;
  for (const std::size_t point : spread_points(experiment.design, most_points)) {
    Trial& trial = trials.emplace_back(experiment, point);
    const models::RunOutcome outcome = trial.run(output.trace);
    pilot.bytes += RowBytes::run + share * trace_bytes_of(trial.world());
    if (output.trace >= models::TraceLevel::deals) pilot.bytes += bytes_of(trial.world(), outcome);
  }
  for (std::size_t r = 1; r < experiment.replications() && watch.seconds() < seconds; ++r)
    for (Trial& trial : trials)
      if (watch.seconds() < seconds) trial.run(std::min(output.trace, models::TraceLevel::deals));

  pilot.points = trials.size();
  for (const Trial& trial : trials) {
    pilot.runs += trial.runs();
    pilot.slowest = std::max(pilot.slowest, trial.a_run());
    pilot.run += trial.a_run() / static_cast<double>(trials.size());
    pilot.making += trial.making() / static_cast<double>(trials.size());
  }
  pilot.bytes /= static_cast<double>(trials.size());
  return pilot;
}

std::vector<std::uint64_t> point_costs(const Experiment& experiment, double seconds) {
  constexpr std::size_t most_runs = 32;
  const Stopwatch watch;
  const std::size_t points = experiment.points();
  const std::size_t replications = experiment.replications();
  const models::TraceLevel trace =
      std::min(experiment.file.output.trace, models::TraceLevel::deals);
  const double for_each = seconds / static_cast<double>(points);
  std::vector<std::uint64_t> costs(points);
  // Steps of the golden section, or a little more, come to every point and lie evenly at any time.
  auto step = static_cast<std::size_t>(0.618 * static_cast<double>(points)) + 1;
  while (std::gcd(step, points) != 1) ++step;
  for (std::size_t i = 0, point = 0; i < points; ++i, point = (point + step) % points) {
    if (i > 0 && watch.seconds() > seconds) break;
    const double until = watch.seconds() + for_each;
    Trial trial(experiment, point);
    do {
      trial.run(trace);
    } while (trial.runs() < std::min(replications, most_runs) && watch.seconds() < until);
    const double cost = trial.a_run() + trial.making() / static_cast<double>(replications);
    costs[point] = std::max<std::uint64_t>(1, static_cast<std::uint64_t>(1e9 * cost));
  }
  for (std::size_t point = 1; point < points; ++point)  // the first was come to first
    if (costs[point] == 0) costs[point] = costs[point - 1];
  return costs;
}

std::size_t advised_shards(double total_seconds, std::size_t workers) {
  constexpr double shortest = 600.0;
  return static_cast<std::size_t>(
      std::clamp(std::ceil(total_seconds / shortest), 1.0, static_cast<double>(workers)));
}

}  // namespace nakodo::experiment

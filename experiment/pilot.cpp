#include "experiment/pilot.hpp"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <memory>
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

}  // namespace

double Pilot::total(const Experiment& experiment) const {
  return run * static_cast<double>(experiment.runs()) +
         making * static_cast<double>(experiment.points());
}

Pilot run_pilot(const Experiment& experiment, double seconds) {
  using Clock = std::chrono::steady_clock;
  constexpr std::size_t most_points = 32;
  const auto begun = Clock::now();
  const auto now = [&] { return std::chrono::duration<double>(Clock::now() - begun).count(); };
  const std::uint64_t seed = experiment.file.experiment.seed;
  const OutputSpec& output = experiment.file.output;
  const double share = traced_share(experiment);

  Pilot pilot;
  struct Spot {
    std::unique_ptr<models::World> world;
    double seconds = 0.0;
    std::size_t runs = 0;
  };
  std::vector<Spot> places;
  const auto run = [&](Spot& place, models::TraceLevel trace) {
    const double before = now();
    const RunStreams streams = streams_of(experiment.file.experiment, place.runs);
    const models::RunOutcome outcome =
        place.world->run(seed, streams.replication, trace, streams.draws);
    place.seconds += now() - before;
    ++place.runs;
    ++pilot.runs;
    return outcome;
  };
  for (const std::size_t point : spread_points(experiment.design, most_points)) {
    const double before = now();
    Spot place{std::make_unique<models::World>(experiment.scenario(point))};
    pilot.making += now() - before;
    const models::RunOutcome outcome = run(place, output.trace);
    pilot.bytes += RowBytes::run + share * trace_bytes_of(*place.world);
    if (output.trace >= models::TraceLevel::deals) pilot.bytes += bytes_of(*place.world, outcome);
    places.push_back(std::move(place));
  }
  for (std::size_t r = 1; r < experiment.replications() && now() < seconds; ++r)
    for (Spot& place : places)
      if (now() < seconds) run(place, std::min(output.trace, models::TraceLevel::deals));

  pilot.points = places.size();
  for (const Spot& place : places) {
    const double a_run = place.seconds / static_cast<double>(place.runs);
    pilot.slowest = std::max(pilot.slowest, a_run);
    pilot.run += a_run / static_cast<double>(places.size());
  }
  pilot.making /= static_cast<double>(places.size());
  pilot.bytes /= static_cast<double>(places.size());
  return pilot;
}

std::size_t advised_shards(double total_seconds, std::size_t workers) {
  constexpr double shortest = 600.0;
  return static_cast<std::size_t>(
      std::clamp(std::ceil(total_seconds / shortest), 1.0, static_cast<double>(workers)));
}

}  // namespace nakodo::experiment

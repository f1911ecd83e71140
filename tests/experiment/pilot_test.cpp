#include "experiment/pilot.hpp"

#include <algorithm>
#include <string>

#include "tests/catch.hpp"
#include "tests/experiment/designs.hpp"

namespace nakodo::experiment {

TEST_CASE("a pilot runs up to 32 points spread over the design, each at least once", "[pilot]") {
  const Experiment experiment =
      experiment_of(varied_world("{trust.blame: {low: 0, high: 1}}", "{kind: lhs, points: 100}"));
  const Pilot pilot = run_pilot(experiment, 0.0);
  CHECK(pilot.points == 32);
  CHECK(pilot.runs == 32);
  CHECK(pilot.run > 0.0);
  CHECK(pilot.slowest >= pilot.run);
  CHECK(pilot.bytes > 0.0);
}

TEST_CASE("every point has a cost, also where there was time for one of them only", "[pilot]") {
  for (const int points : {1, 2, 7, 64, 1000}) {
    const Experiment experiment = experiment_of(varied_world(
        "{trust.blame: {low: 0, high: 1}}", "{kind: lhs, points: " + std::to_string(points) + "}"));
    const auto costs = point_costs(experiment, 0.0);
    CHECK(costs.size() == static_cast<std::size_t>(points));
    CHECK(std::all_of(costs.begin(), costs.end(), [&](auto cost) { return cost == costs[0]; }));
    CHECK(costs[0] > 0);
  }
}

}  // namespace nakodo::experiment

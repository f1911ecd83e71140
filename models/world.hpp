// World: a scenario that can be run, again and again. A run is a pure function of (scenario, seed,
// replication, plain or mirrored draws).
#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "models/outcome.hpp"
#include "models/stage.hpp"
#include "models/trace.hpp"

namespace nakodo::models {

class Deal;
class Duties;
class Project;
class Secondment;
class SocialEvent;

class World {
 public:
  /// Keeps the scenario. Throws std::invalid_argument if it contradicts itself (a name that is
  /// nobody's).
  explicit World(Scenario scenario);
  ~World();
  World(const World&) = delete;
  World& operator=(const World&) = delete;

  /// One terminating run to the last closed deal or the horizon. Tracing changes nothing but what
  /// trace() holds. The outcome is valid until the next run; its memory is reused. Throws
  /// kernel::EndlessChain if the run is broken.
  /// @param draws mirrored: every draw is the antithesis of that of the plain run
  const RunOutcome& run(std::uint64_t seed, std::uint64_t replication,
                        TraceLevel level = TraceLevel::none,
                        kernel::Draws draws = kernel::Draws::plain);

  const Trace& trace() const { return stage_.trace; }
  const Cast& cast() const { return stage_.cast; }
  const Scenario& scenario() const { return scenario_; }
  /// Names of what the projects need, the first of each list of alternatives, in order of first
  /// mention.
  std::span<const std::string> resources() const { return resources_; }

 private:
  void begin(std::uint64_t seed, std::uint64_t replication, TraceLevel level, kernel::Draws draws);
  void report();

  Scenario scenario_;
  Stage stage_;
  std::vector<std::string> resources_;
  std::vector<Duties> duties_;
  std::vector<Secondment> secondments_;
  std::vector<kernel::Region::Kept<Project>> projects_;
  std::vector<SocialEvent> social_events_;
  std::vector<std::pair<BodyId, BodyId>> acquainted_;  // from the start
  std::vector<const Deal*> deals_;  // of the run that is being reported, by number
  RunOutcome outcome_;
};

}  // namespace nakodo::models

#pragma once
// Experiments of configs/ for benchmarks, which run in the root of the project.

#include <memory>
#include <stdexcept>
#include <string>
#include <vector>

#include "experiment/experiment.hpp"
#include "models/world.hpp"

namespace nakodo::bench {

inline experiment::Experiment load(const std::string& file,
                                   const std::vector<std::string>& sets = {}) {
  experiment::Diagnostics diagnostics;
  auto experiment = experiment::load(file, sets, diagnostics);
  if (!experiment) throw std::runtime_error(diagnostics.text());
  return *std::move(experiment);
}

/// One for each design point.
inline std::vector<std::unique_ptr<models::World>> worlds_of(
    const experiment::Experiment& experiment) {
  std::vector<std::unique_ptr<models::World>> worlds;
  for (std::size_t point = 0; point < experiment.points(); ++point)
    worlds.push_back(std::make_unique<models::World>(experiment.scenario(point)));
  return worlds;
}

}  // namespace nakodo::bench

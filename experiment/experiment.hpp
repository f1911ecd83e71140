// Experiment: a file that has been read, checked and resolved, with its design. From here on
// nothing can be wrong with it.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "experiment/design.hpp"
#include "experiment/diagnostics.hpp"
#include "experiment/document.hpp"
#include "experiment/experiment_file.hpp"

namespace nakodo::experiment {

class Imports;

struct Experiment {
  std::string name;  ///< of its results: execution.name, else the file's without ending
  ExperimentFile file;
  Node document;  ///< resolved: includes merged, --set applied, CSV files pinned; without
                  ///< `execution`, which changes no result
  Design design;
  std::shared_ptr<const Imports> imports;  ///< the CSV files it names

  std::size_t replications() const {
    return static_cast<std::size_t>(file.experiment.replications.min);
  }
  std::size_t points() const { return design.points.size(); }
  std::size_t runs() const { return points() * replications(); }

  /// The world of one design point.
  models::Scenario scenario(std::size_t point) const;
  /// "distance=0.4 engage=never"; empty without factors.
  std::string label(std::size_t point) const;
  /// 16 hex digits of everything that can change a result.
  std::string hash() const;
};

/// Reads, resolves and checks the experiment of a file, every design point included.
/// @param sets "path=value" each, applied in order after the file
/// nullopt if there is any problem; all of them are in `diagnostics`.
std::optional<Experiment> load(const std::string& path, const std::vector<std::string>& sets,
                               Diagnostics& diagnostics);

}  // namespace nakodo::experiment

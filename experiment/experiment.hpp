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

inline constexpr std::size_t most_checked = 1'000;

struct Experiment {
  std::string name;  ///< of its results: execution.name, else the file's without ending
  ExperimentFile file;
  Node document;  ///< resolved: includes merged, --set applied, CSV files pinned; without
                  ///< `execution`, which changes no result
  Node varied;    ///< of it what a run needs: neither `experiment` nor `output`
  Design design;
  std::vector<bool> shaping;  ///< factors that decide which firms, persons and names there are
  std::shared_ptr<const Imports> imports;  ///< the CSV files it names

  /// Of a point; of sequential ones, the most it may get.
  std::size_t replications() const {
    return static_cast<std::size_t>(file.experiment.replications.most());
  }
  bool sequential() const { return file.experiment.replications.sequential(); }
  std::size_t points() const { return design.size; }
  /// With sequential replications, at most and at least.
  std::size_t runs() const { return points() * replications(); }
  std::size_t least_runs() const {
    return points() * static_cast<std::size_t>(file.experiment.replications.min);
  }
  /// "200", or "200 to 20000".
  std::string replications_text() const;

  /// The world of one design point. Throws ConfigError if it is none: of a large design not every
  /// point was checked.
  models::Scenario scenario(std::size_t point) const;
  /// "distance=0.4 engage=never"; empty without factors.
  std::string label(std::size_t point) const;
  /// 16 hex digits of everything that can change a result.
  std::string hash() const;
};

/// Reads, resolves and checks the experiment of a file. Of a design of up to `most_checked` points
/// every one is bound and checked; of a larger one each level of each factor, the ends of each
/// range, the first point of every shape of the world, and `most_checked` points spread evenly.
/// @param sets "path=value" each, applied in order after the file
/// nullopt if there is any problem; all of them are in `diagnostics`.
std::optional<Experiment> load(const std::string& path, const std::vector<std::string>& sets,
                               Diagnostics& diagnostics);

/// The same, of a tree that was read already.
/// @param path of the file it is of: tells where the CSV files are that it names
std::optional<Experiment> resolve(Node document, const std::string& path, Diagnostics& diagnostics);

}  // namespace nakodo::experiment

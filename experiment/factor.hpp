// Factor: what is varied. Levels, each of which sets one or several paths of the file; or the range
// of a number.
#pragma once

#include <cstddef>
#include <limits>
#include <optional>
#include <string>
#include <vector>

#include "experiment/document.hpp"
#include "experiment/quantile.hpp"
#include "experiment/quantity.hpp"

namespace nakodo::experiment {

/// A YAML value to be put at a path of the file.
struct Setting {
  std::string path;
  Node value;
  Place place;  ///< of the path
};

struct Level {
  std::string name;  ///< unset: what its value says
  std::vector<Setting> settings;
  Place place;
};

/// The numbers that a factor may take, in the canonical unit of their dimension.
///
/// A place in it is a unit coordinate in [0, 1]: equal steps of it are equal steps of the number,
/// of its logarithm, or of probability. Whole numbers have equal shares of it.
struct FactorRange {
  double low = -std::numeric_limits<double>::infinity();
  double high = std::numeric_limits<double>::infinity();
  bool integer = false;
  bool logarithmic = false;
  std::optional<int> levels = {};  ///< that a grid takes from it
  std::optional<Quantile> distribution = {};
  Dimension dimension = Dimension::none;
  bool open = false;  ///< nothing is said: the points of a list or a CSV file say it

  /// The number at a unit coordinate in (0, 1).
  double at(double u) const;
  /// Level `i` of `count` >= 2 equally spaced ones: ends included, rounded if whole; of a
  /// distribution the medians of so many parts of equal probability.
  double level(std::size_t i, std::size_t count) const;
};

/// What is varied: a path of the file and the values to be put there, or arms, each of which sets
/// what it lists, or a range.
struct Factor {
  std::string key;   ///< the path; of arms, what the factor is called
  std::string name;  ///< column in the results; unset: the last step of the path
  Place name_place;  ///< of the name, if it is set
  std::vector<Level> levels;
  Place place;
  bool has_arms = false;
  std::optional<FactorRange> range;  ///< then there are no levels
  Place value_place;
};

/// A path that a factor sets, and where it says so first.
struct SetPath {
  std::string path;
  Place place;
};
/// The paths that it sets, each once, in the order of first mention.
std::vector<SetPath> paths_of(const Factor& factor);

}  // namespace nakodo::experiment

#include "experiment/telling_points.hpp"

#include <algorithm>
#include <bit>
#include <cstdint>
#include <numeric>
#include <set>
#include <unordered_map>

namespace nakodo::experiment {

std::vector<std::size_t> extreme_points(const Design& design) {
  std::set<std::size_t> points;
  for (const FactorColumn& column : design.columns) {
    if (column.measured) {
      const auto [low, high] = std::minmax_element(column.values.begin(), column.values.end());
      points.insert(static_cast<std::size_t>(low - column.values.begin()));
      points.insert(static_cast<std::size_t>(high - column.values.begin()));
      continue;
    }
    std::vector<bool> seen(column.labels.size());
    for (std::size_t p = 0; p < design.size; ++p) {
      if (seen[column.codes[p]]) continue;
      seen[column.codes[p]] = true;
      points.insert(p);
    }
  }
  return {points.begin(), points.end()};
}

std::vector<std::size_t> spread_points(const Design& design, std::size_t count) {
  std::vector<std::size_t> points;
  if (design.size <= count || count < 2) {
    points.resize(design.size);
    std::iota(points.begin(), points.end(), std::size_t{0});
    return points;
  }
  for (std::size_t i = 0; i < count; ++i) points.push_back(i * (design.size - 1) / (count - 1));
  return points;
}

std::vector<std::size_t> first_alike(const Design& design, const std::vector<bool>& marked) {
  // Factor by factor: a group is known by its first point, and split by what the factor is there.
  std::vector<std::size_t> first(design.size, 0);
  struct Key {
    std::size_t group;
    std::uint64_t value;
    bool operator==(const Key&) const = default;
  };
  struct Hash {
    std::size_t operator()(const Key& key) const {
      return std::hash<std::uint64_t>{}(key.value * 0x9E3779B97F4A7C15U + key.group);
    }
  };
  for (std::size_t f = 0; f < design.columns.size(); ++f) {
    if (!marked[f]) continue;
    const FactorColumn& column = design.columns[f];
    std::unordered_map<Key, std::size_t, Hash> groups;
    for (std::size_t p = 0; p < design.size; ++p) {
      const std::uint64_t value =
          column.measured ? std::bit_cast<std::uint64_t>(column.values[p]) : column.codes[p];
      first[p] = groups.try_emplace({first[p], value}, p).first->second;
    }
  }
  return first;
}

}  // namespace nakodo::experiment

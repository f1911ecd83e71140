// Telling points: a few points of a design that stand for all.
#pragma once

#include <cstddef>
#include <vector>

#include "experiment/design.hpp"

namespace nakodo::experiment {

/// The first point of every level of every factor, and those at which a range is lowest and
/// highest; in order, each once.
std::vector<std::size_t> extreme_points(const Design& design);

/// `count` points at equal distances, the first and the last among them; all if there are fewer.
std::vector<std::size_t> spread_points(const Design& design, std::size_t count);

/// Of every point the first one that agrees with it in the factors that are marked.
std::vector<std::size_t> first_alike(const Design& design, const std::vector<bool>& marked);

}  // namespace nakodo::experiment

// The kinds of design that make their points themselves: each fills the columns of its factors.
//
// Policy: what a kind cannot do with a factor is reported, and no points are made. Random numbers
// are those of kernel/random.hpp under the purpose `design_purpose`, by factor or trajectory.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

#include "experiment/design.hpp"

namespace nakodo::experiment {

inline constexpr std::uint32_t design_purpose = 1'000;

/// What a kind needs to know, and where it reports.
struct DesignTask {
  const std::vector<Factor>& factors;
  const DesignSpec& spec;
  const Node& document;
  Diagnostics& diagnostics;

  /// What the file says of a field of the design, or nullptr.
  const Node* said(std::string_view field) const;
  /// Where it stands, or the design.
  Place place(std::string_view field) const;
};

/// Every combination of levels; the last factor varies fastest.
void full_factorial(const DesignTask& task, Design& design);

/// The base, and then each factor alone at each of its other levels. The base is what the file says
/// of a factor, where that is one of its levels or in its range; else the first level, or the
/// middle of the range.
void one_at_a_time(const DesignTask& task, Design& design);

/// A Latin hypercube (McKay, Beckman and Conover 1979): of each factor every one of n equal parts
/// of its range is met once, at a random place in it; parts of different factors are combined at
/// random.
void latin_hypercube(const DesignTask& task, Design& design);

/// The Sobol sequence from Boost.Random (direction numbers of Joe and Kuo 2008), its first point,
/// the origin, included: without it a power of two points is no net any more (Owen 2022). With a
/// seed, bits of each coordinate are exchanged at random (a digital shift); without, points stand
/// in the middles of their cells.
void sobol_sequence(const DesignTask& task, Design& design);

/// Trajectories of elementary effects (Morris 1991): factors + 1 points each, of which the next
/// differs from the one before in one factor, by p/2 of its p levels: delta = p / (2 (p - 1)) of
/// its range.
void morris_trajectories(const DesignTask& task, Design& design);

/// Puts a factor at a unit coordinate in (0, 1): of a range by its scale, of levels by equal parts.
void push_unit(const Factor& factor, FactorColumn& column, double u);

/// Whether levels or samples can be drawn from all factors; reports those that say nothing.
bool all_have_levels(const DesignTask& task);

}  // namespace nakodo::experiment

// Shard state: how far each shard of a folder is, from what lies in the folder.
#pragma once

#include <array>
#include <cstddef>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "experiment/heartbeat.hpp"
#include "experiment/shard_number.hpp"
#include "experiment/slices.hpp"
#include "experiment/sweep_folder.hpp"

namespace nakodo::experiment {

enum class ShardState { done, running, stopped, missing };

inline std::span<const std::string_view> enum_names(ShardState) {
  static constexpr std::array<std::string_view, 4> names{"done", "running", "stopped", "missing"};
  return names;
}

struct ShardReport {
  ShardNumber shard;
  ShardState state = ShardState::missing;
  std::size_t runs = 0;  ///< it is to have; with sequential replications, at most
  std::size_t runs_done = 0;
  std::optional<Pulse> pulse;
};

/// Looks at every shard of the plan. A shard is done if its file is there; its checksums are for
/// the merge. It is running if its heartbeat says so and its file is being written, as far as locks
/// tell; where they tell nothing, if the heartbeat is younger than a minute.
std::vector<ShardReport> look_at_shards(const SweepFolder& folder, const Slices& slices,
                                        const std::vector<Stretch>& plan);

}  // namespace nakodo::experiment

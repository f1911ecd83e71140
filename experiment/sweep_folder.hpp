// One concept: the folder of an experiment that is carried out in parts: what its files are called,
// which are there, and how it is made ready.
//
//   experiment.yaml                      the resolved experiment, and what its results are called
//   shards.csv                           which runs each shard has: shard,first_run,runs
//   shard-0003-of-0007.h5                a shard that is done
//   shard-0003-of-0007.status            its heartbeat
//   checkpoint-0003-of-0007-from-N.h5    what a shard that is not done has from run N on
//   *.differs-1                          a second version of a file that should have been the same
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "experiment/experiment.hpp"
#include "experiment/shard_number.hpp"
#include "experiment/slices.hpp"

namespace nakodo::experiment {

class SweepFolder {
 public:
  explicit SweepFolder(std::filesystem::path path) : path_(std::move(path)) {}

  const std::filesystem::path& path() const { return path_; }

  /// Names without ending.
  static std::string shard_name(ShardNumber shard) { return "shard-" + shard.padded(); }
  static std::string checkpoint_name(ShardNumber shard, std::size_t first_run);

  std::filesystem::path shard_file(ShardNumber shard) const {
    return path_ / (shard_name(shard) + ".h5");
  }
  std::filesystem::path status_file(ShardNumber shard) const {
    return path_ / (shard_name(shard) + ".status");
  }
  std::filesystem::path plan_file() const { return path_ / "shards.csv"; }
  std::filesystem::path experiment_file() const { return path_ / "experiment.yaml"; }

  /// Checkpoints of a shard that are there, by their first run.
  std::vector<std::filesystem::path> checkpoints(ShardNumber shard) const;
  /// Files of shards, their heartbeats and checkpoints, whatever N; second versions too. By their
  /// whole names: what a user calls `shard-notes.md` is his.
  std::vector<std::filesystem::path> of_shards() const;
  /// Second versions of shards.
  std::vector<std::filesystem::path> differing() const;

  /// Loads the experiment of the folder. Throws UsageError if there is none, or ConfigError.
  Experiment experiment() const;
  /// The stretch of every shard, by shards.csv; nullopt if there is no such file. Throws UsageError
  /// if it is not of this experiment.
  std::optional<std::vector<Stretch>> plan(const Experiment& experiment) const;

  /// Removes what writers of this experiment's files left behind that died.
  void remove_leftovers(const Experiment& experiment) const;

  /// What experiment.yaml says of an experiment.
  static std::string text_of(const Experiment& experiment);
  /// Writes what makes the folder one of this experiment: experiment.yaml and the CSV files it
  /// names. Replaces those of another. Throws StorageError.
  void write_experiment(const Experiment& experiment) const;
  /// Makes the folder ready for so many shards, unless it is; gives their stretches. Any process
  /// may call this at any time: all write the same. Throws UsageError if the folder is of another
  /// experiment or another number of shards, or what is called like the results is none. The first
  /// process to come says what the merge will replace.
  /// @param costs as in plan_shards, if shards.csv is not there yet
  std::vector<Stretch> prepare(const Experiment& experiment, std::size_t shards,
                               std::span<const std::uint64_t> costs = {}) const;

 private:
  void check_experiment(const Experiment& experiment) const;

  std::filesystem::path path_;
};

}  // namespace nakodo::experiment

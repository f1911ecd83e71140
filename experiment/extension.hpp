// Extension: a finished results file of a smaller experiment of the same world, and which runs of a
// larger one it holds.
//
// Policy: a run is the same if the scenario of its design point, seed, replication, version of the
// program and what is kept of it are; by what number its point is called does not matter. What
// cannot be used is refused with the first thing that differs: who asks for an extension does not
// want everything to be run again.
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <vector>

#include "experiment/experiment.hpp"
#include "experiment/hdf5_input.hpp"
#include "experiment/slices.hpp"

namespace nakodo::experiment {

class Extension {
 public:
  /// Opens the file and reads all of it once, checksums and all. The experiment outlives this.
  /// Throws UsageError if it is none that can be extended to this experiment, or holds no run of
  /// it, with the first difference; StorageError if it is not finished or damaged.
  Extension(const std::filesystem::path& path, const Experiment& experiment);
  /// The same; none if it cannot be used, whyever.
  static std::optional<Extension> if_usable(const std::filesystem::path& path,
                                            const Experiment& experiment);

  const InputFile& file() const { return file_; }
  /// Runs of the experiment that the file holds.
  std::size_t runs() const;
  /// Runs of the file that the experiment does not have, however often it runs a point.
  std::size_t lost() const { return lost_; }
  /// Of a slice of the experiment: so many runs from its beginning on. For any thread.
  std::size_t held(const Slice& slice) const;

  /// Number, in the file, of the first run of a design point of which something is held.
  std::size_t their_first_run(std::size_t point) const {
    return *their_points_[point] * their_most_;
  }

 private:
  using Worlds = std::vector<std::optional<std::uint64_t>>;  // by point, what it says as a number

  void match(const Worlds& theirs, const Worlds& ours);

  const Experiment* experiment_;
  InputFile file_;
  std::size_t lost_ = 0;
  std::size_t their_most_ = 0;                              // replications a point may have
  std::vector<std::uint32_t> their_replications_;           // by point of theirs
  std::vector<std::optional<std::uint32_t>> their_points_;  // by point of ours
};

}  // namespace nakodo::experiment

// Checkpoints: what a stretch of runs has done so far, kept in files of the folder as it goes on,
// so that whatever happens to the process another one can go on from there.
//
// Policy: one is closed when the process stops, and else once it is `every` old and a tenth of the
// time that went by: long work has few, and loses a tenth of itself at most. They get the chunks of
// the file of the stretch as they are, so nothing is encoded twice. One that cannot be used is
// passed over, and its runs are run again.
#pragma once

#include <chrono>
#include <cstddef>
#include <functional>
#include <optional>

#include "experiment/directory.hpp"
#include "experiment/experiment.hpp"
#include "experiment/results_writer.hpp"
#include "experiment/runner.hpp"
#include "experiment/sweep_folder.hpp"

namespace nakodo::experiment {

class Checkpoints {
 public:
  using Duration = std::chrono::duration<double>;

  struct Request {
    SweepFolder folder;
    ShardNumber shard;
    Stretch stretch;
    Duration every;
  };
  /// All of them outlive this. @param directory shared with the writer of the runs
  Checkpoints(Request request, const Experiment& experiment, const RunPlan& plan,
              Directory& directory);

  /// Copies those that are there into the writer, and tells what is in them; returns the slice to
  /// go on with. To be called before anything is written.
  std::size_t replay(ResultsWriter& writer, const std::function<void(const RunBatch&)>& retell);

  /// Keeps a batch, and gives it to the writer too; they have to come in order, from the beginning
  /// of the stretch or from where replay() said. Whether a checkpoint was closed with it.
  bool write(const RunBatch& batch, ResultsWriter& writer);
  /// Closes the one that is open, if any.
  void close();
  /// Runs that are kept in closed ones.
  std::size_t runs_kept() const { return runs_kept_; }
  /// Removes them all: the stretch is done.
  void remove();

 private:
  using Clock = std::chrono::steady_clock;

  bool is_due() const;
  void open(ResultsWriter& writer);

  Request request_;
  const Experiment& experiment_;
  RunPlan plan_;
  Directory& directory_;
  Slices slices_;
  std::size_t kept_;           // number of the run up to which all is in closed ones
  std::size_t runs_kept_ = 0;  // in them
  Clock::time_point begun_ = Clock::now();
  Clock::time_point closed_ = Clock::now();
  std::optional<ResultsWriter> open_;
  ResultsWriter* leader_ = nullptr;  // of the open one
};

}  // namespace nakodo::experiment

#include "experiment/checkpoints.hpp"

#include <algorithm>
#include <iostream>
#include <utility>

#include "experiment/part_copy.hpp"
#include "experiment/part_file.hpp"

namespace nakodo::experiment {

Checkpoints::Checkpoints(Request request, const Experiment& experiment, const RunPlan& plan,
                         Directory& directory)
    : request_(std::move(request)),
      experiment_(experiment),
      plan_(plan),
      directory_(directory),
      slices_(slices_of(experiment)),
      kept_(slices_.first_run(request_.stretch.first)) {}

std::size_t Checkpoints::replay(ResultsWriter& writer,
                                const std::function<void(const RunBatch&)>& retell) {
  std::size_t next = request_.stretch.first;
  for (const auto& path : request_.folder.checkpoints(request_.shard)) {
    std::optional<PartFile> part;
    try {
      part.emplace(path, experiment_);
    } catch (const StorageError& error) {
      std::cerr << "nakodo: " << error.what() << ".\n  Its runs are run again.\n";
      continue;
    }
    const Stretch& its = part->stretch();
    if (part->shard() != request_.shard.text() || its.first != next ||
        its.end > request_.stretch.end)
      continue;
    copy_part(*part, experiment_, directory_, writer, retell);
    next = its.end;
    runs_kept_ += part->runs();
  }
  kept_ = slices_.first_run(next);
  return next;
}

bool Checkpoints::write(const RunBatch& batch, ResultsWriter& writer) {
  if (!open_) open(writer);
  writer.write(batch);
  if (!is_due()) return false;
  close();
  return true;
}

bool Checkpoints::is_due() const {
  const auto now = Clock::now();
  return Duration(now - closed_) >= std::max(request_.every, Duration(now - begun_) / 10);
}

void Checkpoints::open(ResultsWriter& writer) {
  open_.emplace(ResultsTarget{.folder = request_.folder.path(),
                              .name = SweepFolder::checkpoint_name(request_.shard, kept_),
                              .part = PartOfRuns{request_.shard.text(), kept_, kept_},
                              .chunk_rows = writer.chunk_rows()},
                experiment_, plan_, directory_);
  writer.lead(*open_);
  leader_ = &writer;
}

void Checkpoints::close() {
  if (!open_) return;
  leader_->part();
  runs_kept_ += open_->runs();
  kept_ = open_->end_run();
  open_->finish();
  open_.reset();
  closed_ = Clock::now();
}

void Checkpoints::remove() {
  open_.reset();
  std::error_code ignored;  // what stays is removed by a merge
  for (const auto& path : request_.folder.checkpoints(request_.shard))
    std::filesystem::remove(path, ignored);
}

}  // namespace nakodo::experiment

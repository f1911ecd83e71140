#include "experiment/held_runs.hpp"

#include <algorithm>
#include <stdexcept>

#include "experiment/results_layout.hpp"
#include "experiment/row_recovery.hpp"
#include "experiment/slices.hpp"
#include "experiment/stopping_rule.hpp"

namespace nakodo::experiment {
namespace {

/// The run with which each chunk of a table begins.
std::vector<std::uint32_t> first_runs(const InputFile& file, const std::string& path,
                                      const Column& run) {
  TableReader reader(file, path, {run});
  std::vector<std::uint32_t> first;
  while (const std::size_t rows = reader.at_hand(~std::uint64_t{0})) {
    first.push_back(*reader.values<std::uint32_t>(0));
    reader.skip(rows);
  }
  return first;
}

const Column& run_of(const std::vector<Column>& columns) {
  for (const Column& column : columns)
    if (column.name == "run") return column;
  throw std::logic_error("a table of runs has the column `run`");
}

}  // namespace

HeldRuns::HeldRuns(const Extension& extension, const Experiment& experiment,
                   const Directory& directory)
    : extension_(extension),
      replications_(experiment.replications()),
      ids_(extension.file(), directory) {
  const models::TraceLevel trace = experiment.file.output.trace;
  const Codes* none = nullptr;
  open("/runs", runs_layout().columns());
  if (trace >= models::TraceLevel::deals) {
    open("/deals", deals_layout(none).columns());
    open("/costs", costs_layout().columns());
    open("/projects", projects_layout(none).columns());
    open("/persons", persons_layout(none).columns());
  }
  if (trace >= models::TraceLevel::milestones) {
    open("/events", events_layout(none).columns());
    open("/events/index", slices_layout().columns());
  }
  if (trace >= models::TraceLevel::events) {
    open("/stocks", stocks_layout(none).columns());
    open("/stocks/index", slices_layout().columns());
  }
}

void HeldRuns::open(const std::string& path, const std::vector<Column>& columns) {
  const InputFile& file = extension_.file();
  tables_.push_back(
      {path, columns, TableReader(file, path, columns), first_runs(file, path, run_of(columns))});
}

void HeldRuns::go_to(HeldTable& table, std::uint64_t run) {
  // Rows of a run may be in several chunks: it begins in the last one that begins with less.
  const auto chunk = std::lower_bound(table.first_runs.begin(), table.first_runs.end(), run);
  const auto before = static_cast<std::uint64_t>(chunk - table.first_runs.begin());
  if (before == 0) return table.reader.seek(0);
  table.reader.seek((before - 1) * table.reader.chunk_rows());
  while (const std::size_t rows = table.reader.at_hand(run)) table.reader.skip(rows);
}

RunBatch HeldRuns::of(const Slice& slice) {
  RunBatch batch;
  batch.point = slice.point;
  const std::size_t held = extension_.held(slice);
  if (held == 0) return batch;
  const std::size_t there = extension_.their_first_run(slice.point);
  const std::uint64_t first = there + slice.first;
  const std::uint64_t end = first + held;
  ids_.of_point(slice.point);
  for (HeldTable& table : tables_) {
    go_to(table, first);
    while (const std::size_t rows = table.reader.at_hand(end)) {
      recover(table.path, table.columns, table.reader, rows,
              {there, slice.point * replications_, slice.point}, ids_, batch);
      table.reader.skip(rows);
    }
  }
  if (batch.runs.size() != held)
    throw StorageError(extension_.file().path().string() +
                       ":/runs does not hold the runs that it says");
  return batch;
}

std::size_t held_beyond_stops(const Extension& extension, const Experiment& experiment) {
  if (!experiment.sequential()) return 0;
  const Directory directory(experiment);
  HeldRuns held(extension, experiment, directory);
  const ExperimentSpec& spec = experiment.file.experiment;
  StoppingRule rule(spec.replications, spec.antithetic);
  const Slices slices = slices_of(experiment);
  std::size_t beyond = 0;
  for (std::size_t i = 0; i < slices.count(); ++i) {
    const Slice slice = slices[i];
    if (rule.point() == slice.point && rule.decision() != Decision::goes_on)
      beyond += extension.held(slice);
    else
      rule.add(held.of(slice).runs);
  }
  return beyond;
}

}  // namespace nakodo::experiment

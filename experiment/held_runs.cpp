#include "experiment/held_runs.hpp"

#include <stdexcept>

#include "experiment/results_layout.hpp"
#include "experiment/row_recovery.hpp"

namespace nakodo::experiment {
namespace {

/// Where the rows of each slice begin.
std::vector<std::uint64_t> first_rows(const InputFile& file, const std::string& path,
                                      const Column& run, const Slices& slices) {
  TableReader reader(file, path, {run});
  std::vector<std::uint64_t> first;
  std::uint64_t rows = 0;
  for (std::size_t slice = 0; slice < slices.count(); ++slice) {
    first.push_back(rows);
    while (const std::size_t more = reader.at_hand(slices.first_run(slice + 1))) {
      reader.skip(more);
      rows += more;
    }
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
  tables_.push_back({path, columns, TableReader(file, path, columns),
                     first_rows(file, path, run_of(columns), extension_.their_slices())});
}

RunBatch HeldRuns::of(const Slice& slice) {
  RunBatch batch;
  batch.point = slice.point;
  const std::size_t held = extension_.held(slice);
  if (held == 0) return batch;
  // Slices begin with the same replications, whatever the number of these: in the file it is one.
  const std::size_t there = extension_.their_first_run(slice.point);
  const std::size_t their_slice =
      extension_.their_slices().beginning_with(there + slice.first).value();
  const std::uint64_t end = there + slice.first + held;
  ids_.of_point(slice.point);
  for (HeldTable& table : tables_) {
    table.reader.seek(table.first_rows[their_slice]);
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

}  // namespace nakodo::experiment

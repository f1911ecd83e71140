#include "experiment/part_copy.hpp"

#include <cstdint>
#include <list>
#include <string>
#include <vector>

#include "experiment/retelling.hpp"
#include "experiment/table_reader.hpp"

namespace nakodo::experiment {
namespace {

/// What becomes of the values of a column on their way.
struct Change {
  std::size_t column;
  const std::vector<std::int32_t>* translation = nullptr;  // of codes, or
  std::uint64_t shift = 0;                                 // of row numbers
};

/// A table on its way from a part to the writer.
struct Copying {
  ResultsWriter::RowTable to;
  TableReader from;
  std::vector<Change> changes;

  Copying(const PartFile& part, const ResultsWriter::RowTable& table)
      : to(table), from(part.file(), table.table.path(), table.columns) {}

  void append(std::size_t rows) {
    for (const Change& change : changes) apply(change, rows);
    for (std::size_t c = 0; c < to.columns.size(); ++c)
      to.table.append_bytes(c, from.bytes(c), rows);
    to.table.hand_over();
    from.skip(rows);
  }

 private:
  void apply(const Change& change, std::size_t rows) {
    if (change.translation == nullptr) {
      auto* const starts = from.values<std::uint64_t>(change.column);
      for (std::size_t i = 0; i < rows; ++i) starts[i] += change.shift;
      return;
    }
    auto* const codes = from.values<std::int32_t>(change.column);
    for (std::size_t i = 0; i < rows; ++i)
      if (codes[i] >= 0) codes[i] = change.translation->at(static_cast<std::size_t>(codes[i]));
  }
};

Directory::Translation enter_names(const PartFile& part, Directory& directory) {
  const InputFile& file = part.file();
  const auto firms = file.numbers<std::int32_t>("/names/person_firm", H5T_NATIVE_INT32);
  const auto roles = file.numbers<std::uint8_t>("/names/person_role", H5T_NATIVE_UINT8);
  std::vector<Directory::PersonEntry> persons;
  for (std::string& name : file.names("person")) {
    const std::size_t i = persons.size();
    if (i >= firms.size() || i >= roles.size()) break;
    persons.push_back({std::move(name), firms[i], roles[i]});
  }
  auto translation = directory.adopt(persons, file.names("firm"));
  if (!translation || persons.size() != firms.size())
    throw StorageError(file.path().string() + " names others than the experiment does");
  return std::move(*translation);
}

std::vector<Change> changes_of(const InputFile& file, const std::vector<Column>& columns,
                               const std::string& table, const Directory::Translation& codes,
                               ResultsWriter& writer) {
  std::vector<Change> changes;
  for (std::size_t c = 0; c < columns.size(); ++c) {
    const Column& column = columns[c];
    if (column.dictionary == "/names/firm") changes.push_back({c, &codes.bodies});
    if (column.dictionary == "/names/person") changes.push_back({c, &codes.persons});
    if (!table.ends_with("/index") || column.name != "start") continue;
    for (const auto& other : writer.row_tables())
      if (other.table.path() + "/index" == table)
        changes.push_back({c, nullptr, other.table.rows() - file.rows_before(other.table.path())});
  }
  return changes;
}

}  // namespace

void copy_part(const PartFile& part, const Experiment& experiment, Directory& directory,
               ResultsWriter& writer, const std::function<void(const RunBatch&)>& retold) {
  const Directory::Translation codes = enter_names(part, directory);
  std::list<Copying> tables;
  for (const auto& table : writer.row_tables()) {
    tables.emplace_back(part, table);
    tables.back().changes =
        changes_of(part.file(), table.columns, table.table.path(), codes, writer);
  }
  const Slices slices = slices_of(experiment);
  for (std::size_t slice = part.stretch().first; slice < part.stretch().end; ++slice) {
    const std::uint64_t end = slices.first_run(slice + 1);
    RunBatch batch;
    batch.point = slices[slice].point;
    for (Copying& table : tables)
      while (const std::size_t rows = table.from.at_hand(end)) {
        retell(table.to.table.path(), table.from, rows, directory.codes(batch.point), batch);
        table.append(rows);
      }
    if (!batch.runs.empty()) retold(batch);  // empty: its point needed no more
  }
}

}  // namespace nakodo::experiment

// Column recovery: the columns of a table, put back one by one into the rows they were taken from.
// Policy: types are checked against the layout, and no column may be forgotten: std::logic_error.
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <span>
#include <stdexcept>
#include <string>
#include <vector>

#include "experiment/row_recovery.hpp"

namespace nakodo::experiment {

/// The rows of a table, column by column.
template <class Row>
class Recovery {
 public:
  Recovery(const std::vector<Column>& columns, TableReader& reader, std::size_t rows,
           std::vector<Row>& batch)
      : columns_(columns), reader_(reader) {
    batch.resize(batch.size() + rows);
    rows_ = std::span(batch).last(rows);
  }

  /// @param set takes a row and its value of the column
  template <class Value, class Set>
  Recovery& column(const std::string& name, Set set) {
    const std::size_t column = reader_.column(name);
    if (columns_[column].type != column_type_of<Value>())
      throw std::logic_error("the column " + name + " is read back as another type");
    const Value* const values = reader_.values<Value>(column);
    for (std::size_t i = 0; i < rows_.size(); ++i) set(rows_[i], values[i]);
    return pass();
  }
  /// A number that is in the row as it is in the column.
  template <class Value>
  Recovery& plain(const std::string& name, Value Row::*field) {
    return column<Value>(name, [&](Row& row, Value value) { row.*field = value; });
  }
  /// A text column of `width` bytes.
  Recovery& text(const std::string& name, std::size_t width, std::string Row::*field) {
    const char* const texts = reader_.bytes(reader_.column(name));
    for (std::size_t i = 0; i < rows_.size(); ++i)
      (rows_[i].*field).assign(texts + i * width, strnlen(texts + i * width, width));
    return pass();
  }
  /// So many columns are told by others.
  Recovery& pass(std::size_t columns = 1) {
    read_ += columns;
    return *this;
  }
  void check_all() const {
    if (read_ != columns_.size())
      throw std::logic_error("columns of the table with " + columns_.back().name +
                             " are not read back");
  }

 private:
  const std::vector<Column>& columns_;
  TableReader& reader_;
  std::span<Row> rows_;
  std::size_t read_ = 0;
};

/// The rows of a table of outcomes.
template <class Outcome>
class OutcomeRecovery : public Recovery<Keyed<Outcome>> {
 public:
  using Row = Keyed<Outcome>;

  OutcomeRecovery(const std::vector<Column>& columns, TableReader& reader, std::size_t rows,
                  const RunNumbers& numbers, std::vector<Row>& batch)
      : Recovery<Row>(columns, reader, rows, batch) {
    this->template column<std::uint32_t>(
        "run", [&](Row& row, std::uint32_t run) { row.key = numbers(run); });
    this->pass(2);  // point and replication
  }
  template <class Value>
  OutcomeRecovery& field(const std::string& name, Value Outcome::*field) {
    this->template column<Value>(name, [&](Row& row, Value value) { row.outcome.*field = value; });
    return *this;
  }
  /// @param id takes a code
  template <class Id, class Find>
  OutcomeRecovery& id(const std::string& name, Id Outcome::*field, Find find) {
    this->template column<std::int32_t>(
        name, [&](Row& row, std::int32_t code) { row.outcome.*field = find(code); });
    return *this;
  }
};

}  // namespace nakodo::experiment

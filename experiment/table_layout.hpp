// Table layout: the columns of a table, each with how its values are got from a row. Declared once,
// written in batches.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstring>
#include <functional>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "experiment/hdf5_table.hpp"

namespace nakodo::experiment {

template <class Row>
class TableLayout {
 public:
  /// Adds a column; its type is that of what `project` makes of a row.
  /// @param more units, meanings, dictionary or attributes
  template <class Project>
  TableLayout& column(std::string name, std::string description, Project project,
                      Column more = {}) {
    using Value = std::decay_t<std::invoke_result_t<Project, const Row&>>;
    more.name = std::move(name);
    more.description = std::move(description);
    if constexpr (std::same_as<Value, std::string>)
      more.type = ColumnType::text;
    else
      more.type = column_type_of<Value>();
    const std::size_t index = columns_.size();
    columns_.push_back(std::move(more));
    const ColumnType type = columns_.back().type;
    appenders_.push_back(
        [index, type, project = std::move(project)](Table& table, std::span<const Row> rows) {
          if constexpr (std::same_as<Value, std::string>) {
            std::vector<std::string> texts;
            for (const Row& row : rows) texts.push_back(project(row));
            table.append_texts(index, texts);
          } else {
            char* to = table.extend(index, type, rows.size());
            for (const Row& row : rows) {
              const Value value = project(row);
              std::memcpy(to, &value, sizeof value);
              to += sizeof value;
            }
          }
        });
    return *this;
  }

  const std::vector<Column>& columns() const { return columns_; }
  /// Appends the rows to a table that has this layout.
  void append(Table& table, std::span<const Row> rows) const {
    // Some at a time: they stay in the cache while every column takes its values from them.
    for (std::size_t first = 0; first < rows.size(); first += rows_at_once)
      for (const auto& appender : appenders_)
        appender(table, rows.subspan(first, std::min(rows_at_once, rows.size() - first)));
    table.hand_over();
  }

 private:
  static constexpr std::size_t rows_at_once = 256;

  std::vector<Column> columns_;
  std::vector<std::function<void(Table&, std::span<const Row>)>> appenders_;
};

}  // namespace nakodo::experiment

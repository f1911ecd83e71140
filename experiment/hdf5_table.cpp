#include "experiment/hdf5_table.hpp"

#include <algorithm>
#include <cstdint>
#include <cstring>
#include <stdexcept>
#include <utility>

#include "experiment/hdf5_attribute.hpp"

namespace nakodo::experiment {

Handle create_group(hid_t file, const std::string& path, const std::string& where) {
  const Handle list(H5Pcreate(H5P_GROUP_CREATE), H5Pclose, "prepare", where);
  constexpr unsigned ordered = H5P_CRT_ORDER_TRACKED | H5P_CRT_ORDER_INDEXED;
  checked(H5Pset_obj_track_times(list, false), "prepare", where);
  checked(H5Pset_link_creation_order(list, ordered), "prepare", where);
  checked(H5Pset_attr_creation_order(list, ordered), "prepare", where);
  return Handle(H5Gcreate2(file, path.c_str(), H5P_DEFAULT, list, H5P_DEFAULT), H5Gclose, "create",
                where);
}

Table::Table(hid_t file, const std::string& path, const std::vector<Column>& columns,
             const std::string& where, ChunkPress& press, std::function<void()> check_disk)
    : path_(path), where_(where + ":" + path), press_(press), check_disk_(std::move(check_disk)) {
  if (columns.empty()) throw std::logic_error("table " + path + " has no columns");
  group_ = create_group(file, path_, where_);
  columns_.reserve(columns.size());
  for (const Column& column : columns) {
    columns_.emplace_back(group_, column, where_, press);
  }
  check_disk_();
}

void Table::append_bytes(std::size_t column, const void* values, std::size_t count) {
  ColumnWriter& writer = columns_.at(column);
  std::memcpy(writer.extend(count), values, count * writer.value_bytes());
}

void Table::attribute(const std::string& name, std::string_view text) {
  if (!group_.is_open()) throw std::logic_error("table " + path_ + " is closed");
  press_.settle();
  write_attribute(group_, name, text, where_);
  check_disk_();
}

ColumnWriter& Table::column_of_type(std::size_t column, ColumnType type) {
  if (!group_.is_open()) throw std::logic_error("table " + path_ + " is closed");
  ColumnWriter& writer = columns_.at(column);
  if (writer.type() != type) {
    throw std::logic_error("column " + path_ + "/" + writer.name() + " holds another type");
  }
  return writer;
}

void Table::hand_over() {
  const auto whole = [](const ColumnWriter& column) { return column.has_whole_chunk(); };
  while (std::all_of(columns_.begin(), columns_.end(), whole)) {
    for (ColumnWriter& column : columns_) column.write_chunk();
    check_disk_();
  }
}

void Table::lead(Table& other) {
  write_attribute(other.group_, "rows_before", std::uint64_t{rows()}, other.where_);
  write_attribute(other.group_, "shared_rows", std::uint64_t{pending_rows()}, other.where_);
  for (std::size_t c = 0; c < columns_.size(); ++c) columns_[c].lead(other.columns_.at(c));
}

void Table::part() {
  for (ColumnWriter& column : columns_) column.part();
}

void Table::close() {
  if (!group_.is_open()) return;
  for (const ColumnWriter& column : columns_) {
    if (column.rows() == rows()) continue;
    throw std::logic_error("table " + path_ + ": column " + column.name() + " has " +
                           std::to_string(column.rows()) + " rows, column " +
                           columns_.front().name() + " has " + std::to_string(rows()));
  }
  for (ColumnWriter& column : columns_) column.write_rest();
  press_.settle();
  for (ColumnWriter& column : columns_) column.close();
  write_attribute(group_, "rows", std::uint64_t{rows()}, where_);
  group_.close("close", where_);
  check_disk_();
}

}  // namespace nakodo::experiment

#include "experiment/table_reader.hpp"

#include <algorithm>

#include "experiment/hdf5_attribute.hpp"

namespace nakodo::experiment {

TableReader::TableReader(const InputFile& file, const std::string& path,
                         const std::vector<Column>& columns)
    : where_(file.path().string() + ":" + path),
      rows_(file.rows(path)),
      shared_(file.shared_rows(path)) {
  for (const Column& column : columns) {
    const std::string where = where_ + "/" + column.name;
    Open open{column.name, value_bytes(column), {}, {}, {}};
    open.dataset = Handle(H5Dopen2(file.id(), (path + "/" + column.name).c_str(), H5P_DEFAULT),
                          H5Dclose, "open", where);
    const Handle stored(H5Dget_type(open.dataset), H5Tclose, "read", where);
    const Handle expected = memory_type_of(column);
    open.type = column.type == ColumnType::text
                    ? text_type(column.width)
                    : Handle(H5Tget_native_type(stored, H5T_DIR_ASCEND), H5Tclose, "read", where);
    if (checked(H5Tequal(open.type, expected), "read", where) == 0 ||
        H5Tget_size(stored) != open.value_bytes)
      throw StorageError(where + " holds values of another type than this program writes");
    const Handle space(H5Dget_space(open.dataset), H5Sclose, "read", where);
    if (static_cast<std::uint64_t>(H5Sget_simple_extent_npoints(space)) != rows_)
      throw StorageError(where + " has not as many rows as its table says");
    columns_.push_back(std::move(open));
  }
  run_ = column("run");
}

std::size_t TableReader::column(const std::string& name) const {
  const auto found = std::find_if(columns_.begin(), columns_.end(),
                                  [&](const Open& open) { return open.name == name; });
  if (found == columns_.end()) throw StorageError(where_ + " has no column " + name);
  return static_cast<std::size_t>(found - columns_.begin());
}

std::size_t TableReader::at_hand(std::uint64_t end) {
  if (taken_ == window_) read_window();
  const std::uint32_t* const runs = values<std::uint32_t>(run_);
  const std::uint32_t* const last = runs + (window_ - taken_);
  // Rows are in the order of runs.
  return static_cast<std::size_t>(std::lower_bound(runs, last, end) - runs);
}

void TableReader::seek(std::uint64_t row) {
  if (row < read_ - window_ || row > read_) {
    read_ = row / results_chunk_rows * results_chunk_rows;
    read_window();
  }
  taken_ = static_cast<std::size_t>(row - (read_ - window_));
}

void TableReader::read_window() {
  const hsize_t start = read_;
  const hsize_t count = std::min<std::uint64_t>(rows_ - read_, results_chunk_rows);
  taken_ = std::min<std::uint64_t>(count, shared_);
  shared_ -= taken_;
  window_ = count;
  read_ += count;
  if (count == 0) return;
  for (Open& column : columns_) {
    const std::string where = where_ + "/" + column.name;
    column.window.resize(count * column.value_bytes);
    const Handle space(H5Dget_space(column.dataset), H5Sclose, "read", where);
    checked(H5Sselect_hyperslab(space, H5S_SELECT_SET, &start, nullptr, &count, nullptr), "read",
            where);
    const Handle memory(H5Screate_simple(1, &count, nullptr), H5Sclose, "read", where);
    checked(H5Dread(column.dataset, column.type, memory, space, H5P_DEFAULT, column.window.data()),
            "read", where);
  }
}

}  // namespace nakodo::experiment

#include "experiment/table_reader.hpp"

#include <algorithm>
#include <array>

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
    check_chunks(open.dataset, where);
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
    read_ = row / chunk_rows_ * chunk_rows_;
    read_window();
  }
  taken_ = static_cast<std::size_t>(row - (read_ - window_));
}

void TableReader::check_chunks(hid_t dataset, const std::string& where) {
  const Handle list(H5Dget_create_plist(dataset), H5Pclose, "read", where);
  constexpr std::array<H5Z_filter_t, 3> written{H5Z_FILTER_SHUFFLE, H5Z_FILTER_DEFLATE,
                                                H5Z_FILTER_FLETCHER32};
  bool as_written = H5Pget_nfilters(list) == static_cast<int>(written.size());
  for (unsigned i = 0; as_written && i < written.size(); ++i) {
    unsigned flags = 0;
    unsigned config = 0;
    std::size_t values = 0;
    as_written =
        H5Pget_filter2(list, i, &flags, &values, nullptr, 0, nullptr, &config) == written[i];
  }
  hsize_t rows = 0;
  if (!as_written || H5Pget_chunk(list, 1, &rows) != 1 || (chunk_rows_ != 0 && rows != chunk_rows_))
    throw StorageError(where + " is stored in another way than this program does");
  chunk_rows_ = rows;
}

void TableReader::read_window() {
  const hsize_t start = read_;
  const hsize_t count = std::min<std::uint64_t>(rows_ - read_, chunk_rows_);
  taken_ = std::min<std::uint64_t>(count, shared_);
  shared_ -= taken_;
  window_ = count;
  read_ += count;
  if (count == 0) return;
  if (!coding_) coding_.emplace(chunk_rows_);
  for (Open& column : columns_) {
    const std::string where = where_ + "/" + column.name;
    hsize_t bytes = 0;
    checked(H5Dget_chunk_storage_size(column.dataset, &start, &bytes), "read", where);
    stored_.resize(bytes);
    std::uint32_t skipped_filters = 0;
    checked(H5Dread_chunk(column.dataset, H5P_DEFAULT, &start, &skipped_filters, stored_.data()),
            "read", where);
    column.window.resize(count * column.value_bytes);
    if (skipped_filters != 0 || !coding_->decode(stored_, column.value_bytes, column.window))
      throw StorageError(where + " is damaged: the checksum of its rows from " +
                         std::to_string(start) + " on does not agree");
  }
}

}  // namespace nakodo::experiment

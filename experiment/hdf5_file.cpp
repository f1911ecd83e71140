#include "experiment/hdf5_file.hpp"

#include <fcntl.h>

#include <algorithm>
#include <cerrno>
#include <stdexcept>
#include <utility>

#include "experiment/chunk_coding.hpp"
#include "experiment/file_seal.hpp"

namespace nakodo::experiment {
namespace {

Handle create_file(DiskFile& disk, const std::string& where) {
  silence_hdf5();
  const Handle list(H5Pcreate(H5P_FILE_CREATE), H5Pclose, "create", where);
  constexpr unsigned ordered = H5P_CRT_ORDER_TRACKED | H5P_CRT_ORDER_INDEXED;
  checked(H5Pset_obj_track_times(list, false), "create", where);
  checked(H5Pset_link_creation_order(list, ordered), "create", where);
  checked(H5Pset_attr_creation_order(list, ordered), "create", where);
  const Handle access = disk.access();
  return Handle(H5Fcreate(disk.path().c_str(), H5F_ACC_TRUNC, list, access), H5Fclose, "create",
                where);
}

StorageError not_whole(const std::string& where, const std::string& what) {
  return StorageError(where + " is not a whole results file: " + what +
                      ". Do not use it; run the experiment again");
}

/// Every chunk as it is stored, not what is in it: that would have to be inflated.
void verify_chunks(hid_t dataset, std::uint64_t rows, const std::string& where) {
  const Handle list(H5Dget_create_plist(dataset), H5Pclose, "read", where);
  if (checked(H5Pget_nfilters(list), "read", where) == 0) return;
  hsize_t step = 0;
  checked(H5Pget_chunk(list, 1, &step), "read", where);
  std::vector<char> stored;
  for (hsize_t start = 0; start < rows; start += step) {
    hsize_t bytes = 0;
    checked(H5Dget_chunk_storage_size(dataset, &start, &bytes), "read back", where);
    stored.resize(bytes);
    std::uint32_t skipped_filters = 0;
    checked(H5Dread_chunk(dataset, H5P_DEFAULT, &start, &skipped_filters, stored.data()),
            "read back", where);
    if (!is_intact(stored))
      throw not_whole(
          where, "the checksum of its rows from " + std::to_string(start) + " on does not agree");
  }
}

void verify_dataset(hid_t dataset, const std::string& where, const std::uint64_t* rows) {
  const Handle space(H5Dget_space(dataset), H5Sclose, "read", where);
  const auto length =
      static_cast<std::uint64_t>(checked(H5Sget_simple_extent_npoints(space), "read", where));
  if (rows != nullptr && length != *rows) {
    throw not_whole(where, "it has " + std::to_string(length) + " rows, its table has " +
                               std::to_string(*rows));
  }
  verify_chunks(dataset, length, where);
}

template <class Value>
Value read_attribute(hid_t object, const char* name, hid_t memory_type, const std::string& where) {
  Value value{};
  const Handle attribute(H5Aopen(object, name, H5P_DEFAULT), H5Aclose, "read", where);
  const Handle space(H5Aget_space(attribute), H5Sclose, "read", where);
  if (H5Sget_simple_extent_npoints(space) != 1) throw not_whole(where, name);
  checked(H5Aread(attribute, memory_type, &value), "read", where);
  return value;
}

void verify_group(hid_t group, const std::string& file, const std::string& path) {
  const std::string where = file + ":" + (path.empty() ? "/" : path);
  std::uint64_t rows = 0;
  const bool is_table = checked(H5Aexists(group, "rows"), "read", where) > 0;
  if (is_table) rows = read_attribute<std::uint64_t>(group, "rows", H5T_NATIVE_UINT64, where);
  H5G_info_t info{};
  checked(H5Gget_info(group, &info), "read", where);
  for (hsize_t i = 0; i < info.nlinks; ++i) {
    const auto link = [&](char* to, std::size_t size) {
      return static_cast<std::size_t>(checked(
          H5Lget_name_by_idx(group, ".", H5_INDEX_NAME, H5_ITER_INC, i, to, size, H5P_DEFAULT),
          "read", where));
    };
    std::string name(link(nullptr, 0), '\0');
    link(name.data(), name.size() + 1);
    const std::string child_path = path + "/" + name;
    const Handle child(H5Oopen(group, name.c_str(), H5P_DEFAULT), H5Oclose, "open",
                       file + ":" + child_path);
    if (H5Iget_type(child) == H5I_GROUP) {
      verify_group(child, file, child_path);
    } else {
      verify_dataset(child, file + ":" + child_path, is_table ? &rows : nullptr);
    }
  }
}

// `called` is what errors call the file: while it is being published it has no name of its own yet.
void verify(const std::filesystem::path& path, const std::filesystem::path& called) {
  silence_hdf5();
  const std::string where = called.string();
  const Descriptor descriptor(::open(path.c_str(), O_RDONLY | O_NOFOLLOW | O_CLOEXEC));
  if (descriptor.get() < 0) throw StorageError("open", called, errno);
  DiskFile disk(descriptor.get(), called);
  const Handle access = disk.access();
  const Handle file(H5Fopen(path.c_str(), H5F_ACC_RDONLY, access), H5Fclose, "open", where);
  if (checked(H5Aexists(file, "complete"), "read", where) == 0 ||
      read_attribute<std::uint8_t>(file, "complete", H5T_NATIVE_UINT8, where) != 1) {
    throw not_whole(where, "it lacks the mark `complete`");
  }
  const Handle root(H5Gopen2(file, "/", H5P_DEFAULT), H5Gclose, "read", where);
  verify_group(root, where, "");
}

}  // namespace

ResultsFile ResultsFile::create(const std::filesystem::path& folder, const std::string& name,
                                std::size_t chunk_rows) {
  return ResultsFile(TemporaryFile::create(folder, name + ".h5"), chunk_rows);
}

ResultsFile::ResultsFile(TemporaryFile temporary, std::size_t chunk_rows)
    : temporary_(std::move(temporary)),
      where_(temporary_.final_path().string()),
      disk_(std::make_unique<DiskFile>(temporary_.descriptor(), temporary_.final_path())),
      file_(create_file(*disk_, where_)),
      press_(std::make_unique<ChunkPress>(chunk_rows)) {
  disk_->check();
}

void ResultsFile::open_names() { names_ = create_group(file_, "/names", where_ + ":/names"); }

void ResultsFile::check_type(const Column& column, ColumnType type) {
  if (column.type != type) throw std::logic_error("/names/" + column.name + " holds another type");
}

void ResultsFile::names(const std::string& name, std::span<const std::string> texts,
                        const std::string& description) {
  std::size_t width = 1;
  for (const std::string& text : texts) width = std::max(width, text.size());
  Column column{.name = name, .type = ColumnType::text, .description = description, .width = width};
  write_names_column(column, [&](ColumnWriter& writer) {
    for (const std::string& text : texts) writer.append_text(text);
  });
}

Table& ResultsFile::table(const std::string& path, const std::vector<Column>& columns) {
  const DiskFile* const disk = disk_.get();
  press_->settle();
  tables_.push_back(
      std::make_unique<Table>(file_, path, columns, where_, *press_, [disk] { disk->check(); }));
  return *tables_.back();
}

Published ResultsFile::finish(IfDifferent if_different, bool sealed) {
  if (!file_.is_open()) throw std::logic_error(where_ + " is finished");
  for (const auto& table : tables_) table->close();
  tables_.clear();
  names_.close("close", where_ + ":/names");
  // All else is on the disk before the mark that vouches for it.
  checked(H5Fflush(file_, H5F_SCOPE_GLOBAL), "write", where_);
  disk_->sync();
  attribute("complete", std::uint8_t{1});
  file_.close("close", where_);
  disk_->sync();
  verify(temporary_.path(), temporary_.final_path());
  if (sealed) seal_file(temporary_.descriptor(), temporary_.final_path());
  return temporary_.publish(if_different);
}

void verify_results(const std::filesystem::path& path) { verify(path, path); }

}  // namespace nakodo::experiment

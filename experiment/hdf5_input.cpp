#include "experiment/hdf5_input.hpp"

#include <fcntl.h>

#include <cerrno>

namespace nakodo::experiment {
namespace {

Descriptor open_descriptor(const std::filesystem::path& path) {
  Descriptor descriptor(::open(path.c_str(), O_RDONLY | O_NOFOLLOW | O_CLOEXEC));
  if (descriptor.get() < 0) throw StorageError("open", path, errno);
  return descriptor;
}

Handle open_file(DiskFile& disk) {
  silence_hdf5();
  const Handle access = disk.access();
  return Handle(H5Fopen(disk.path().c_str(), H5F_ACC_RDONLY, access), H5Fclose, "open",
                disk.path().string());
}

std::uint64_t read_number(hid_t object, const char* name, const std::string& where) {
  const Handle attribute(H5Aopen(object, name, H5P_DEFAULT), H5Aclose, "read", where);
  const Handle space(H5Aget_space(attribute), H5Sclose, "read", where);
  if (H5Sget_simple_extent_npoints(space) != 1) throw StorageError(where + " is not one number");
  std::uint64_t value = 0;
  checked(H5Aread(attribute, H5T_NATIVE_UINT64, &value), "read", where);
  return value;
}

}  // namespace

InputFile::InputFile(const std::filesystem::path& path)
    : path_(path),
      descriptor_(open_descriptor(path)),
      disk_(std::make_unique<DiskFile>(descriptor_.get(), path)),
      file_(open_file(*disk_)) {}

bool InputFile::has(const std::string& attribute) const {
  return checked(H5Aexists(file_, attribute.c_str()), "read", where(attribute)) > 0;
}

std::string InputFile::text(const std::string& attribute) const {
  const std::string what = where(attribute);
  const Handle opened(H5Aopen(file_, attribute.c_str(), H5P_DEFAULT), H5Aclose, "read", what);
  const Handle type(H5Aget_type(opened), H5Tclose, "read", what);
  if (H5Tget_class(type) != H5T_STRING || H5Tis_variable_str(type) != 0)
    throw StorageError(what + " is not a text");
  std::string text(H5Tget_size(type), '\0');
  checked(H5Aread(opened, type, text.data()), "read", what);
  text.erase(text.find_last_not_of('\0') + 1);
  return text;
}

std::uint64_t InputFile::number(const std::string& attribute) const {
  return read_number(file_, attribute.c_str(), where(attribute));
}

bool InputFile::is_complete() const { return has("complete") && number("complete") == 1; }

std::uint64_t InputFile::rows(const std::string& table) const {
  const Handle group(H5Gopen2(file_, table.c_str(), H5P_DEFAULT), H5Gclose, "open", where(table));
  return read_number(group, "rows", where(table));
}

std::uint64_t InputFile::shared_rows(const std::string& table) const {
  return number_of(table, "shared_rows");
}

std::uint64_t InputFile::rows_before(const std::string& table) const {
  return number_of(table, "rows_before");
}

std::uint64_t InputFile::number_of(const std::string& table, const char* attribute) const {
  const Handle group(H5Gopen2(file_, table.c_str(), H5P_DEFAULT), H5Gclose, "open", where(table));
  if (checked(H5Aexists(group, attribute), "read", where(table)) == 0) return 0;
  return read_number(group, attribute, where(table));
}

std::vector<std::string> InputFile::names(const std::string& name) const {
  const std::string path = "/names/" + name;
  const Handle dataset = open(path);
  const Handle type(H5Dget_type(dataset), H5Tclose, "read", where(path));
  if (H5Tget_class(type) != H5T_STRING || H5Tis_variable_str(type) != 0)
    throw StorageError(where(path) + " does not hold names");
  const std::size_t width = H5Tget_size(type);
  std::string bytes(length_of(path) * width, '\0');
  read(path, type, bytes.data());
  std::vector<std::string> names;
  for (std::size_t at = 0; at < bytes.size(); at += width) {
    names.push_back(bytes.substr(at, width));
    names.back().erase(names.back().find_last_not_of('\0') + 1);
  }
  return names;
}

Handle InputFile::open(const std::string& dataset) const {
  return Handle(H5Dopen2(file_, dataset.c_str(), H5P_DEFAULT), H5Dclose, "open", where(dataset));
}

std::size_t InputFile::length_of(const std::string& dataset) const {
  const Handle space(H5Dget_space(open(dataset)), H5Sclose, "read", where(dataset));
  return static_cast<std::size_t>(
      checked(H5Sget_simple_extent_npoints(space), "read", where(dataset)));
}

void InputFile::read(const std::string& dataset, hid_t memory_type, void* values) const {
  checked(H5Dread(open(dataset), memory_type, H5S_ALL, H5S_ALL, H5P_DEFAULT, values), "read",
          where(dataset));
}

}  // namespace nakodo::experiment

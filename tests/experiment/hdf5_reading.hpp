// One concept: read HDF5 files back through the plain C API, without the code under test.
#pragma once

#include <hdf5.h>

#include <cstdint>
#include <filesystem>
#include <stdexcept>
#include <string>
#include <type_traits>
#include <vector>

namespace nakodo::experiment {

/// An HDF5 file open for reading.
class Reading {
 public:
  explicit Reading(const std::filesystem::path& path)
      : file_(H5Fopen(path.c_str(), H5F_ACC_RDONLY, H5P_DEFAULT)) {
    if (file_ < 0) throw std::runtime_error("cannot open " + path.string());
  }
  Reading(const Reading&) = delete;
  Reading& operator=(const Reading&) = delete;
  ~Reading() { H5Fclose(file_); }

  hid_t id() const { return file_; }

  bool has_attribute(const std::string& object, const std::string& name) const {
    return H5Aexists_by_name(file_, object.c_str(), name.c_str(), H5P_DEFAULT) > 0;
  }

  /// An attribute of numbers.
  template <class T>
  std::vector<T> numbers_of(const std::string& object, const std::string& name) const {
    const hid_t attribute = open_attribute(object, name);
    const hid_t space = H5Aget_space(attribute);
    std::vector<T> values(static_cast<std::size_t>(H5Sget_simple_extent_npoints(space)));
    const bool read = H5Aread(attribute, native<T>(), values.data()) >= 0;
    H5Sclose(space);
    H5Aclose(attribute);
    if (!read) throw std::runtime_error("cannot read attribute " + name);
    return values;
  }

  /// An attribute of text.
  std::string text_of(const std::string& object, const std::string& name) const {
    const hid_t attribute = open_attribute(object, name);
    const hid_t type = H5Aget_type(attribute);
    std::string text(H5Tget_size(type), '?');
    const bool read = H5Aread(attribute, type, text.data()) >= 0;
    H5Tclose(type);
    H5Aclose(attribute);
    if (!read) throw std::runtime_error("cannot read attribute " + name);
    return text.substr(0, text.find('\0'));
  }

  template <class T>
  std::vector<T> column(const std::string& path) const {
    const hid_t dataset = H5Dopen2(file_, path.c_str(), H5P_DEFAULT);
    if (dataset < 0) throw std::runtime_error("no dataset " + path);
    const hid_t space = H5Dget_space(dataset);
    std::vector<T> values(static_cast<std::size_t>(H5Sget_simple_extent_npoints(space)));
    const bool read =
        H5Dread(dataset, native<T>(), H5S_ALL, H5S_ALL, H5P_DEFAULT, values.data()) >= 0;
    H5Sclose(space);
    H5Dclose(dataset);
    if (!read) throw std::runtime_error("cannot read " + path);
    return values;
  }

  std::vector<std::string> text_column(const std::string& path) const {
    const hid_t dataset = H5Dopen2(file_, path.c_str(), H5P_DEFAULT);
    if (dataset < 0) throw std::runtime_error("no dataset " + path);
    const hid_t space = H5Dget_space(dataset);
    const hid_t type = H5Dget_type(dataset);
    const std::size_t width = H5Tget_size(type);
    const auto count = static_cast<std::size_t>(H5Sget_simple_extent_npoints(space));
    std::string bytes(count * width, '?');
    const bool read = H5Dread(dataset, type, H5S_ALL, H5S_ALL, H5P_DEFAULT, bytes.data()) >= 0;
    H5Tclose(type);
    H5Sclose(space);
    H5Dclose(dataset);
    if (!read) throw std::runtime_error("cannot read " + path);
    std::vector<std::string> texts;
    for (std::size_t i = 0; i < count; ++i) {
      const std::string text = bytes.substr(i * width, width);
      texts.push_back(text.substr(0, text.find('\0')));
    }
    return texts;
  }

  template <class T>
  static hid_t native() {
    if constexpr (std::is_same_v<T, float>) return H5T_NATIVE_FLOAT;
    if constexpr (std::is_same_v<T, double>) return H5T_NATIVE_DOUBLE;
    if constexpr (std::is_same_v<T, std::uint8_t>) return H5T_NATIVE_UINT8;
    if constexpr (std::is_same_v<T, std::uint16_t>) return H5T_NATIVE_UINT16;
    if constexpr (std::is_same_v<T, std::uint32_t>) return H5T_NATIVE_UINT32;
    if constexpr (std::is_same_v<T, std::uint64_t>) return H5T_NATIVE_UINT64;
    if constexpr (std::is_same_v<T, std::int8_t>) return H5T_NATIVE_INT8;
    if constexpr (std::is_same_v<T, std::int16_t>) return H5T_NATIVE_INT16;
    if constexpr (std::is_same_v<T, std::int32_t>) return H5T_NATIVE_INT32;
    if constexpr (std::is_same_v<T, std::int64_t>) return H5T_NATIVE_INT64;
  }

 private:
  hid_t open_attribute(const std::string& object, const std::string& name) const {
    const hid_t attribute =
        H5Aopen_by_name(file_, object.c_str(), name.c_str(), H5P_DEFAULT, H5P_DEFAULT);
    if (attribute < 0) throw std::runtime_error("no attribute " + name + " of " + object);
    return attribute;
  }

  hid_t file_;
};

}  // namespace nakodo::experiment

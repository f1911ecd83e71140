#include "experiment/hdf5_attribute.hpp"

#include <algorithm>

namespace nakodo::experiment {
namespace {

void write(hid_t object, const std::string& name, hid_t file_type, hid_t memory_type,
           const Handle& space, const void* value, const std::string& where) {
  const std::string attribute = "attribute " + name + " of " + where;
  Handle created(H5Acreate2(object, name.c_str(), file_type, space, H5P_DEFAULT, H5P_DEFAULT),
                 H5Aclose, "create", attribute);
  checked(H5Awrite(created, memory_type, value), "write", attribute);
  created.close("close", attribute);
}

void write_scalar(hid_t object, const std::string& name, hid_t file_type, hid_t memory_type,
                  const void* value, const std::string& where) {
  const Handle space(H5Screate(H5S_SCALAR), H5Sclose, "describe an attribute of", where);
  write(object, name, file_type, memory_type, space, value, where);
}

}  // namespace

Handle text_type(std::size_t bytes) {
  const std::string where = "of " + std::to_string(bytes) + " bytes";
  Handle type(H5Tcopy(H5T_C_S1), H5Tclose, "make a text type", where);
  checked(H5Tset_size(type, std::max<std::size_t>(bytes, 1)), "make a text type", where);
  checked(H5Tset_cset(type, H5T_CSET_UTF8), "make a text type", where);
  checked(H5Tset_strpad(type, H5T_STR_NULLPAD), "make a text type", where);
  return type;
}

void write_attribute(hid_t object, const std::string& name, std::string_view text,
                     const std::string& where) {
  const Handle type = text_type(text.size());
  // An empty text is one NUL, for HDF5 has no type of width 0; a view need not end in one.
  const char* bytes = text.empty() ? "" : text.data();
  write_scalar(object, name, type, type, bytes, where);
}

void write_attribute(hid_t object, const std::string& name, std::uint64_t value,
                     const std::string& where) {
  write_scalar(object, name, H5T_STD_U64LE, H5T_NATIVE_UINT64, &value, where);
}

void write_attribute(hid_t object, const std::string& name, double value,
                     const std::string& where) {
  write_scalar(object, name, H5T_IEEE_F64LE, H5T_NATIVE_DOUBLE, &value, where);
}

void write_attribute(hid_t object, const std::string& name, std::uint8_t value,
                     const std::string& where) {
  write_scalar(object, name, H5T_STD_U8LE, H5T_NATIVE_UINT8, &value, where);
}

void write_attribute(hid_t object, const std::string& name, hid_t file_type, hid_t memory_type,
                     const void* values, std::size_t size, const std::string& where) {
  const hsize_t length = size;
  const Handle space(H5Screate_simple(1, &length, nullptr), H5Sclose, "describe an attribute of",
                     where);
  write(object, name, file_type, memory_type, space, values, where);
}

}  // namespace nakodo::experiment

#include "experiment/hdf5_column.hpp"

#include <algorithm>
#include <array>
#include <limits>
#include <numeric>
#include <set>
#include <stdexcept>

#include "experiment/hdf5_attribute.hpp"

namespace nakodo::experiment {
namespace {

struct NumberType {
  hid_t file;
  hid_t memory;
  std::size_t bytes;
  std::uint64_t largest_code;  // 0: not for codes
};

// HDF5's type constants are expressions evaluated at run time, so this cannot be a static table.
NumberType number_type(ColumnType type) {
  switch (type) {
    case ColumnType::u8:
      return {H5T_STD_U8LE, H5T_NATIVE_UINT8, 1, std::numeric_limits<std::uint8_t>::max()};
    case ColumnType::u16:
      return {H5T_STD_U16LE, H5T_NATIVE_UINT16, 2, std::numeric_limits<std::uint16_t>::max()};
    case ColumnType::u32:
      return {H5T_STD_U32LE, H5T_NATIVE_UINT32, 4, std::numeric_limits<std::uint32_t>::max()};
    case ColumnType::u64:
      return {H5T_STD_U64LE, H5T_NATIVE_UINT64, 8, std::numeric_limits<std::uint64_t>::max()};
    case ColumnType::i8:
      return {H5T_STD_I8LE, H5T_NATIVE_INT8, 1, std::numeric_limits<std::int8_t>::max()};
    case ColumnType::i16:
      return {H5T_STD_I16LE, H5T_NATIVE_INT16, 2, std::numeric_limits<std::int16_t>::max()};
    case ColumnType::i32:
      return {H5T_STD_I32LE, H5T_NATIVE_INT32, 4, std::numeric_limits<std::int32_t>::max()};
    case ColumnType::i64:
      return {H5T_STD_I64LE, H5T_NATIVE_INT64, 8, std::numeric_limits<std::int64_t>::max()};
    case ColumnType::f32:
      return {H5T_IEEE_F32LE, H5T_NATIVE_FLOAT, 4, 0};
    case ColumnType::f64:
      return {H5T_IEEE_F64LE, H5T_NATIVE_DOUBLE, 8, 0};
    case ColumnType::text:
      break;
  }
  throw std::logic_error("a text column has no number type");
}

bool is_text(const Column& column) { return column.type == ColumnType::text; }

Handle copy_of(hid_t type, const std::string& where) {
  return Handle(H5Tcopy(type), H5Tclose, "make the type of", where);
}

std::string flag_meanings(const Column& column) {
  std::set<std::string> seen;
  std::string joined;
  for (std::string meaning : column.meanings) {
    std::replace_if(
        meaning.begin(), meaning.end(),
        [](char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; }, '_');
    if (meaning.empty() || !seen.insert(meaning).second) {
      throw std::logic_error("column " + column.name + ": meaning '" + meaning +
                             "' is empty or given twice");
    }
    joined += (joined.empty() ? "" : " ") + meaning;
  }
  return joined;
}

void check(const Column& column) {
  const std::string column_name = "column " + column.name;
  if (column.name.empty() || column.name.find('/') != std::string::npos) {
    throw std::logic_error(column_name + ": a column needs a name without a slash");
  }
  if (is_text(column) != (column.width > 0)) {
    throw std::logic_error(column_name + ": a text column, and only a text column, has a width");
  }
  const bool coded = !column.meanings.empty() || !column.dictionary.empty();
  if (coded && (is_text(column) || number_type(column.type).largest_code == 0)) {
    throw std::logic_error(column_name + ": codes are integers");
  }
  if (coded && !column.meanings.empty() &&
      column.meanings.size() - 1 > number_type(column.type).largest_code) {
    throw std::logic_error(column_name + ": its type is too small for its codes");
  }
}

// Codes as the CF conventions want them: flag_values of the type of the column itself.
void write_flags(hid_t dataset, const Column& column, const std::string& where) {
  std::vector<std::uint64_t> codes(column.meanings.size());
  std::iota(codes.begin(), codes.end(), std::uint64_t{0});
  write_attribute(dataset, "flag_values", number_type(column.type).file, H5T_NATIVE_UINT64,
                  codes.data(), codes.size(), where);
  write_attribute(dataset, "flag_meanings", flag_meanings(column), where);
}

// Level 1: on columns of numbers the higher levels gain a few percent and cost several times more.
constexpr unsigned deflate_level = 1;

// A chunk is written whole, however few rows are in it; without compression that shows.
constexpr hsize_t quick_chunk_rows = 1024;

Handle creation_list(const std::string& where, Storage storage) {
  Handle list(H5Pcreate(H5P_DATASET_CREATE), H5Pclose, "prepare", where);
  const hsize_t chunk = storage == Storage::compact ? ColumnWriter::chunk_rows : quick_chunk_rows;
  checked(H5Pset_chunk(list, 1, &chunk), "chunk", where);
  if (storage == Storage::compact) {
    checked(H5Pset_shuffle(list), "shuffle", where);
    checked(H5Pset_deflate(list, deflate_level), "compress", where);
  }
  checked(H5Pset_fletcher32(list), "checksum", where);
  checked(H5Pset_obj_track_times(list, false), "prepare", where);
  checked(H5Pset_attr_creation_order(list, H5P_CRT_ORDER_TRACKED | H5P_CRT_ORDER_INDEXED),
          "prepare", where);
  return list;
}

// Whole chunks come from our own buffer; a second copy in HDF5's cache would only cost memory.
Handle access_list(const std::string& where) {
  Handle list(H5Pcreate(H5P_DATASET_ACCESS), H5Pclose, "prepare", where);
  checked(H5Pset_chunk_cache(list, 0, 0, 0), "prepare", where);
  return list;
}

}  // namespace

std::size_t value_bytes(const Column& column) {
  return is_text(column) ? column.width : number_type(column.type).bytes;
}

Handle memory_type_of(const Column& column) {
  return is_text(column) ? text_type(column.width)
                         : copy_of(number_type(column.type).memory, column.name);
}

ColumnWriter::ColumnWriter(hid_t group, const Column& column, const std::string& where,
                           Storage storage)
    : name_(column.name), where_(where + "/" + column.name), type_(column.type), value_bytes_(0) {
  check(column);
  value_bytes_ = value_bytes(column);
  memory_type_ = memory_type_of(column);
  const Handle file_type =
      is_text(column) ? text_type(column.width) : copy_of(number_type(type_).file, where_);
  const hsize_t none = 0;
  const hsize_t any = H5S_UNLIMITED;
  const Handle space(H5Screate_simple(1, &none, &any), H5Sclose, "shape", where_);
  dataset_ = Handle(H5Dcreate2(group, name_.c_str(), file_type, space, H5P_DEFAULT,
                               creation_list(where_, storage), access_list(where_)),
                    H5Dclose, "create", where_);
  if (!column.description.empty()) {
    write_attribute(dataset_, "description", column.description, where_);
  }
  if (!column.units.empty()) write_attribute(dataset_, "units", column.units, where_);
  if (!column.meanings.empty()) write_flags(dataset_, column, where_);
  if (!column.dictionary.empty()) {
    write_attribute(dataset_, "dictionary", column.dictionary, where_);
  }
  for (const auto& [name, text] : column.attributes) write_attribute(dataset_, name, text, where_);
}

void ColumnWriter::append(const void* values, std::size_t count) {
  if (!dataset_.is_open()) throw std::logic_error("column " + name_ + " is closed");
  if (taken_ > 0) {
    buffer_.erase(buffer_.begin(), buffer_.begin() + static_cast<std::ptrdiff_t>(taken_));
    taken_ = 0;
  }
  const char* bytes = static_cast<const char*>(values);
  buffer_.insert(buffer_.end(), bytes, bytes + count * value_bytes_);
}

void ColumnWriter::append_text(const std::string& text) {
  std::size_t length = std::min(text.size(), value_bytes_);
  const auto continues_a_character = [&](std::size_t at) {
    return (static_cast<unsigned char>(text[at]) & 0xC0U) == 0x80U;
  };
  while (length < text.size() && length > 0 && continues_a_character(length)) --length;
  std::string padded = text.substr(0, length);
  padded.resize(value_bytes_, '\0');
  append(padded.data(), 1);
}

// The one place where values reach HDF5: compressing chunks ourselves (H5Dwrite_chunk) would
// replace this function's body and nothing else.
void ColumnWriter::write_chunk() {
  const hsize_t count = std::min(pending_rows(), chunk_rows);
  if (count == 0) return;
  const hsize_t start = written_;
  const hsize_t extent = start + count;
  checked(H5Dset_extent(dataset_, &extent), "extend", where_);
  const Handle space(H5Dget_space(dataset_), H5Sclose, "write", where_);
  checked(H5Sselect_hyperslab(space, H5S_SELECT_SET, &start, nullptr, &count, nullptr), "write",
          where_);
  const Handle memory(H5Screate_simple(1, &count, nullptr), H5Sclose, "write", where_);
  checked(H5Dwrite(dataset_, memory_type_, memory, space, H5P_DEFAULT, buffer_.data() + taken_),
          "write", where_);
  written_ += count;
  taken_ += count * value_bytes_;
}

void ColumnWriter::close() {
  while (pending_rows() > 0) write_chunk();
  dataset_.close("close", where_);
  buffer_ = {};
  taken_ = 0;
}

}  // namespace nakodo::experiment

#include "experiment/hdf5_column.hpp"

#include <algorithm>
#include <array>
#include <limits>
#include <numeric>
#include <set>
#include <stdexcept>
#include <utility>

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

// What the file says of how it was compressed; no reader needs it (deflate.hpp).
constexpr unsigned deflate_level = 1;

Handle creation_list(const std::string& where, hsize_t chunk_rows) {
  Handle list(H5Pcreate(H5P_DATASET_CREATE), H5Pclose, "prepare", where);
  checked(H5Pset_chunk(list, 1, &chunk_rows), "chunk", where);
  // These, in this order, are what chunk_coding.hpp does.
  checked(H5Pset_shuffle(list), "shuffle", where);
  checked(H5Pset_deflate(list, deflate_level), "compress", where);
  checked(H5Pset_fletcher32(list), "checksum", where);
  checked(H5Pset_obj_track_times(list, false), "prepare", where);
  checked(H5Pset_attr_creation_order(list, H5P_CRT_ORDER_TRACKED | H5P_CRT_ORDER_INDEXED),
          "prepare", where);
  return list;
}

// Chunks are stored as they are; HDF5's cache of them would only cost memory.
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
                           ChunkPress& press)
    : name_(column.name),
      where_(where + "/" + column.name),
      type_(column.type),
      value_bytes_(0),
      press_(&press) {
  check(column);
  value_bytes_ = experiment::value_bytes(column);
  const Handle file_type =
      is_text(column) ? text_type(column.width) : copy_of(number_type(type_).file, where_);
  const hsize_t none = 0;
  const hsize_t any = H5S_UNLIMITED;
  const Handle space(H5Screate_simple(1, &none, &any), H5Sclose, "shape", where_);
  dataset_ = Handle(H5Dcreate2(group, name_.c_str(), file_type, space, H5P_DEFAULT,
                               creation_list(where_, press.chunk_rows()), access_list(where_)),
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

char* ColumnWriter::extend(std::size_t count) {
  if (!dataset_.is_open()) throw std::logic_error("column " + name_ + " is closed");
  const std::size_t used = pending_ * value_bytes_;
  const std::size_t wanted = used + count * value_bytes_;
  if (buffer_.size() < wanted)  // a little at first, later a chunk
    buffer_.resize(std::max(wanted, std::min(2 * wanted, chunk_bytes())));
  pending_ += count;
  return buffer_.data() + used;
}

void ColumnWriter::append_text(const std::string& text) {
  std::size_t length = std::min(text.size(), value_bytes_);
  const auto continues_a_character = [&](std::size_t at) {
    return (static_cast<unsigned char>(text[at]) & 0xC0U) == 0x80U;
  };
  while (length < text.size() && length > 0 && continues_a_character(length)) --length;
  char* const to = extend(1);
  std::fill(std::copy_n(text.data(), length, to), to + value_bytes_, '\0');
}

void ColumnWriter::write_chunk() {
  const std::size_t rows = std::min(pending_, press_->chunk_rows());
  if (rows == 0) return;
  const std::size_t first_row = written_;
  const std::size_t bytes = rows * value_bytes_;
  written_ += rows;
  pending_ -= rows;
  std::vector<char> values = std::exchange(buffer_, press_->buffer(chunk_bytes()));
  const std::size_t rest = pending_ * value_bytes_;
  if (buffer_.size() < rest) buffer_.resize(rest);
  std::copy_n(values.data() + bytes, rest, buffer_.data());
  press_->give(std::move(values), bytes, value_bytes_,
               [this, first_row, rows](std::span<const char> stored) {
                 store(first_row, rows, stored);
                 if (follower_ != nullptr && first_row >= followed_from_)
                   follower_->store(first_row - followed_from_, rows, stored);
               });
}

// The one place where values reach HDF5.
void ColumnWriter::store(std::size_t first_row, std::size_t rows, std::span<const char> stored) {
  const hsize_t start = first_row;
  const hsize_t extent = first_row + rows;
  checked(H5Dset_extent(dataset_, &extent), "extend", where_);
  checked(H5Dwrite_chunk(dataset_, H5P_DEFAULT, 0, &start, stored.size(), stored.data()), "write",
          where_);
}

void ColumnWriter::write_rest() {
  while (pending_ > 0) write_chunk();
}

void ColumnWriter::close() {
  dataset_.close("close", where_);
  buffer_ = {};
}

void ColumnWriter::lead(ColumnWriter& other) {
  follower_ = &other;
  followed_from_ = written_;
}

void ColumnWriter::part() {
  ColumnWriter& other = *std::exchange(follower_, nullptr);
  other.written_ = written_ + pending_ - followed_from_;
  if (pending_ == 0) return;
  const std::size_t bytes = pending_ * value_bytes_;
  std::vector<char> values = press_->buffer(bytes);
  if (values.size() < bytes) values.resize(bytes);
  std::copy_n(buffer_.data(), bytes, values.data());
  press_->give(std::move(values), bytes, value_bytes_,
               [&other, first_row = written_ - followed_from_, rows = pending_](
                   std::span<const char> stored) { other.store(first_row, rows, stored); });
}

}  // namespace nakodo::experiment

// One concept: attributes of HDF5 objects.
// Policy: explicit little-endian types; text is UTF-8 of fixed length (never variable length).
#pragma once

#include <hdf5.h>

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "experiment/hdf5_handle.hpp"

namespace nakodo::experiment {

/// The type of text of `bytes` bytes: fixed width, UTF-8, padded with NUL; at least one byte wide.
Handle text_type(std::size_t bytes);

/// Write an attribute that `object` does not have yet. `where` names the object in errors.
void write_attribute(hid_t object, const std::string& name, std::string_view text,
                     const std::string& where);
void write_attribute(hid_t object, const std::string& name, std::uint64_t value,
                     const std::string& where);
void write_attribute(hid_t object, const std::string& name, double value, const std::string& where);
void write_attribute(hid_t object, const std::string& name, std::uint8_t value,
                     const std::string& where);

/// Writes an array of `size` values of `memory_type` at `values`, stored as `file_type`.
void write_attribute(hid_t object, const std::string& name, hid_t file_type, hid_t memory_type,
                     const void* values, std::size_t size, const std::string& where);

}  // namespace nakodo::experiment

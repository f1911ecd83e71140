// One concept: the seal of a file, a last line that names the fingerprint of all bytes before it.
// Whatever bit of a sealed file changes, and wherever it is cut short, the seal no longer fits;
// checksums within HDF5 leave out much of what is not data. HDF5 reads a sealed file like any
// other.
#pragma once

#include <filesystem>

#include "experiment/storage_error.hpp"

namespace nakodo::experiment {

/// Appends the seal to the file open for reading and writing as `descriptor`. `called` is what
/// errors call the file. Throws StorageError.
void seal_file(int descriptor, const std::filesystem::path& called);

/// Throws StorageError unless the file is sealed and its bytes are those that were sealed.
void check_seal(const std::filesystem::path& path);

}  // namespace nakodo::experiment

// One concept: the door between HDF5 and a file descriptor (an HDF5 virtual file driver).
// Policy: HDF5 1.10 crashes in H5Fclose or at exit once a write has failed. So it is never told:
// the first failure is remembered, from then on nothing reaches the disk, and what HDF5 still
// writes while it closes is kept in memory so that it reads back what it wrote.
#pragma once

#include <hdf5.h>

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <vector>

#include "experiment/hdf5_handle.hpp"

namespace nakodo::experiment {

/// The bytes of one HDF5 file. Outlives the HDF5 file that is opened on it.
class DiskFile {
 public:
  /// `descriptor` stays the caller's; `path` is what errors call the file.
  DiskFile(int descriptor, std::filesystem::path path);
  DiskFile(const DiskFile&) = delete;
  DiskFile& operator=(const DiskFile&) = delete;

  const std::filesystem::path& path() const { return path_; }
  /// Throws StorageError if a write has failed.
  void check() const;
  /// Waits until all bytes are on the disk; throws StorageError if they cannot be.
  void sync() const;

  /// An HDF5 file access list that leads here, whatever name H5Fcreate and H5Fopen are given.
  Handle access();

  std::uint64_t size() const { return size_; }
  /// False if the disk cannot be read; bytes past the end read as 0.
  bool read(std::uint64_t offset, void* bytes, std::size_t count) const;
  void write(std::uint64_t offset, const void* bytes, std::size_t count);
  void resize(std::uint64_t size);

 private:
  struct Unwritten {
    std::uint64_t offset;
    std::vector<char> bytes;
  };

  int descriptor_;
  std::filesystem::path path_;
  Handle driver_;  // HDF5 uses it to the end of H5Fclose, when only we hold it
  std::uint64_t size_ = 0;
  int error_number_ = 0;
  std::vector<Unwritten> unwritten_;  // in the order of writing, after a failure only
};

}  // namespace nakodo::experiment

#include "experiment/hdf5_driver.hpp"

#include <H5FDpublic.h>
#if H5_VERSION_GE(1, 13, 2)
#include <H5FDdevelop.h>
#endif
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <functional>
#include <memory>
#include <new>
#include <utility>

namespace nakodo::experiment {

DiskFile::DiskFile(int descriptor, std::filesystem::path path)
    : descriptor_(descriptor), path_(std::move(path)) {
  struct stat status {};
  if (fstat(descriptor_, &status) != 0) throw StorageError("read", path_, errno);
  size_ = static_cast<std::uint64_t>(status.st_size);
}

void DiskFile::check() const {
  if (error_number_ != 0) throw StorageError("write", path_, error_number_);
}

void DiskFile::sync() const {
  check();
  if (fsync(descriptor_) != 0) throw StorageError("write", path_, errno);
}

bool DiskFile::read(std::uint64_t offset, void* bytes, std::size_t count) const {
  char* const to = static_cast<char*>(bytes);
  std::size_t done = 0;
  while (done < count) {
    const ssize_t got =
        pread(descriptor_, to + done, count - done, static_cast<off_t>(offset + done));
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) return false;
    if (got == 0) break;
    done += static_cast<std::size_t>(got);
  }
  std::memset(to + done, 0, count - done);
  for (const Unwritten& block : unwritten_) {
    const std::uint64_t first = std::max(offset, block.offset);
    const std::uint64_t last = std::min(offset + count, block.offset + block.bytes.size());
    if (first < last) {
      std::memcpy(to + (first - offset), block.bytes.data() + (first - block.offset), last - first);
    }
  }
  return true;
}

void DiskFile::write(std::uint64_t offset, const void* bytes, std::size_t count) {
  const char* const from = static_cast<const char*>(bytes);
  std::size_t done = 0;
  while (done < count && error_number_ == 0) {
    const ssize_t put =
        pwrite(descriptor_, from + done, count - done, static_cast<off_t>(offset + done));
    if (put < 0 && errno == EINTR) continue;
    if (put < 0) error_number_ = errno;
    if (put == 0) error_number_ = ENOSPC;
    if (put > 0) done += static_cast<std::size_t>(put);
  }
  if (done < count) unwritten_.push_back({offset + done, {from + done, from + count}});
  size_ = std::max(size_, offset + count);
}

void DiskFile::resize(std::uint64_t size) {
  if (error_number_ == 0 && ftruncate(descriptor_, static_cast<off_t>(size)) != 0) {
    error_number_ = errno;
  }
  size_ = size;
}

namespace {

// HDF5's side of an open file: its own record first, as HDF5 asks.
struct DriverFile {
  H5FD_t record{};
  DiskFile* disk = nullptr;
  haddr_t allocated = 0;
};

struct DriverInfo {
  DiskFile* disk;
};

DriverFile& driver_file(H5FD_t* file) { return *reinterpret_cast<DriverFile*>(file); }
const DriverFile& driver_file(const H5FD_t* file) {
  return *reinterpret_cast<const DriverFile*>(file);
}

H5FD_t* open_file(const char*, unsigned flags, hid_t access, haddr_t) {
  const auto* info = static_cast<const DriverInfo*>(H5Pget_driver_info(access));
  if (info == nullptr) return nullptr;
  auto file = std::unique_ptr<DriverFile>(new (std::nothrow) DriverFile);
  if (file == nullptr) return nullptr;
  file->disk = info->disk;
  if ((flags & H5F_ACC_TRUNC) != 0) info->disk->resize(0);
  return &file.release()->record;
}

herr_t close_file(H5FD_t* file) {
  delete &driver_file(file);
  return 0;
}

int compare_files(const H5FD_t* a, const H5FD_t* b) {
  const std::less<const DiskFile*> less;
  const DiskFile* const left = driver_file(a).disk;
  const DiskFile* const right = driver_file(b).disk;
  return less(left, right) ? -1 : less(right, left) ? 1 : 0;
}

herr_t query(const H5FD_t*, unsigned long* flags) {
  *flags = H5FD_FEAT_AGGREGATE_METADATA | H5FD_FEAT_ACCUMULATE_METADATA |
           H5FD_FEAT_AGGREGATE_SMALLDATA | H5FD_FEAT_DEFAULT_VFD_COMPATIBLE;
  return 0;
}

haddr_t get_allocated(const H5FD_t* file, H5FD_mem_t) { return driver_file(file).allocated; }

herr_t set_allocated(H5FD_t* file, H5FD_mem_t, haddr_t end) {
  driver_file(file).allocated = end;
  return 0;
}

haddr_t get_size(const H5FD_t* file, H5FD_mem_t) { return driver_file(file).disk->size(); }

herr_t read_bytes(H5FD_t* file, H5FD_mem_t, hid_t, haddr_t at, std::size_t count, void* bytes) {
  return driver_file(file).disk->read(at, bytes, count) ? 0 : -1;
}

// Nothing may be thrown through HDF5's C code.
herr_t write_bytes(H5FD_t* file, H5FD_mem_t, hid_t, haddr_t at, std::size_t count,
                   const void* bytes) {
  try {
    driver_file(file).disk->write(at, bytes, count);
    return 0;
  } catch (...) {
    return -1;
  }
}

herr_t truncate_file(H5FD_t* file, hid_t, hbool_t) {
  DriverFile& open = driver_file(file);
  if (open.allocated != open.disk->size()) open.disk->resize(open.allocated);
  return 0;
}

H5FD_class_t driver_class() {
  H5FD_class_t driver{};
#if H5_VERSION_GE(1, 13, 2)
  driver.version = H5FD_CLASS_VERSION;
  driver.value = static_cast<H5FD_class_value_t>(H5_VFD_RESERVED + 0x6e61);
#endif
  driver.name = "nakodo";
  driver.maxaddr = (haddr_t{1} << 62U) - 1;
  driver.fc_degree = H5F_CLOSE_STRONG;
  driver.fapl_size = sizeof(DriverInfo);
  driver.open = open_file;
  driver.close = close_file;
  driver.cmp = compare_files;
  driver.query = query;
  driver.get_eoa = get_allocated;
  driver.set_eoa = set_allocated;
  driver.get_eof = get_size;
  driver.read = read_bytes;
  driver.write = write_bytes;
  driver.truncate = truncate_file;
  const H5FD_mem_t map[] = H5FD_FLMAP_DICHOTOMY;
  std::copy(std::begin(map), std::end(map), driver.fl_map);
  return driver;
}

}  // namespace

Handle DiskFile::access() {
  const std::string where = path_.string();
  Handle list(H5Pcreate(H5P_FILE_ACCESS), H5Pclose, "open", where);
  if (!driver_.is_open()) {
    const H5FD_class_t driver = driver_class();
    driver_ = Handle(H5FDregister(&driver), H5FDunregister, "open", where);
  }
  const DriverInfo info{this};
  checked(H5Pset_driver(list, driver_, &info), "open", where);
  checked(H5Pset_fclose_degree(list, H5F_CLOSE_STRONG), "open", where);
  // The oldest format that stores attributes larger than 64 KiB and indexes chunks well.
  checked(H5Pset_libver_bounds(list, H5F_LIBVER_V110, H5F_LIBVER_V110), "open", where);
  return list;
}

}  // namespace nakodo::experiment

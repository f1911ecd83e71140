#include "experiment/file_seal.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "experiment/byte_fingerprint.hpp"
#include "experiment/publication.hpp"

namespace nakodo::experiment {
namespace {

constexpr std::string_view seal_begins = "\nsealed by nakodo: ";
constexpr std::size_t hexadecimal_digits = 16;
constexpr std::size_t seal_bytes = seal_begins.size() + hexadecimal_digits + 1;

std::uint64_t size_of(int descriptor, const std::filesystem::path& called) {
  const off_t end = ::lseek(descriptor, 0, SEEK_END);
  if (end < 0) throw StorageError("read", called, errno);
  return static_cast<std::uint64_t>(end);
}

/// The bytes at `at`, as many as fit or there are.
std::size_t read_at(int descriptor, std::uint64_t at, char* bytes, std::size_t count,
                    const std::filesystem::path& called) {
  std::size_t done = 0;
  while (done < count) {
    const ssize_t got =
        ::pread(descriptor, bytes + done, count - done, static_cast<off_t>(at + done));
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) throw StorageError("read", called, errno);
    if (got == 0) break;
    done += static_cast<std::size_t>(got);
  }
  return done;
}

std::string seal_of(int descriptor, std::uint64_t size, const std::filesystem::path& called) {
  ByteFingerprint fingerprint;
  std::vector<char> block(1U << 20U);
  for (std::uint64_t at = 0; at < size;) {
    const std::size_t wanted = std::min<std::uint64_t>(block.size(), size - at);
    const std::size_t got = read_at(descriptor, at, block.data(), wanted, called);
    if (got == 0) break;
    fingerprint.add({block.data(), got});
    at += got;
  }
  return std::string(seal_begins) + fingerprint.hex() + '\n';
}

}  // namespace

void seal_file(int descriptor, const std::filesystem::path& called) {
  const std::uint64_t size = size_of(descriptor, called);
  const std::string seal = seal_of(descriptor, size, called);
  for (std::size_t done = 0; done < seal.size();) {
    const ssize_t put = ::pwrite(descriptor, seal.data() + done, seal.size() - done,
                                 static_cast<off_t>(size + done));
    if (put < 0 && errno == EINTR) continue;
    if (put <= 0) throw StorageError("write", called, put == 0 ? ENOSPC : errno);
    done += static_cast<std::size_t>(put);
  }
}

void check_seal(const std::filesystem::path& path) {
  const Descriptor file(::open(path.c_str(), O_RDONLY | O_NOFOLLOW | O_CLOEXEC));
  if (file.get() < 0) throw StorageError("open", path, errno);
  const std::uint64_t size = size_of(file.get(), path);
  std::string found(seal_bytes, '\0');
  const bool has_room = size >= seal_bytes;
  if (has_room) read_at(file.get(), size - seal_bytes, found.data(), found.size(), path);
  if (!has_room || !found.starts_with(seal_begins))
    throw StorageError(path.string() + " is truncated: it does not end with its seal");
  if (found != seal_of(file.get(), size - seal_bytes, path))
    throw StorageError(path.string() +
                       " is damaged: its bytes are not those that were written, by its seal");
}

}  // namespace nakodo::experiment

#include "experiment/publication.hpp"

#include <dirent.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstddef>
#include <cstdio>
#include <fstream>
#include <iterator>
#include <set>
#include <utility>
#include <vector>

namespace nakodo::experiment {
namespace {

void check_name(const std::string& name) {
  const auto odd = [](char c) { return c == '/' || static_cast<unsigned char>(c) < ' '; };
  if (name.empty() || name.size() > 200 || name.front() == '.' ||
      std::any_of(name.begin(), name.end(), odd)) {
    throw StorageError("'" + name +
                       "' is not the name of a results file: use 1 to 200 characters "
                       "without '/' that do not begin with '.'");
  }
}

// A lock of this open file, not of the process; HDF5's readers, which use flock, do not meet it.
bool lock(int fd) {
  struct flock whole {};
  whole.l_type = F_WRLCK;
  whole.l_whence = SEEK_SET;
  return fcntl(fd, F_OFD_SETLK, &whole) == 0;
}

bool is_named(int folder, const std::string& name, int fd) {
  struct stat open {};
  struct stat named {};
  return fstat(fd, &open) == 0 && fstatat(folder, name.c_str(), &named, AT_SYMLINK_NOFOLLOW) == 0 &&
         open.st_dev == named.st_dev && open.st_ino == named.st_ino;
}

// Whether `candidate` is `.<name>.<digits>[.<digits>].tmp`.
bool is_temporary_of(const std::string& candidate, const std::string& name) {
  const std::string begin = "." + name + ".";
  const std::string end = ".tmp";
  return candidate.size() > begin.size() + end.size() && candidate.starts_with(begin) &&
         candidate.ends_with(end) &&
         candidate.find_first_not_of("0123456789.", begin.size()) == candidate.size() - 3;
}

/// The name that a temporary file was to get; empty if it is none. Such names end in no digits.
std::string name_of_temporary(const std::string& candidate) {
  const std::string end = ".tmp";
  if (!candidate.starts_with('.') || !candidate.ends_with(end)) return {};
  std::string name = candidate.substr(1, candidate.size() - 1 - end.size());
  const auto digits = [&] { return name.find_last_not_of("0123456789") + 1; };
  while (digits() > 1 && digits() < name.size() && name[digits() - 1] == '.')
    name.resize(digits() - 1);
  return is_temporary_of(candidate, name) ? name : std::string{};
}

// A file whose lock we get has no living writer. Best effort: what we may not remove stays.
void remove_leftovers(int folder, const std::filesystem::path& folder_path,
                      const std::string& name) {
  std::error_code error;
  for (std::filesystem::directory_iterator entry(folder_path, error), last; !error && entry != last;
       entry.increment(error)) {
    const std::string leftover = entry->path().filename().string();
    if (!is_temporary_of(leftover, name)) continue;
    const Descriptor file(
        openat(folder, leftover.c_str(), O_RDWR | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC));
    if (file.get() >= 0 && lock(file.get()) && is_named(folder, leftover, file.get())) {
      unlinkat(folder, leftover.c_str(), 0);
    }
  }
}

Descriptor open_existing(int folder, const std::string& name, const std::filesystem::path& path) {
  Descriptor file(openat(folder, name.c_str(), O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC));
  if (file.get() < 0) throw StorageError("replace", path, errno);
  struct stat status {};
  if (fstat(file.get(), &status) != 0) throw StorageError("replace", path, errno);
  if (!S_ISREG(status.st_mode)) {
    throw StorageError("cannot replace " + path.string() + ": it is not a file. Move it away");
  }
  return file;
}

std::size_t read_block(int fd, std::vector<char>& block, off_t at,
                       const std::filesystem::path& path) {
  std::size_t done = 0;
  while (done < block.size()) {
    const ssize_t got =
        pread(fd, block.data() + done, block.size() - done, at + static_cast<off_t>(done));
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) throw StorageError("read", path, errno);
    if (got == 0) break;
    done += static_cast<std::size_t>(got);
  }
  return done;
}

bool same_bytes(int a, int b, const std::filesystem::path& path) {
  constexpr std::size_t block_bytes = 1U << 20U;
  std::vector<char> left(block_bytes);
  std::vector<char> right(block_bytes);
  for (off_t at = 0;; at += static_cast<off_t>(block_bytes)) {
    const std::size_t count = read_block(a, left, at, path);
    if (count != read_block(b, right, at, path)) return false;
    if (!std::equal(left.begin(), left.begin() + static_cast<std::ptrdiff_t>(count),
                    right.begin())) {
      return false;
    }
    if (count < block_bytes) return true;
  }
}

void sync_folder(int folder, const std::filesystem::path& path) {
  // Some file systems cannot sync a folder and say EINVAL; they offer nothing better.
  if (fsync(folder) != 0 && errno != EINVAL) throw StorageError("write to", path, errno);
}

}  // namespace

Descriptor::Descriptor(Descriptor&& other) noexcept : fd_(std::exchange(other.fd_, -1)) {}

Descriptor& Descriptor::operator=(Descriptor&& other) noexcept {
  std::swap(fd_, other.fd_);
  return *this;
}

Descriptor::~Descriptor() {
  if (fd_ >= 0) ::close(fd_);
}

TemporaryFile TemporaryFile::create(const std::filesystem::path& folder, const std::string& name) {
  check_name(name);
  std::filesystem::path folder_path = folder.lexically_normal();
  // "results/" names the same folder as "results", but would follow a symbolic link.
  if (!folder_path.has_filename()) folder_path = folder_path.parent_path();
  if (folder_path.empty()) folder_path = ".";
  return TemporaryFile(std::move(folder_path), name);
}

TemporaryFile::TemporaryFile(std::filesystem::path folder_path, std::string name)
    : folder_path_(std::move(folder_path)), name_(std::move(name)) {
  std::error_code error;
  std::filesystem::create_directories(folder_path_, error);
  if (error) throw StorageError("create the folder", folder_path_, error.value());
  if (std::filesystem::is_symlink(std::filesystem::symlink_status(folder_path_, error))) {
    throw StorageError("write to", folder_path_, ELOOP);
  }
  folder_ =
      Descriptor(::open(folder_path_.c_str(), O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC));
  if (folder_.get() < 0) throw StorageError("open the folder", folder_path_, errno);
  remove_leftovers(folder_.get(), folder_path_, name_);
  const std::string begin = "." + name_ + "." + std::to_string(getpid());
  std::string counter;
  for (int n = 1; !claim(begin + counter + ".tmp"); ++n) {
    counter = '.' + std::to_string(n);
    if (n == 1000) throw StorageError("create a temporary file for", final_path(), EEXIST);
  }
}

// False if the name is taken, or if a cleaner took the file away before it was locked.
bool TemporaryFile::claim(const std::string& temporary_name) {
  Descriptor file(openat(folder_.get(), temporary_name.c_str(),
                         O_RDWR | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0666));
  if (file.get() < 0) {
    if (errno == EEXIST) return false;
    throw StorageError("create", final_path(), errno);
  }
  // Where the file system knows no locks nobody can take the lock, and so nobody cleans either.
  const bool contended = !lock(file.get()) && (errno == EAGAIN || errno == EACCES);
  if (contended || !is_named(folder_.get(), temporary_name, file.get())) return false;
  file_ = std::move(file);
  temporary_name_ = temporary_name;
  return true;
}

TemporaryFile::TemporaryFile(TemporaryFile&& other) noexcept
    : folder_path_(std::move(other.folder_path_)),
      name_(std::move(other.name_)),
      folder_(std::move(other.folder_)),
      file_(std::move(other.file_)),
      temporary_name_(std::exchange(other.temporary_name_, {})) {}

TemporaryFile& TemporaryFile::operator=(TemporaryFile&& other) noexcept {
  folder_path_.swap(other.folder_path_);
  name_.swap(other.name_);
  std::swap(folder_, other.folder_);
  std::swap(file_, other.file_);
  temporary_name_.swap(other.temporary_name_);
  return *this;
}

TemporaryFile::~TemporaryFile() { remove(); }

void TemporaryFile::remove() noexcept {
  if (!temporary_name_.empty()) unlinkat(folder_.get(), temporary_name_.c_str(), 0);
  temporary_name_.clear();
}

// link(2) never replaces anything, unlike rename(2).
bool TemporaryFile::link_to(const std::string& name) const {
  if (linkat(folder_.get(), temporary_name_.c_str(), folder_.get(), name.c_str(), 0) == 0) {
    return true;
  }
  if (errno == EEXIST) return false;
  if (errno == EPERM || errno == EOPNOTSUPP) {
    throw StorageError("cannot create " + (folder_path_ / name).string() +
                       ": the file system has no hard links. Choose a folder on another with "
                       "--out");
  }
  throw StorageError("create", folder_path_ / name, errno);
}

Published TemporaryFile::publish(IfDifferent if_different) {
  if (fsync(file_.get()) != 0) throw StorageError("write", final_path(), errno);
  Outcome outcome = Outcome::created;
  if (!link_to(name_)) {
    const Descriptor existing = open_existing(folder_.get(), name_, final_path());
    if (same_bytes(file_.get(), existing.get(), final_path())) {
      outcome = Outcome::already_there;
    } else if (if_different == IfDifferent::refuse) {
      keep_beside();
    } else {
      replace_existing();
      outcome = Outcome::replaced;
    }
  }
  remove();
  sync_folder(folder_.get(), folder_path_);
  return {final_path(), outcome};
}

void TemporaryFile::replace_existing() {
  if (renameat(folder_.get(), temporary_name_.c_str(), folder_.get(), name_.c_str()) != 0) {
    throw StorageError("replace", final_path(), errno);
  }
  temporary_name_.clear();
}

void TemporaryFile::keep_beside() {
  std::string kept;
  for (int n = 1; kept.empty() && n < 1000; ++n) {
    const std::string candidate = name_ + ".differs-" + std::to_string(n);
    if (link_to(candidate)) kept = candidate;
  }
  if (kept.empty()) throw StorageError("keep a second version of", final_path(), EEXIST);
  remove();
  sync_folder(folder_.get(), folder_path_);
  throw StorageError("cannot publish " + final_path().string() +
                     ": it exists and differs, though the same experiment gives the same bytes. "
                     "Both are kept, the new one as " +
                     (folder_path_ / kept).string() + ". Compare them (`h5diff`), and remove one");
}

void remove_leftovers(const std::filesystem::path& folder, const std::string& name) {
  const Descriptor open(::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC));
  if (open.get() >= 0) remove_leftovers(open.get(), folder, name);
}

void remove_leftovers(const std::filesystem::path& folder,
                      const std::function<bool(const std::string&)>& is_of_kind) {
  std::set<std::string> names;
  std::error_code error;
  for (std::filesystem::directory_iterator entry(folder, error), last; !error && entry != last;
       entry.increment(error))
    if (const std::string name = name_of_temporary(entry->path().filename().string());
        !name.empty() && is_of_kind(name))
      names.insert(name);
  for (const std::string& name : names) remove_leftovers(folder, name);
}

std::optional<bool> is_being_written(const std::filesystem::path& folder, const std::string& name) {
  std::optional<bool> written = false;
  std::error_code error;
  for (std::filesystem::directory_iterator entry(folder, error), last; !error && entry != last;
       entry.increment(error)) {
    if (!is_temporary_of(entry->path().filename().string(), name)) continue;
    const Descriptor file(::open(entry->path().c_str(), O_RDWR | O_NOFOLLOW | O_CLOEXEC));
    struct flock whole {};
    whole.l_type = F_WRLCK;
    whole.l_whence = SEEK_SET;
    if (file.get() < 0) continue;
    if (fcntl(file.get(), F_OFD_GETLK, &whole) != 0)
      written = std::nullopt;
    else if (whole.l_type != F_UNLCK)
      return true;
  }
  return written;
}

std::string read_text(const std::filesystem::path& path) {
  std::ifstream in(path, std::ios::binary);
  if (!in) throw StorageError("read", path, errno);
  return {std::istreambuf_iterator<char>(in), {}};
}

Published write_text_atomically(const std::filesystem::path& path, std::string_view text) {
  TemporaryFile file = TemporaryFile::create(path.parent_path(), path.filename().string());
  while (!text.empty()) {
    const ssize_t put = ::write(file.descriptor(), text.data(), text.size());
    if (put < 0 && errno == EINTR) continue;
    if (put < 0) throw StorageError("write", path, errno);
    text.remove_prefix(static_cast<std::size_t>(put));
  }
  return file.publish(IfDifferent::replace);
}

}  // namespace nakodo::experiment

// One concept: a file is there under its name and complete, or it is not there.
// Policy: it is written under a private temporary name in the same folder, synced, then linked to
// its name; whoever dies before that leaves only a temporary file, which the next writer of that
// name removes. Names stay in their folder and symbolic links are refused.
#pragma once

#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "experiment/storage_error.hpp"

namespace nakodo::experiment {

/// What to do if the final name exists and holds other bytes.
enum class IfDifferent {
  replace,  ///< atomically put the new file in its place
  refuse,   ///< keep both: the new one as <name>.differs-<n>, and throw StorageError
};

/// What became of a published file.
enum class Outcome { created, already_there, replaced };

struct Published {
  std::filesystem::path path;
  Outcome outcome;
};

/// An open file descriptor, closed when it goes.
class Descriptor {
 public:
  explicit Descriptor(int fd = -1) : fd_(fd) {}
  Descriptor(Descriptor&& other) noexcept;
  Descriptor& operator=(Descriptor&& other) noexcept;
  ~Descriptor();
  int get() const { return fd_; }

 private:
  int fd_;
};

/// A file under a private temporary name, to become `folder/name`. Removed when it goes, unless
/// published. Move-only.
///
/// The writer holds a lock on it as long as it lives. That, not the process id in its name, tells a
/// leftover from the file of a living writer: ids are reused, and mean nothing on another node.
class TemporaryFile {
 public:
  /// Makes `folder` if there is none, removes what dead writers of `name` left in it, and creates
  /// the file. Throws StorageError; a name that is not a plain file name is one, too.
  static TemporaryFile create(const std::filesystem::path& folder, const std::string& name);

  TemporaryFile(TemporaryFile&& other) noexcept;
  TemporaryFile& operator=(TemporaryFile&& other) noexcept;
  ~TemporaryFile();

  /// Open for reading and writing.
  int descriptor() const { return file_.get(); }
  std::filesystem::path path() const { return folder_path_ / temporary_name_; }
  /// The name it is to get.
  std::filesystem::path final_path() const { return folder_path_ / name_; }

  /// Syncs the file and gives it its name. If that name exists with the same bytes, the old file
  /// stays and this one goes. To be called once; throws StorageError.
  Published publish(IfDifferent if_different);

 private:
  TemporaryFile(std::filesystem::path folder_path, std::string name);
  bool claim(const std::string& temporary_name);
  bool link_to(const std::string& name) const;
  void replace_existing();
  [[noreturn]] void keep_beside();
  void remove() noexcept;

  std::filesystem::path folder_path_;
  std::string name_;
  Descriptor folder_;
  Descriptor file_;
  std::string temporary_name_;  // empty: there is none, or no longer
};

/// Whether somebody is writing a file that is to become `folder/name`, as far as locks tell: where
/// the file system knows none, nullopt if there is a temporary file.
std::optional<bool> is_being_written(const std::filesystem::path& folder, const std::string& name);

/// Removes what dead writers of `folder/name` left, as the next writer of that name would.
void remove_leftovers(const std::filesystem::path& folder, const std::string& name);

/// The same of all names of a kind.
void remove_leftovers(const std::filesystem::path& folder,
                      const std::function<bool(const std::string&)>& is_of_kind);

/// All of a file. Throws StorageError.
std::string read_text(const std::filesystem::path& path);

/// Replaces the text file `path` in one step, or leaves it as it was. Throws StorageError.
Published write_text_atomically(const std::filesystem::path& path, std::string_view text);

}  // namespace nakodo::experiment

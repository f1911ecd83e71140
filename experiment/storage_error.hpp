// One concept: the error of everything that touches the disk.
// Policy: the message is one line a user can act on: what failed, on which file, why, what to do.
#pragma once

#include <cerrno>
#include <filesystem>
#include <stdexcept>
#include <string>
#include <system_error>

namespace nakodo::experiment {

/// A result could not be written, checked or published. Nothing half-written is left behind.
class StorageError : public std::runtime_error {
 public:
  explicit StorageError(const std::string& message) : std::runtime_error(message) {}

  /// `doing` completes "cannot …"; `error_number` is an errno value.
  StorageError(const std::string& doing, const std::filesystem::path& path, int error_number)
      : std::runtime_error("cannot " + doing + " " + path.string() + ": " +
                           std::generic_category().message(error_number) + advice(error_number)),
        error_number_(error_number) {}

  /// The errno value behind the error, 0 if there is none.
  int error_number() const { return error_number_; }

 private:
  static const char* advice(int error_number) {
    switch (error_number) {
      case ENOSPC:
        return ". The disk is full: free some space, or choose another folder with --out, and run "
               "again";
      case EDQUOT:
        return ". Your disk quota is used up: free some space, or choose another folder with "
               "--out, and run again";
      case EFBIG:
        return ". The file is larger than this shell or file system allows (see `ulimit -f`): "
               "raise the limit, or keep less with output.trace, and run again";
      case EACCES:
      case EPERM:
      case EROFS:
        return ". Choose a folder you may write to with --out";
      case EIO:
        return ". The disk reports a fault: check it, or choose another folder with --out";
      case ELOOP:
        return ". It is a symbolic link: results are written to real folders and files only";
      default:
        return "";
    }
  }

  int error_number_ = 0;
};

}  // namespace nakodo::experiment

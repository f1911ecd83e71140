// One concept: the owner of one HDF5 identifier, and the check of every HDF5 return value.
// Policy: HDF5 is not thread-safe as Debian builds it. Everything in hdf5_*.hpp is called from one
// thread at a time. HDF5 prints nothing; what it had to say is in the message of the StorageError.
#pragma once

#include <hdf5.h>

#include <string>
#include <utility>

#include "experiment/storage_error.hpp"

namespace nakodo::experiment {

/// Stops HDF5 from printing its error stack to stderr, for the whole process.
inline void silence_hdf5() { H5Eset_auto2(H5E_DEFAULT, nullptr, nullptr); }

/// What HDF5 recorded first, that is deepest, about its latest failing call; empty if nothing.
inline std::string innermost_hdf5_message() {
  std::string message;
  const auto keep_first = [](unsigned n, const H5E_error2_t* error, void* text) -> herr_t {
    if (n == 0 && error->desc != nullptr) *static_cast<std::string*>(text) = error->desc;
    return 0;
  };
  H5Ewalk2(H5E_DEFAULT, H5E_WALK_UPWARD, keep_first, &message);
  return message;
}

/// Passes on a result of HDF5 that is not negative; anything else is a StorageError
/// "cannot <doing> <where>: <what HDF5 says>".
template <class Result>
Result checked(Result result, const char* doing, const std::string& where) {
  if (result < 0) {
    const std::string reason = innermost_hdf5_message();
    throw StorageError("cannot " + std::string(doing) + " " + where + ": " +
                       (reason.empty() ? "HDF5 gives no reason" : reason));
  }
  return result;
}

/// Owns one HDF5 identifier. Move-only; an empty one owns nothing.
class Handle {
 public:
  using Close = herr_t (*)(hid_t);

  Handle() = default;
  /// Takes `id` over, to be closed by `close`. Throws StorageError if `id` is not an identifier.
  Handle(hid_t id, Close close_function, const char* doing, const std::string& where)
      : id_(checked(id, doing, where)), close_(close_function) {}
  Handle(Handle&& other) noexcept
      : id_(std::exchange(other.id_, H5I_INVALID_HID)), close_(other.close_) {}
  Handle& operator=(Handle&& other) noexcept {
    if (this != &other) {
      abandon();
      id_ = std::exchange(other.id_, H5I_INVALID_HID);
      close_ = other.close_;
    }
    return *this;
  }
  ~Handle() { abandon(); }

  operator hid_t() const { return id_; }
  bool is_open() const { return id_ >= 0; }

  /// Closes now and checks that it worked; to be used wherever closing may write.
  void close(const char* doing, const std::string& where) {
    if (is_open()) checked(close_(std::exchange(id_, H5I_INVALID_HID)), doing, where);
  }

 private:
  // A destructor has nobody to tell. Whoever must know calls close() first.
  void abandon() noexcept {
    if (is_open()) close_(std::exchange(id_, H5I_INVALID_HID));
  }

  hid_t id_ = H5I_INVALID_HID;
  Close close_ = nullptr;
};

}  // namespace nakodo::experiment

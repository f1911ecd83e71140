#pragma once
// The two errors that the kernel raises: the caller broke a rule, or the model does not get on.

#include <cstdint>
#include <stdexcept>
#include <string>

#include "kernel/time.hpp"

namespace nakodo::kernel {

/// The caller broke a rule of the kernel (an event in the past, a calendar booked twice at once).
/// The call that throws it has changed nothing.
class ProgrammingError : public std::logic_error {
 public:
  using std::logic_error::logic_error;
};

/// Zero-delay events kept following each other and time would not have gone on.
class EndlessChain : public std::runtime_error {
 public:
  EndlessChain(const std::string& message, Time at, std::uint64_t count)
      : std::runtime_error(message), at_(at), count_(count) {}

  /// The moment at which time stands still, in days.
  Time at() const { return at_; }
  /// How many zero-delay events were executed at that moment.
  std::uint64_t count() const { return count_; }

 private:
  Time at_;
  std::uint64_t count_;
};

}  // namespace nakodo::kernel

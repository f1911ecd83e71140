// Happening: what an event or the end of a piece of work does: it calls a handler of a process.
// Like a lambda that captures `this`, but the process is told beforehand, so that in a large world
// what it will look at can be fetched into the cache (kernel/action.hpp).
#pragma once

#include "kernel/action.hpp"

namespace nakodo::models {

/// @tparam Process what every event of it looks at is its first `fetched` bytes; once they are
/// there its method `expect(kernel::Expected) const` fetches the rest in two steps, soon and next
template <class Process, void (Process::*handler)()>
struct Happening {
  static constexpr std::size_t fetched = Process::fetched;

  Process* process;

  void operator()() const { (process->*handler)(); }
  void expect(kernel::Expected how_soon) const {
    if (how_soon != kernel::Expected::later) process->expect(how_soon);
  }
};

}  // namespace nakodo::models

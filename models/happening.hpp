// Happening: what an event or the end of a piece of work does: it calls a handler of a process.
// Like a lambda that captures `this`, but the process is told beforehand, so that in a large world
// what it will look at can be fetched into the cache (kernel/action.hpp).
#pragma once

#include "kernel/action.hpp"

namespace nakodo::models {

/// @tparam Process has a method `expect(kernel::Expected) const`, which only fetches
template <class Process, void (Process::*handler)()>
struct Happening {
  Process* process;

  void operator()() const { (process->*handler)(); }
  void expect(kernel::Expected how_soon) const { process->expect(how_soon); }
};

}  // namespace nakodo::models

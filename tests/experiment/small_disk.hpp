// One concept: run something in a child process whose files may not grow past a limit.
// A file size limit fails a write as a full disk does, and needs neither privileges nor a disk.
#pragma once

#include <hdf5.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <cstdio>
#include <exception>
#include <functional>

namespace nakodo::experiment {

/// True if `body` returned true, threw nothing, and HDF5 shut down without a crash after it.
inline bool holds_on_small_disk(unsigned long limit_bytes, const std::function<bool()>& body) {
  std::fflush(nullptr);
  const pid_t child = fork();
  if (child == 0) {
    std::signal(SIGXFSZ, SIG_IGN);
    const rlimit limit{limit_bytes, limit_bytes};
    bool held = setrlimit(RLIMIT_FSIZE, &limit) == 0;
    try {
      held = held && body();
    } catch (const std::exception&) {
      held = false;
    }
    held = H5close() >= 0 && held;  // what HDF5 does at exit
    _exit(held ? 0 : 1);
  }
  int status = 0;
  return child > 0 && waitpid(child, &status, 0) == child && WIFEXITED(status) &&
         WEXITSTATUS(status) == 0;
}

}  // namespace nakodo::experiment

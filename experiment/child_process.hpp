// Child process: another program, run to its end, and what it said.
#pragma once

#include <string>
#include <vector>

namespace nakodo::experiment {

/// What becomes of its standard error.
enum class Errors {
  shown,      ///< as ours
  with_said,  ///< part of what it said
  dropped,
};

struct ChildAnswer {
  bool started = false;
  int code = -1;     ///< exit code; -1 if it was not started or was killed
  std::string said;  ///< on standard output; why it could not be started, if it was not
};

/// Runs a program with these words, the first of them its name, to be found on the PATH.
ChildAnswer run_child(const std::vector<std::string>& words, Errors errors);

}  // namespace nakodo::experiment

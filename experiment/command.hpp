// The commands of the program: each takes its arguments and returns the exit code. What goes wrong
// is thrown.
#pragma once

#include <stdexcept>
#include <string>
#include <vector>

namespace nakodo::experiment {

/// Exit codes, as documented in --help.
enum ExitCode : int {
  success = 0,
  some_failed = 1,    ///< some runs failed
  unusable = 2,       ///< bad usage or bad configuration
  input_output = 74,  ///< sysexits EX_IOERR
  interrupted = 75,   ///< sysexits EX_TEMPFAIL: stopped, or not all there; can be resumed
};

/// Bad usage: what is wrong with the command line, and what to do.
class UsageError : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

using Arguments = std::vector<std::string>;

int run_command(const Arguments& arguments);
int check_command(const Arguments& arguments);
int plan_command(const Arguments& arguments);
int replay_command(const Arguments& arguments);
int merge_command(const Arguments& arguments);
int status_command(const Arguments& arguments);
int resume_command(const Arguments& arguments);
int describe_command(const Arguments& arguments);
int schema_command(const Arguments& arguments);
int submit_command(const Arguments& arguments);

}  // namespace nakodo::experiment

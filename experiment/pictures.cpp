#include "experiment/pictures.hpp"

#include <csignal>
#include <cstdlib>
#include <system_error>

#include "experiment/child_process.hpp"

namespace nakodo::experiment {

Drawing draw_pictures(const std::filesystem::path& results) {
  const char* configured = std::getenv("NAKODO_PYTHON");
  // The sheet beside the pictures tells defaults and units: by this program, unless told otherwise.
  std::error_code none;
  const auto self = std::filesystem::read_symlink("/proc/self/exe", none);
  if (!none) setenv("NAKODO_PROGRAM", self.c_str(), 0);
  const ChildAnswer answer = run_child({configured != nullptr ? configured : "python3", "-m",
                                        "nakodo", "pictures", results.string()},
                                       Errors::with_said);
  constexpr int ended_by_interrupt = 128 + SIGINT;
  return {answer.code == 0, answer.code == ended_by_interrupt, answer.said};
}

}  // namespace nakodo::experiment

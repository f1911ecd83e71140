#include "experiment/pictures.hpp"

#include <cstdlib>

#include "experiment/child_process.hpp"

namespace nakodo::experiment {

Drawing draw_pictures(const std::filesystem::path& results) {
  const char* configured = std::getenv("NAKODO_PYTHON");
  const ChildAnswer answer = run_child({configured != nullptr ? configured : "python3", "-m",
                                        "nakodo", "pictures", results.string()},
                                       Errors::with_said);
  return {answer.code == 0, answer.said};
}

}  // namespace nakodo::experiment

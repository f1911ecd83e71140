// Pictures: asks the Python package to draw what belongs beside a results file.
#pragma once

#include <filesystem>
#include <string>

namespace nakodo::experiment {

/// Runs `python -m nakodo pictures FILE` with the interpreter of NAKODO_PYTHON, else python3, and
/// this program as NAKODO_PROGRAM unless that is set: it also writes STRESS.md.
/// Returns what it printed (paths of what was written); a reason instead, and false, if nothing
/// could be drawn: results are complete without.
struct Drawing {
  bool drawn = false;
  bool stopped = false;  ///< by whoever waited for them
  std::string said;
};
Drawing draw_pictures(const std::filesystem::path& results);

}  // namespace nakodo::experiment

#include "experiment/factor_check.hpp"

#include <algorithm>
#include <array>
#include <cstddef>
#include <string>
#include <string_view>
#include <unordered_map>

#include "experiment/path_check.hpp"

namespace nakodo::experiment {
namespace {

/// Only the world varies, and how long it is watched: what is counted and kept, and the calendar,
/// are one for all points.
void check_path(const std::string& path, Place place, Diagnostics& diagnostics) {
  static constexpr std::array<std::string_view, 6> fixed{"nakodo",     "title",  "time",
                                                         "experiment", "output", "execution"};
  const std::string first = path.substr(0, path.find_first_of(".["));
  if (path != "time.horizon" && std::find(fixed.begin(), fixed.end(), first) != fixed.end())
    diagnostics.error(
        place, "'" + first + "' cannot be varied: it is one for all points",
        "vary something of the world, or run the file twice with --set " + path + "=…");
}

/// Of two factors that set the same part of the file one would not count.
void check_overlaps(const std::vector<Factor>& factors, Diagnostics& diagnostics) {
  struct Varied {
    std::string path;
    Place place;
    std::size_t factor;
  };
  std::unordered_map<std::string, Varied> known;
  const auto compare = [&](const Varied& one, const std::string& path) {
    const auto found = known.find(path);
    if (found == known.end() || found->second.factor == one.factor) return;
    const Varied& other = found->second;
    const auto complain = [&](const Varied& of, const Varied& beside) {
      diagnostics.error(of.place,
                        "'" + of.path + "' is varied twice: another factor sets " +
                            (of.path == beside.path ? "it too" : "'" + beside.path + "'"),
                        "one of the two would not count: remove it, or make them one factor with "
                        "`arms`");
    };
    complain(one, other);
    complain(other, one);
  };
  std::vector<Varied> all;
  for (std::size_t f = 0; f < factors.size(); ++f)
    for (const auto& [path, place] : paths_of(factors[f])) all.push_back({path, place, f});
  for (const Varied& each : all)
    if (!known.emplace(each.path, each).second) compare(each, each.path);
  for (const Varied& each : all)
    for (std::string above = each.path; above.find_last_of(".[") != std::string::npos;) {
      above.resize(above.find_last_of(".["));
      compare(each, above);
    }
}

}  // namespace

void check_paths(const std::vector<Factor>& factors, const Node& document,
                 Diagnostics& diagnostics) {
  for (const Factor& factor : factors)
    for (const auto& [path, place] : paths_of(factor)) {
      check_path(path, place, diagnostics);
      check_owner(document, path, place, diagnostics);
    }
  check_overlaps(factors, diagnostics);
}

}  // namespace nakodo::experiment

#include "experiment/path_check.hpp"

#include <algorithm>
#include <array>
#include <sstream>
#include <variant>

#include "experiment/suggestion.hpp"
#include "models/scenario.hpp"

namespace nakodo::experiment {

bool is_within(std::string_view path, std::string_view whole) {
  return path.starts_with(whole) &&
         (path.size() == whole.size() || path[whole.size()] == '.' || path[whole.size()] == '[');
}

std::vector<std::string> names_in(const Node& root, std::string_view sections) {
  std::vector<std::string> names;
  std::istringstream stream{std::string(sections)};
  for (std::string section; std::getline(stream, section, '|');) {
    if (const Node* node = root.find(section); node != nullptr && node->is_mapping())
      for (const Entry& entry : node->entries()) names.push_back(entry.key);
    if (section == "media")
      for (const auto& [name, medium] : models::default_media())
        if (std::find(names.begin(), names.end(), name) == names.end()) names.push_back(name);
  }
  return names;
}

bool check_owner(const Node& root, const std::string& path, Place place, Diagnostics& diagnostics) {
  static constexpr std::array<std::string_view, 5> sections{"communities", "firms",
                                                            "intermediaries", "projects", "media"};
  const auto steps = parse_path(path);
  if (!steps || steps->size() < 3) return true;
  const auto* section = std::get_if<std::string>(&(*steps)[0]);
  const auto* name = std::get_if<std::string>(&(*steps)[1]);
  if (section == nullptr || name == nullptr ||
      std::find(sections.begin(), sections.end(), *section) == sections.end())
    return true;
  const std::vector<std::string> names = names_in(root, *section);
  if (std::find(names.begin(), names.end(), *name) != names.end()) return true;
  diagnostics.error(place, "'" + *name + "' is not one of the " + *section + " of this file",
                    suggest(*name, names));
  return false;
}

}  // namespace nakodo::experiment

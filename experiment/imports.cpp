#include "experiment/imports.hpp"

#include <algorithm>
#include <cstdint>
#include <fstream>
#include <string_view>
#include <system_error>
#include <utility>

#include "experiment/body_names.hpp"
#include "experiment/firm_file.hpp"
#include "experiment/suggestion.hpp"
#include "experiment/tie_file.hpp"

namespace nakodo::experiment {
namespace {

namespace fs = std::filesystem;

/// Suggestions are worth a look at every name up to so many of them.
constexpr std::size_t few_names = 2'000;

/// Where a file is named; nullptr if there is none.
const Node* firms_node(const Node& root, const std::string& entry) {
  return get_path(root, "firms." + entry + ".from");
}
const Node* ties_node(const Node& root) { return get_path(root, "ties"); }

/// What there is to be tied, in the order of its numbers; and, if asked for, who else has a name.
std::string signature_of(const models::Scenario& scenario, bool with_drawn) {
  std::string signature;
  models::call_roll(
      scenario,
      [&](const std::string& name, const models::FirmSpec&, std::size_t) {
        signature += name + '\n';
      },
      [&](const std::string& name, const models::IntermediarySpec&) { signature += name + '\n'; },
      [&](const std::string& name, const models::FirmSpec& firm, std::size_t) {
        const auto* table = firm.from.table.get();
        if (table != nullptr)
          signature += std::to_string(reinterpret_cast<std::uintptr_t>(table)) + '\n';
        else if (with_drawn)
          signature += name + ' ' + std::to_string(firm.count) + '\n';
      });
  return signature;
}

/// Reads a file to its end.
/// @param read takes a CsvReader
/// Its fingerprint; empty if there is anything wrong with it (reported).
template <class Read>
std::string read_csv(const fs::path& path, Diagnostics& diagnostics, Read read) {
  const std::uint32_t file = diagnostics.files().add(path.string(), "");
  std::ifstream in(path, std::ios::binary);
  if (!in) {
    diagnostics.error({file, 0, 0}, "'" + path.string() + "' cannot be opened for reading");
    return {};
  }
  CsvReader reader(in, file, diagnostics);
  read(reader);
  if (in.bad()) reader.error_of_line(0, "'" + path.string() + "' cannot be read");
  return reader.finish() ? reader.fingerprint() : std::string{};
}

void check_fingerprint(const Node& named, const std::string& wanted, const fs::path& path,
                       const std::string& found, Diagnostics& diagnostics) {
  if (!wanted.empty() && !found.empty() && wanted != found)
    diagnostics.error(
        named.place(),
        "'" + path.string() + "' has changed: its fingerprint is " + found + ", not " + wanted,
        "take the file of then, or leave the fingerprint out");
}

}  // namespace

void Imports::read(models::Scenario& scenario, const Node& root, Diagnostics& diagnostics) {
  for (const auto& [name, firm] : scenario.firms)
    if (const Node* named = firms_node(root, name); named != nullptr && !firm.from.file.empty())
      read_firms_of(*named, firm.from, diagnostics);
  give(scenario, root);
  read_names(scenario, root, diagnostics);
  give(scenario, root);
}

void Imports::give(models::Scenario& scenario, const Node& root) const {
  const auto source_of = [&](const Node* named) {
    const auto found = named != nullptr ? sources_.find(named->place()) : sources_.end();
    return found != sources_.end() ? &found->second : nullptr;
  };
  for (auto& [name, firm] : scenario.firms)
    if (!firm.from.file.empty())
      if (const Source* source = source_of(firms_node(root, name))) firm.from.table = source->firms;
  if (scenario.ties.file.empty()) return;
  if (const Source* source = source_of(ties_node(root))) {
    const auto ties = source->ties.find(signature_of(scenario, false));
    if (ties != source->ties.end()) scenario.ties.table = ties->second;
  }
}

void Imports::read_firms_of(const Node& named, const models::Imported<models::FirmTable>& import,
                            Diagnostics& diagnostics) {
  if (sources_.contains(named.place())) return;
  Source& source = sources_[named.place()];
  const auto path = path_of(named, import.file, diagnostics);
  if (!path) return;
  source.path = *path;
  for (const auto& [place, other] : sources_)
    if (other.firms != nullptr && other.path == *path) {
      source.fingerprint = other.fingerprint;
      source.firms = other.firms;
    }
  if (source.firms == nullptr) {
    std::shared_ptr<const models::FirmTable> firms;
    source.fingerprint =
        read_csv(*path, diagnostics, [&](CsvReader& reader) { firms = read_firms(reader); });
    if (!source.fingerprint.empty()) source.firms = std::move(firms);
  }
  check_fingerprint(named, import.fingerprint, *path, source.fingerprint, diagnostics);
}

void Imports::read_names(const models::Scenario& scenario, const Node& root,
                         Diagnostics& diagnostics) {
  const Node* ties = scenario.ties.file.empty() ? nullptr : ties_node(root);
  bool imported = false;
  for (const auto& [name, firm] : scenario.firms) {
    if (!firm.from.file.empty() && firm.from.table == nullptr) return;  // not all names are known
    imported = imported || firm.from.table != nullptr;
  }
  if (ties == nullptr && !imported) return;
  std::string world = signature_of(scenario, true);
  if (ties != nullptr) {
    const Place place = ties->place();
    world += std::to_string(place.file) + ' ' + std::to_string(place.line) + ' ' +
             std::to_string(place.column);
  }
  if (!checked_.insert(std::move(world)).second) return;

  std::size_t repeated = 0;
  const auto refuse = [&](const std::string& entry, const std::string& id, const std::string& who) {
    if (++repeated <= CsvLimits::problems)
      diagnostics.error(firms_node(root, entry)->place(),
                        "the id '" + id + "' of this file is also the name of " + who,
                        "ids are names: give each firm one of its own");
  };
  const BodyNames names(scenario, [&](std::size_t entry, std::string_view id, bool single) {
    refuse(scenario.firms[entry].first, std::string(id),
           single ? "a firm or an intermediary of this configuration" : "a firm of another file");
  });
  for (const auto& [drawn, firm] : scenario.firms) {
    if (!firm.is_population() || firm.from.table != nullptr || !imported) continue;
    for (int i = 1; i <= firm.count; ++i) {
      const std::string name = drawn + " " + std::to_string(i);
      if (names.find(name).some())
        refuse(scenario.firms[names.entry(names.find(name))].first, name,
               "a firm of the population " + drawn);
    }
  }
  if (ties != nullptr) read_ties_of(*ties, scenario, names, diagnostics);
}

void Imports::read_ties_of(const Node& named, const models::Scenario& scenario,
                           const BodyNames& names, Diagnostics& diagnostics) {
  Source& source = sources_[named.place()];
  const auto path = path_of(named, scenario.ties.file, diagnostics);
  const auto [ties, is_new] = source.ties.try_emplace(signature_of(scenario, false));
  if (!path || !is_new) return;
  source.path = *path;
  models::Acquaintances acquaintances;
  const std::string fingerprint = read_csv(*path, diagnostics, [&](CsvReader& reader) {
    acquaintances = read_ties(
        reader, names.size(), [&](std::string_view name) { return names.find(name); },
        [&](std::string_view name) {
          return suggest(name, names.size() <= few_names ? names.all() : names.single());
        });
  });
  if (!source.fingerprint.empty() && !fingerprint.empty() && source.fingerprint != fingerprint)
    diagnostics.error(named.place(), "'" + path->string() + "' changed while it was read",
                      "try again");
  source.fingerprint = fingerprint;
  check_fingerprint(named, scenario.ties.fingerprint, *path, fingerprint, diagnostics);
  ties->second = std::make_shared<const models::Acquaintances>(std::move(acquaintances));
}

void Imports::read_points(const Node& named, const std::string& file,
                          const std::string& fingerprint,
                          const std::function<void(CsvReader&)>& read, Diagnostics& diagnostics) {
  const auto path = path_of(named, file, diagnostics);
  if (!path) return;
  Source& source = sources_[named.place()];
  source.path = *path;
  source.fingerprint = read_csv(*path, diagnostics, read);
  check_fingerprint(named, fingerprint, *path, source.fingerprint, diagnostics);
}

std::optional<fs::path> Imports::path_of(const Node& named, const std::string& file,
                                         Diagnostics& diagnostics) const {
  const auto refuse = [&](const std::string& message, const std::string& advice = {}) {
    diagnostics.error(named.place(), message, advice);
    return std::nullopt;
  };
  if (fs::path(file).is_absolute())
    return refuse("'" + file + "' is an absolute path",
                  "write it relative to the folder of this file, so that the configuration works "
                  "on other machines");
  if (fs::path(file).extension() != ".csv")
    return refuse("'" + file + "' does not end in .csv", "save the table as a CSV file");
  const SourceFiles& files = diagnostics.files();
  const std::uint32_t stands_in = named.place().file;
  const bool in_file = files.contains(stands_in) && !files.name(stands_in).starts_with("--set ");
  const fs::path folder = in_file ? fs::path(files.name(stands_in)).parent_path() : folder_;
  const fs::path path = (folder / file).lexically_normal();
  std::error_code error;
  const auto status = fs::status(path, error);
  if (!fs::exists(status))
    return refuse("'" + path.string() + "' does not exist",
                  "the path is relative to the folder of the configuration that names it");
  // Opening a pipe would wait for its writer, and a device may never end.
  if (!fs::is_regular_file(status)) return refuse("'" + path.string() + "' is not a regular file");
  return path;
}

// --- In the resolved configuration
// ------------------------------------------------------------------------------------------------

void Imports::pin(Node& node) const {
  const auto found = sources_.find(node.place());
  if (found != sources_.end() && (node.is_scalar() || node.is_mapping())) {
    Node pinned = Node::mapping(node.place());
    pinned.set("file", Node::scalar(plain_name(found->second)));
    pinned.set("fingerprint", Node::scalar(found->second.fingerprint));
    node = std::move(pinned);
  } else if (node.is_mapping()) {
    for (Entry& entry : node.entries()) pin(entry.value);
  } else if (node.is_sequence()) {
    for (Node& item : node.items()) pin(item);
  }
}

std::vector<Imports::File> Imports::files() const {
  std::vector<File> files;
  for (const auto& [place, source] : sources_) {
    const std::string name = plain_name(source);
    if (std::none_of(files.begin(), files.end(),
                     [&](const File& file) { return file.name == name; }))
      files.push_back({source.path, name, source.fingerprint});
  }
  return files;
}

std::string Imports::plain_name(const Source& source) const {
  const fs::path name = source.path.filename();
  const bool is_taken = std::any_of(sources_.begin(), sources_.end(), [&](const auto& entry) {
    const Source& other = entry.second;
    return other.path.filename() == name && other.fingerprint != source.fingerprint;
  });
  return is_taken ? name.stem().string() + "-" + source.fingerprint + ".csv" : name.string();
}

}  // namespace nakodo::experiment

#include "experiment/extends.hpp"

#include <filesystem>
#include <map>
#include <unordered_map>
#include <utility>
#include <vector>

#include "experiment/yaml_reader.hpp"

namespace nakodo::experiment {

namespace fs = std::filesystem;

Node merge(Node base, const Node& over) {
  if (!base.is_mapping() || !over.is_mapping()) return over;
  // an index, since a mapping may hold as many keys as a file may
  std::unordered_map<std::string_view, std::size_t> index;
  const auto known = base.entries().size();
  base.entries().reserve(known + over.entries().size());
  for (std::size_t i = 0; i < known; ++i) index.emplace(base.entries()[i].key, i);
  for (const auto& [key, key_place, value] : over.entries()) {
    const auto found = index.find(key);
    if (found == index.end()) {
      base.entries().push_back({key, key_place, value});
      continue;
    }
    auto& entry = base.entries()[found->second];
    entry.value = merge(std::move(entry.value), value);
    entry.key_place = key_place;
  }
  base.set_place(over.place());
  return base;
}

namespace {

class Loader {
 public:
  explicit Loader(Diagnostics& diagnostics) : diagnostics_(diagnostics) {}

  /// The file with everything it extends; nullopt if one of them could not be used (reported).
  std::optional<Node> load(const std::string& path, std::optional<Place> asked_from) {
    std::error_code error;
    auto identity = fs::canonical(path, error).string();
    if (error) return read_yaml_file(path, diagnostics_, asked_from);  // which says why
    if (const auto done = loaded_.find(identity); done != loaded_.end()) return done->second;
    if (asked_from && !may_follow(identity, path, *asked_from)) return std::nullopt;
    if (++files_ > ExtendsLimits::files) {
      diagnostics_.error(asked_from.value_or(Place{}), "this experiment extends too many files",
                         "at most " + std::to_string(ExtendsLimits::files) + " are read");
      return std::nullopt;
    }
    chain_.push_back({identity, path});
    auto result = read_and_merge(path, asked_from);
    chain_.pop_back();
    // a broken file is remembered too: its problems were reported and need no repetition
    return loaded_.emplace(std::move(identity), std::move(result)).first->second;
  }

 private:
  struct Link {
    std::string identity;
    std::string shown;
  };

  bool may_follow(const std::string& identity, const std::string& path, Place asked_from) {
    for (std::size_t i = 0; i < chain_.size(); ++i) {
      if (chain_[i].identity != identity) continue;
      std::string circle;
      for (; i < chain_.size(); ++i) circle += chain_[i].shown + " → ";
      diagnostics_.error(asked_from, "extends goes round in a circle: " + circle + path,
                         "remove one of these entries");
      return false;
    }
    if (chain_.size() < ExtendsLimits::depth) return true;
    diagnostics_.error(
        asked_from, "this chain of extends is too long",
        "at most " + std::to_string(ExtendsLimits::depth) + " files may stand in it");
    return false;
  }

  std::optional<Node> read_and_merge(const std::string& path, std::optional<Place> asked_from) {
    auto node = read_yaml_file(path, diagnostics_, asked_from);
    if (!node) return std::nullopt;
    if (!node->is_mapping()) {
      diagnostics_.error(node->place(), "an experiment is a mapping of keys to values",
                         "write lines such as 'title: My experiment'");
      return std::nullopt;
    }
    const auto* list = node->find("extends");
    if (list == nullptr) return node;
    if (!list->is_sequence()) {
      diagnostics_.error(list->place(), "extends is a list of files",
                         "write extends: [worlds/one.yaml, worlds/two.yaml]");
      return std::nullopt;
    }
    auto base = Node::mapping(node->place());
    bool all_loaded = true;
    for (const auto& entry : list->items()) {
      const auto parent = load_entry(entry, path);
      if (!parent) {
        all_loaded = false;
      } else if (!merge_within_limit(base, *parent, entry.place())) {
        return std::nullopt;
      }
    }
    if (!all_loaded) return std::nullopt;
    const auto list_place = list->place();
    node->erase("extends");
    if (!merge_within_limit(base, *node, list_place)) return std::nullopt;
    return base;
  }

  std::optional<Node> load_entry(const Node& entry, const std::string& includer) {
    if (!entry.is_scalar() || entry.text().empty()) {
      diagnostics_.error(entry.place(), "the name of a file is expected here");
      return std::nullopt;
    }
    const fs::path name = entry.text();
    if (name.is_absolute()) {
      diagnostics_.error(entry.place(), "'" + entry.text() + "' is an absolute path",
                         "write it relative to the folder of this file, so that the "
                         "configuration works on other machines");
      return std::nullopt;
    }
    const auto path = (fs::path(includer).parent_path() / name).lexically_normal();
    return load(path.string(), entry.place());
  }

  /// Small files can add up: a list may name many, and those name many again.
  bool merge_within_limit(Node& base, const Node& over, Place place) {
    base = merge(std::move(base), over);
    if (count_nodes(base) <= YamlLimits::nodes) return true;
    diagnostics_.error(place, "what this extends adds up to too many values",
                       "at most " + std::to_string(YamlLimits::nodes) + " are read");
    return false;
  }

  Diagnostics& diagnostics_;
  std::vector<Link> chain_;
  std::map<std::string, std::optional<Node>> loaded_;
  std::size_t files_ = 0;
};

}  // namespace

std::optional<Node> load_experiment(const std::string& path, Diagnostics& diagnostics) {
  return Loader(diagnostics).load(path, std::nullopt);
}

}  // namespace nakodo::experiment

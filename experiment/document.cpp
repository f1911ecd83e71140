#include "experiment/document.hpp"

#include <algorithm>
#include <charconv>
#include <cstdio>
#include <stdexcept>
#include <utility>

namespace nakodo::experiment {

Node::Node() = default;
Node::Node(const Node& other) = default;
Node::Node(Node&& other) noexcept = default;
Node& Node::operator=(const Node& other) {
  // by way of a copy: `other` may stand inside this node's own tree
  return *this = Node(other);
}
Node& Node::operator=(Node&& other) noexcept {
  if (this == &other) return *this;
  auto moved = std::move(other);
  kind_ = moved.kind_;
  quoted_ = moved.quoted_;
  place_ = moved.place_;
  text_.swap(moved.text_);
  items_.swap(moved.items_);
  entries_.swap(moved.entries_);
  return *this;
}
Node::~Node() = default;

Node Node::null(Place place) {
  Node node;
  node.place_ = place;
  return node;
}

Node Node::scalar(std::string text, Place place, bool quoted) {
  auto node = null(place);
  node.kind_ = Kind::scalar;
  node.text_ = std::move(text);
  node.quoted_ = quoted;
  return node;
}

Node Node::sequence(Place place) {
  auto node = null(place);
  node.kind_ = Kind::sequence;
  return node;
}

Node Node::mapping(Place place) {
  auto node = null(place);
  node.kind_ = Kind::mapping;
  return node;
}

const std::string& Node::text() const {
  if (!is_scalar()) throw std::logic_error("text() of a node that is no scalar");
  return text_;
}

const std::vector<Node>& Node::items() const {
  if (!is_sequence()) throw std::logic_error("items() of a node that is no sequence");
  return items_;
}

std::vector<Node>& Node::items() {
  if (!is_sequence()) throw std::logic_error("items() of a node that is no sequence");
  return items_;
}

void Node::push_back(Node item) { items().push_back(std::move(item)); }

const std::vector<Entry>& Node::entries() const {
  if (!is_mapping()) throw std::logic_error("entries() of a node that is no mapping");
  return entries_;
}

std::vector<Entry>& Node::entries() {
  if (!is_mapping()) throw std::logic_error("entries() of a node that is no mapping");
  return entries_;
}

const Entry* Node::find_entry(std::string_view key) const {
  const auto found = std::find_if(entries_.begin(), entries_.end(),
                                  [&](const Entry& entry) { return entry.key == key; });
  return found == entries_.end() ? nullptr : &*found;
}

const Node* Node::find(std::string_view key) const {
  const auto* entry = find_entry(key);
  return entry == nullptr ? nullptr : &entry->value;
}

Node* Node::find(std::string_view key) { return const_cast<Node*>(std::as_const(*this).find(key)); }

Node& Node::set(std::string_view key, Node value, Place key_place) {
  for (auto& entry : entries()) {
    if (entry.key != key) continue;
    entry.value = std::move(value);
    entry.key_place = key_place;
    return entry.value;
  }
  entries_.push_back({std::string(key), key_place, std::move(value)});
  return entries_.back().value;
}

bool Node::erase(std::string_view key) {
  return std::erase_if(entries(), [&](const Entry& entry) { return entry.key == key; }) > 0;
}

bool Node::operator==(const Node& other) const {
  if (kind_ != other.kind_ || text_ != other.text_ || items_ != other.items_ ||
      entries_.size() != other.entries_.size()) {
    return false;
  }
  const auto sorted = [](const std::vector<Entry>& entries) {
    std::vector<const Entry*> order;
    order.reserve(entries.size());
    for (const auto& entry : entries) order.push_back(&entry);
    std::sort(order.begin(), order.end(),
              [](const Entry* a, const Entry* b) { return a->key < b->key; });
    return order;
  };
  const auto mine = sorted(entries_);
  const auto theirs = sorted(other.entries_);
  return std::equal(mine.begin(), mine.end(), theirs.begin(), [](const Entry* a, const Entry* b) {
    return a->key == b->key && a->value == b->value;
  });
}

std::optional<std::vector<PathStep>> parse_path(std::string_view path) {
  std::vector<PathStep> steps;
  bool wants_key = true;  // at the start and after a '.'
  while (!path.empty() || wants_key) {
    if (wants_key) {
      const auto key = path.substr(0, path.find_first_of(".[]"));
      if (key.empty()) return std::nullopt;
      steps.emplace_back(std::string(key));
      path.remove_prefix(key.size());
      wants_key = false;
    } else if (path.front() == '.') {
      path.remove_prefix(1);
      wants_key = true;
    } else {
      const auto close = path.find(']');
      if (path.front() != '[' || close == std::string_view::npos) return std::nullopt;
      std::size_t index = 0;
      const auto* end = path.data() + close;
      const auto [stop, error] = std::from_chars(path.data() + 1, end, index);
      const bool is_padded = close > 2 && path[1] == '0';  // [01] would be another name of [1]
      if (error != std::errc{} || stop != end || is_padded) return std::nullopt;
      steps.emplace_back(index);
      path.remove_prefix(close + 1);
    }
  }
  return steps;
}

const Node* get_path(const Node& root, std::string_view path) {
  const auto steps = parse_path(path);
  if (!steps) return nullptr;
  const Node* node = &root;
  for (const auto& step : *steps) {
    if (const auto* key = std::get_if<std::string>(&step)) {
      node = node->find(*key);
    } else {
      const auto index = std::get<std::size_t>(step);
      const bool there = node->is_sequence() && index < node->items().size();
      node = there ? &node->items()[index] : nullptr;
    }
    if (node == nullptr) return nullptr;
  }
  return node;
}

Place nearest_place(const Node& root, std::string path) {
  const Node* node = get_path(root, path);
  while (node == nullptr && path.find_last_of(".[") != std::string::npos) {
    path.resize(path.find_last_of(".["));
    node = get_path(root, path);
  }
  return node != nullptr ? node->place() : root.place();
}

namespace {

std::string kind_name(const Node& node) {
  switch (node.kind()) {
    case Node::Kind::null:
      return "nothing (null)";
    case Node::Kind::scalar:
      return "the single value '" + node.text() + "'";
    case Node::Kind::sequence:
      return "a list of " + std::to_string(node.items().size());
    case Node::Kind::mapping:
      break;
  }
  return "a mapping";
}

/// Why a step cannot be taken from a node that exists; empty if it can.
std::string obstacle(const Node& node, const PathStep& step) {
  if (const auto* index = std::get_if<std::size_t>(&step)) {
    if (node.is_sequence() && *index < node.items().size()) return {};
    return "there is no item [" + std::to_string(*index) + "]: it is " + kind_name(node) +
           (node.is_sequence() && !node.items().empty() ? ", whose first is [0]" : "");
  }
  if (node.is_mapping() || node.is_null()) return {};
  return "'" + std::get<std::string>(step) + "' cannot stand in " + kind_name(node) +
         (node.is_sequence() ? ": name an item of it, such as [0]" : "");
}

}  // namespace

bool set_path(Node& root, std::string_view path, Node value, Diagnostics& diagnostics) {
  const auto place = value.place();
  const auto quoted_path = "'" + std::string(path) + "'";
  const auto steps = parse_path(path);
  if (!steps) {
    diagnostics.error(place, quoted_path + " is no path",
                      "write keys with dots between them, and [0], [1], … for the items of lists");
    return false;
  }
  // look first, change afterwards: a path that fails leaves the tree as it was
  const Node* seen = &root;
  for (std::size_t i = 0; i < steps->size() && seen != nullptr; ++i) {
    const auto problem = obstacle(*seen, (*steps)[i]);
    if (!problem.empty()) {
      diagnostics.error(place, "the path " + quoted_path + " cannot be followed: " + problem);
      return false;
    }
    const auto* key = std::get_if<std::string>(&(*steps)[i]);
    seen = key != nullptr ? seen->find(*key) : &seen->items()[std::get<std::size_t>((*steps)[i])];
    if (seen == nullptr && i + 1 < steps->size()) {
      const auto index = std::find_if(
          steps->begin() + static_cast<std::ptrdiff_t>(i), steps->end(),
          [](const PathStep& step) { return std::holds_alternative<std::size_t>(step); });
      if (index != steps->end()) {
        diagnostics.error(place, "the path " + quoted_path + " cannot be followed: '" + *key +
                                     "' does not exist, so it has no items");
        return false;
      }
    }
  }
  Node* node = &root;
  for (const auto& step : *steps) {
    if (const auto* key = std::get_if<std::string>(&step)) {
      if (node->is_null()) *node = Node::mapping(place);
      auto* next = node->find(*key);
      node = next != nullptr ? next : &node->set(*key, Node::null(place), place);
    } else {
      node = &node->items()[std::get<std::size_t>(step)];
    }
  }
  *node = std::move(value);
  return true;
}

std::size_t count_nodes(const Node& node) {
  std::size_t count = 1;
  if (node.is_sequence()) {
    for (const auto& item : node.items()) count += count_nodes(item);
  } else if (node.is_mapping()) {
    for (const auto& entry : node.entries()) count += count_nodes(entry.value);
  }
  return count;
}

namespace {

void append_string(std::string& out, std::string_view text) {
  out += '"';
  for (const char c : text) {
    if (c == '"' || c == '\\') {
      out += '\\';
      out += c;
    } else if (static_cast<unsigned char>(c) < 0x20) {
      char escape[8];
      std::snprintf(escape, sizeof escape, "\\u%04x", static_cast<unsigned>(c));
      out += escape;
    } else {
      out += c;
    }
  }
  out += '"';
}

void append_canonical(std::string& out, const Node& node) {
  switch (node.kind()) {
    case Node::Kind::null:
      out += "null";
      return;
    case Node::Kind::scalar:
      append_string(out, node.text());
      return;
    case Node::Kind::sequence: {
      out += '[';
      for (const auto& item : node.items()) {
        if (out.back() != '[') out += ',';
        append_canonical(out, item);
      }
      out += ']';
      return;
    }
    case Node::Kind::mapping:
      break;
  }
  std::vector<const Entry*> order;
  for (const auto& entry : node.entries()) order.push_back(&entry);
  std::sort(order.begin(), order.end(),
            [](const Entry* a, const Entry* b) { return a->key < b->key; });
  out += '{';
  for (const auto* entry : order) {
    if (out.back() != '{') out += ',';
    append_string(out, entry->key);
    out += ':';
    append_canonical(out, entry->value);
  }
  out += '}';
}

}  // namespace

std::string canonical(const Node& node) {
  std::string out;
  append_canonical(out, node);
  return out;
}

}  // namespace nakodo::experiment

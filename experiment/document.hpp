// The value tree of a configuration: null, scalar, sequence or mapping, each with its place.
// Policy: a scalar is text; the field that wants it decides its type, so quotes never change a
// meaning (only `null` and "null" differ). Equality and canonical text ignore places, quotes and
// the order of mapping keys.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "experiment/diagnostics.hpp"

namespace nakodo::experiment {

struct Entry;

/// One value of a configuration. Copies are deep. Accessors for another kind than the node's throw
/// std::logic_error (a programming error: ask is_…() first).
class Node {
 public:
  enum class Kind { null, scalar, sequence, mapping };

  Node();  ///< null, from no place
  Node(const Node& other);
  Node(Node&& other) noexcept;
  Node& operator=(const Node& other);
  Node& operator=(Node&& other) noexcept;
  ~Node();

  static Node null(Place place = {});
  static Node scalar(std::string text, Place place = {}, bool quoted = false);
  static Node sequence(Place place = {});
  static Node mapping(Place place = {});

  [[nodiscard]] Kind kind() const { return kind_; }
  [[nodiscard]] bool is_null() const { return kind_ == Kind::null; }
  [[nodiscard]] bool is_scalar() const { return kind_ == Kind::scalar; }
  [[nodiscard]] bool is_sequence() const { return kind_ == Kind::sequence; }
  [[nodiscard]] bool is_mapping() const { return kind_ == Kind::mapping; }

  [[nodiscard]] Place place() const { return place_; }
  void set_place(Place place) { place_ = place; }

  /// The text of a scalar, unquoted and unescaped, UTF-8.
  [[nodiscard]] const std::string& text() const;
  /// Whether a scalar stood in quotes or as a block text (style only, not meaning).
  [[nodiscard]] bool quoted() const { return quoted_; }

  /// The items of a sequence, in order.
  [[nodiscard]] const std::vector<Node>& items() const;
  [[nodiscard]] std::vector<Node>& items();
  void push_back(Node item);

  /// The entries of a mapping, in the order of the file; keys are unique.
  [[nodiscard]] const std::vector<Entry>& entries() const;
  [[nodiscard]] std::vector<Entry>& entries();

  /// The value of a key, or nullptr if there is none or this is no mapping.
  [[nodiscard]] const Node* find(std::string_view key) const;
  [[nodiscard]] Node* find(std::string_view key);
  /// The whole entry of a key (for its key_place), or nullptr.
  [[nodiscard]] const Entry* find_entry(std::string_view key) const;

  /// Sets a key of a mapping: replaces the value and key place, or appends an entry.
  Node& set(std::string_view key, Node value, Place key_place = {});
  /// Removes a key of a mapping; false if it was not there.
  bool erase(std::string_view key);

  /// Same kinds, texts, items in order, and the same keys with equal values in any order.
  bool operator==(const Node& other) const;

 private:
  Kind kind_ = Kind::null;
  bool quoted_ = false;
  Place place_;
  std::string text_;
  std::vector<Node> items_;
  std::vector<Entry> entries_;
};

/// One `key: value` of a mapping.
struct Entry {
  std::string key;
  Place key_place;
  Node value;
};

/// A step of a path: a key of a mapping or an index (0-based) of a sequence.
using PathStep = std::variant<std::string, std::size_t>;

/// Reads "a.b[2].c"; nullopt if it is not of that shape. Keys hold no '.', '[' or ']'.
std::optional<std::vector<PathStep>> parse_path(std::string_view path);

/// The node at a path, or nullptr if the path is malformed or nothing stands there.
const Node* get_path(const Node& root, std::string_view path);

/// Where the node at a path stands, or the nearest one above it that there is.
Place nearest_place(const Node& root, std::string path);

/// Puts a value at a path, creating missing mappings on the way (null counts as missing).
/// Reports at the value's place and returns false if the path is malformed, passes through a scalar
/// or a wrong kind, or an index is out of range; the tree is then unchanged.
bool set_path(Node& root, std::string_view path, Node value, Diagnostics& diagnostics);

/// Number of nodes in the tree, itself included.
std::size_t count_nodes(const Node& node);

/// Stable text for hashing: JSON with every scalar as a string, mapping keys sorted by bytes.
/// canonical(a) == canonical(b) exactly if a == b.
std::string canonical(const Node& node);

}  // namespace nakodo::experiment

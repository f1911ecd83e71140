// What a parameter is: its name, unit, range, meaning and where its default comes from.
//
// A parameter struct lists its fields once, in `visit_fields(self, visit)`. Reading YAML, checking
// ranges, `nakodo describe`, the JSON Schema and models/parameters.md are visitors of that one
// list; the default is the value of a default-constructed struct. The name is the YAML key and the
// C++ member.
#pragma once

#include <concepts>
#include <initializer_list>
#include <limits>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace nakodo::models {

/// Canonical unit in which a field is kept in memory.
enum class Unit { none, days, per_day, person_days, money, date };

/// Where a default comes from: a passage of the seed documents, the literature, or nowhere but our
/// judgement.
enum class Origin { seed, literature, assumption };

struct Provenance {
  Origin origin = Origin::assumption;
  std::string_view source;  ///< passage or reference; for an assumption, the reasoning
};

constexpr Provenance seed(std::string_view passage) { return {Origin::seed, passage}; }
constexpr Provenance literature(std::string_view reference) {
  return {Origin::literature, reference};
}
constexpr Provenance assumption(std::string_view reasoning) {
  return {Origin::assumption, reasoning};
}

struct Range {
  double low = -std::numeric_limits<double>::infinity();
  double high = std::numeric_limits<double>::infinity();
  bool low_open = false;   ///< low itself is excluded
  bool high_open = false;  ///< high itself is excluded

  constexpr bool contains(double x) const {
    return (low_open ? x > low : x >= low) && (high_open ? x < high : x <= high);
  }
};

constexpr Range any() { return {}; }
constexpr Range at_least(double low) { return {.low = low}; }
constexpr Range positive() { return {.low = 0.0, .low_open = true}; }
constexpr Range between(double low, double high) { return {.low = low, .high = high}; }
constexpr Range probability() { return {.low = 0.0, .high = 1.0}; }
constexpr Range share() { return {.low = 0.0, .high = 1.0, .low_open = true}; }  ///< (0, 1]
constexpr Range open_unit() {                                                    ///< (0, 1)
  return {.low = 0.0, .high = 1.0, .low_open = true, .high_open = true};
}

struct Field {
  std::string_view name;
  std::string_view meaning;
  Unit unit = Unit::none;
  Range range = {};
  Provenance provenance = {};
  /// Sections of the configuration whose keys a text value has to name, e.g. "communities"; several
  /// separated by '|'. Empty: free text.
  std::string_view refers_to = {};
  bool required = false;
};

/// A struct that lists its fields.
template <class T>
concept HasFields = requires(T value) {
  T::visit_fields(value, [](auto&, const Field&) {});
};

/// An enumeration that can be written as text: `enum_names(E)` found by ADL, in the order of the
/// values from 0.
template <class E>
concept NamedEnum = requires(E value) {
  { enum_names(value) } -> std::convertible_to<std::span<const std::string_view>>;
};

template <NamedEnum E>
inline std::string_view to_text(E value) {
  return enum_names(value)[static_cast<std::size_t>(value)];
}

/// Named things in the order of the file, e.g. firms.
template <class T>
class Named {
 public:
  using Entry = std::pair<std::string, T>;

  T& add(std::string name, T value = {}) {
    return entries_.emplace_back(std::move(name), std::move(value)).second;
  }
  const T* find(std::string_view name) const {
    for (const auto& [key, value] : entries_)
      if (key == name) return &value;
    return nullptr;
  }
  T* find(std::string_view name) { return const_cast<T*>(std::as_const(*this).find(name)); }
  /// Position in the file, from 0.
  std::optional<std::size_t> index(std::string_view name) const {
    for (std::size_t i = 0; i < entries_.size(); ++i)
      if (entries_[i].first == name) return i;
    return std::nullopt;
  }

  std::size_t size() const { return entries_.size(); }
  bool empty() const { return entries_.empty(); }
  void clear() { entries_.clear(); }
  auto begin() const { return entries_.begin(); }
  auto end() const { return entries_.end(); }
  auto begin() { return entries_.begin(); }
  auto end() { return entries_.end(); }
  const Entry& operator[](std::size_t i) const { return entries_[i]; }

 private:
  std::vector<Entry> entries_;
};

/// A list that may be written as its only item: `who: dcl`, or `who: [bank, dcl]`.
template <class T>
class OneOrMore {
 public:
  OneOrMore() = default;
  template <std::convertible_to<T> Only>
  OneOrMore(const Only& only)  // NOLINT(google-explicit-constructor): an item is a list of it
      : items_{T(only)} {}
  OneOrMore(std::initializer_list<T> items) : items_(items) {}

  T& add() { return items_.emplace_back(); }
  T& add(T item) { return items_.emplace_back(std::move(item)); }
  std::size_t size() const { return items_.size(); }
  bool empty() const { return items_.empty(); }
  void clear() { items_.clear(); }
  auto begin() const { return items_.begin(); }
  auto end() const { return items_.end(); }
  const T& operator[](std::size_t i) const { return items_[i]; }

 private:
  std::vector<T> items_;
};

}  // namespace nakodo::models

// Binder: fills a struct from a value tree by the struct's own list of fields, and reports
// everything that does not fit.
//
// Policy: unknown keys, missing required keys, wrong kinds, units and ranges are problems with a
// place; what could not be read keeps its default, so that one pass finds them all. A field that
// names something elsewhere in the file
// (`refers_to`) is noted and checked once the whole file has been read.
#pragma once

#include <concepts>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <variant>
#include <vector>

#include "experiment/diagnostics.hpp"
#include "experiment/document.hpp"
#include "experiment/experiment_file.hpp"
#include "experiment/quantity.hpp"
#include "models/fields.hpp"
#include "models/imported.hpp"

namespace nakodo::experiment {

template <class T>
concept ShortForm = models::HasFields<T> && requires {
  requires T::short_form;
};

/// A file that is named, or, with null, none.
template <class T>
constexpr bool is_import = false;
template <class Table>
constexpr bool is_import<models::Imported<Table>> = true;

template <class T>
constexpr bool is_bare = requires {
  requires T::bare;
};

class Binder {
 public:
  Binder(const Node& root, Diagnostics& diagnostics) : root_(root), diagnostics_(diagnostics) {}

  /// Fills `target` from the root and checks all references.
  template <models::HasFields T>
  void bind(T& target) {
    read(root_, target, Field{});
    check_references();
  }

 private:
  // --- Structs and collections
  // ----------------------------------------------------------------------------------

  template <models::HasFields T>
  void read(const Node& node, T& target, const Field& field) {
    if constexpr (is_import<T>) {
      if (node.is_null()) return;
    }
    if constexpr (ShortForm<T>) {
      if (node.is_scalar()) return read_first(node, target, field);
    }
    if (!expect_mapping(node, field)) return;
    std::vector<std::string> known;
    T::visit_fields(target, [&](auto& value, const Field& part) {
      known.emplace_back(part.name);
      const Node* found = node.find(part.name);
      if (found != nullptr)
        read(*found, value, part);
      else if (part.required)
        missing(node, field, part);
    });
    refuse_unknown(node, known);
  }

  /// The short form: the first part alone, under the name of the whole, for that is what the file
  /// says.
  template <class T>
  void read_first(const Node& node, T& target, const Field& field) {
    bool first = true;
    T::visit_fields(target, [&](auto& value, Field part) {
      if (!field.name.empty()) part.name = field.name;
      if (first) read(node, value, part);
      first = false;
    });
  }

  template <class T>
  void read(const Node& node, models::Named<T>& target, const Field& field) {
    if (node.is_sequence()) {  // names alone: everything by default
      for (const Node& item : node.items())
        if (const auto name = parse_text(item, diagnostics_)) add_new(target, *name, item.place());
      return;
    }
    if (!expect_mapping(node, field)) return;
    for (const Entry& entry : node.entries()) {
      check_name(entry.key, entry.key_place, diagnostics_);
      T* existing = target.find(entry.key);
      T& value = existing != nullptr ? *existing : target.add(entry.key);
      if (entry.value.is_null())
        read(Node::mapping(entry.key_place), value,
             Field{.name = entry.key, .meaning = field.meaning});
      else
        read(entry.value, value, Field{.name = entry.key, .meaning = field.meaning});
    }
  }

  template <class T>
  void read(const Node& node, std::vector<T>& target, const Field& field) {
    if (!node.is_sequence()) return not_a_list(node, field);
    for (const Node& item : node.items()) read(item, target.emplace_back(), field);
  }

  template <class T>
  void read(const Node& node, models::OneOrMore<T>& target, const Field& field) {
    target.clear();
    if (!node.is_sequence()) return read(node, target.add(), field);
    for (const Node& item : node.items()) read(item, target.add(), field);
  }

  template <class T>
  void read(const Node& node, std::optional<T>& target, const Field& field) {
    if (node.is_null()) return;
    T value{};
    read(node, value, field);
    target = std::move(value);
  }

  // --- Choices
  // ------------------------------------------------------------------------------------------

  template <class... Alternatives>
  void read(const Node& node, std::variant<Alternatives...>& target, const Field& field) {
    const std::vector<std::string> tags{std::string(Alternatives::tag)...};
    if (node.is_scalar()) {
      const bool chosen = (choose_plain<Alternatives>(node, target) || ...);
      if (!chosen && !(choose_bare<Alternatives>(node, target, field) || ...))
        unknown_choice(node, node.text(), tags);
      return;
    }
    if (!node.is_mapping() || node.entries().size() != 1) return one_of(node, tags);
    const Entry& entry = node.entries().front();
    const bool chosen = (choose_tagged<Alternatives>(entry, target, field) || ...);
    if (!chosen) unknown_choice(node, entry.key, tags, entry.key_place);
  }

  template <class A, class V>
  bool choose_plain(const Node& node, V& target) {
    if (node.text() != A::tag) return false;
    target = A{};
    return true;
  }
  template <class A, class V>
  bool choose_bare(const Node& node, V& target, const Field& field) {
    if constexpr (is_bare<A>) {
      A value{};
      read(node, value.value, field);
      target = value;
      return true;
    }
    return false;
  }
  template <class A, class V>
  bool choose_tagged(const Entry& entry, V& target, const Field& field) {
    if (entry.key != A::tag) return false;
    A value{};
    if constexpr (requires { requires A::short_form; }) {
      if (entry.value.is_scalar())
        read_first(entry.value, value, Field{.name = A::tag, .meaning = field.meaning});
      else
        read(entry.value, value, field);
    } else if (!entry.value.is_null()) {
      read(entry.value, value, field);
    }
    target = value;
    return true;
  }

  template <models::NamedEnum E>
  void read(const Node& node, E& target, const Field&) {
    const auto text = parse_text(node, diagnostics_);
    if (!text) return;
    const auto names = enum_names(E{});
    for (std::size_t i = 0; i < names.size(); ++i)
      if (names[i] == *text) {
        target = static_cast<E>(i);
        return;
      }
    unknown_choice(node, *text, {names.begin(), names.end()});
  }

  // --- Scalars
  // ------------------------------------------------------------------------------------------

  void read(const Node& node, double& target, const Field& field);
  void read(const Node& node, bool& target, const Field& field);
  void read(const Node& node, int& target, const Field& field);
  void read(const Node& node, std::uint64_t& target, const Field& field);
  void read(const Node& node, std::string& target, const Field& field);
  void read(const Node& node, models::Date& target, const Field& field);
  void read(const Node& node, std::vector<Factor>& target, const Field& field);
  void read(const Node& node, PointSpec& target, const Field& field);

  // --- Complaints
  // ------------------------------------------------------------------------------------------

  template <class T>
  void add_new(models::Named<T>& target, const std::string& name, Place place) {
    check_name(name, place, diagnostics_);
    if (target.find(name) != nullptr)
      diagnostics_.error(place, "'" + name + "' is listed twice", "remove one of the two");
    else
      target.add(name);
  }
  bool expect_mapping(const Node& node, const Field& field);
  void missing(const Node& node, const Field& field, const Field& part);
  void refuse_unknown(const Node& node, const std::vector<std::string>& known);
  void not_a_list(const Node& node, const Field& field);
  void one_of(const Node& node, const std::vector<std::string>& tags);
  void unknown_choice(const Node& node, const std::string& text,
                      const std::vector<std::string>& choices, std::optional<Place> place = {});
  void check_range(const Node& node, double value, const Field& field);
  void check_references();

  struct Reference {
    std::string text;
    std::string_view sections;
    Place place;
  };

  const Node& root_;
  Diagnostics& diagnostics_;
  std::vector<Reference> references_;
};

}  // namespace nakodo::experiment

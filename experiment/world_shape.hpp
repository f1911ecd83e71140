// World shape: everything a scenario says but its quantities. Scenarios of equal shape have the
// same firms, persons, projects and names, under the same numbers.
#pragma once

#include <concepts>
#include <optional>
#include <string>
#include <type_traits>
#include <variant>
#include <vector>

#include "models/fields.hpp"
#include "models/imported.hpp"
#include "models/scenario.hpp"

namespace nakodo::experiment {

class WorldShape {
 public:
  explicit WorldShape(const models::Scenario& scenario) { add(scenario); }

  bool operator==(const WorldShape&) const = default;

 private:
  void add(double) {}
  void add(const models::Date&) {}
  void add(const std::string& value) { text_ += value + '\n'; }
  template <std::integral T>
  void add(T value) {
    text_ += std::to_string(value) + '\n';
  }
  template <models::NamedEnum E>
  void add(E value) {
    add(static_cast<int>(value));
  }
  template <models::HasFields T>
  void add(const T& value) {
    T::visit_fields(value, [this](const auto& part, const models::Field&) { add(part); });
  }
  template <class T>
  void add(const models::Named<T>& named) {
    add(named.size());
    for (const auto& [name, value] : named) {
      add(name);
      add(value);
    }
  }
  template <class T>
  void add(const std::vector<T>& list) {
    add(list.size());
    for (const T& item : list) add(item);
  }
  template <class T>
  void add(const models::OneOrMore<T>& list) {
    add(list.size());
    for (const T& item : list) add(item);
  }
  template <class T>
  void add(const std::optional<T>& value) {
    add(value.has_value());
    if (value) add(*value);
  }
  template <class... Alternatives>
  void add(const std::variant<Alternatives...>& value) {
    add(value.index());
    std::visit([this](const auto& chosen) { add(chosen); }, value);
  }

  std::string text_;
};

}  // namespace nakodo::experiment

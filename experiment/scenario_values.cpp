#include "experiment/scenario_values.hpp"

#include <algorithm>
#include <chrono>
#include <cstring>
#include <optional>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <variant>

#include "experiment/factor_column.hpp"
#include "experiment/quantity.hpp"
#include "kernel/fingerprint.hpp"
#include "models/fields.hpp"

namespace nakodo::experiment {
namespace {

const std::string unset = "unset";

class Listing {
 public:
  template <models::HasFields T>
  void add(const std::string& path, const T& section) {
    T::visit_fields(section, [&](const auto& part, const models::Field& field) {
      add(path.empty() ? std::string(field.name) : path + "." + std::string(field.name), part);
    });
  }
  template <class Table>
  void add(const std::string& path, const models::Imported<Table>& import) {
    say(path, import.file.empty() ? unset : "a file with the fingerprint " + import.fingerprint);
  }
  template <class T>
  void add(const std::string& path, const models::Named<T>& named) {
    std::string names;
    for (const auto& [name, value] : named) names += (names.empty() ? "" : ", ") + name;
    say(path, "[" + names + "]");
    for (const auto& [name, value] : named) add(path + "." + name, value);
  }
  template <class T>
  void add(const std::string& path, const std::vector<T>& list) {
    add_items(path, list);
  }
  template <class T>
  void add(const std::string& path, const models::OneOrMore<T>& list) {
    add_items(path, list);
  }
  template <class T>
  void add(const std::string& path, const std::optional<T>& value) {
    if (value)
      add(path, *value);
    else
      say(path, unset);
  }
  template <class... Alternatives>
  void add(const std::string& path, const std::variant<Alternatives...>& value) {
    std::visit(
        [&]<class Chosen>(const Chosen& chosen) {
          if constexpr (requires { requires Chosen::bare; }) {
            add(path, chosen.value);
          } else {
            say(path, std::string(Chosen::tag));
            add(path + "." + std::string(Chosen::tag), chosen);
          }
        },
        value);
  }
  template <models::NamedEnum E>
  void add(const std::string& path, const E& value) {
    say(path, std::string(models::to_text(value)));
  }
  void add(const std::string& path, double value) { say(path, text_of(value)); }
  void add(const std::string& path, int value) { say(path, std::to_string(value)); }
  void add(const std::string& path, std::uint64_t value) { say(path, std::to_string(value)); }
  void add(const std::string& path, const std::string& value) {
    say(path, value.empty() ? unset : value);
  }
  void add(const std::string& path, const models::Date& value) {
    say(path, format_date(std::chrono::sys_days{std::chrono::days{static_cast<int>(value.day)}}));
  }

  std::vector<ScenarioValue> values;

 private:
  template <class List>
  void add_items(const std::string& path, const List& list) {
    say(path, list.size() == 1 ? "a list of 1" : "a list of " + std::to_string(list.size()));
    for (std::size_t i = 0; i < list.size(); ++i)
      add(path + "[" + std::to_string(i) + "]", list[i]);
  }
  void say(const std::string& path, std::string text) { values.push_back({path, std::move(text)}); }
};

}  // namespace

std::vector<ScenarioValue> values_of(const models::Scenario& scenario) {
  Listing listing;
  listing.add({}, scenario);
  return std::move(listing.values);
}

std::uint64_t fingerprint_of(const std::vector<ScenarioValue>& values) {
  kernel::Fingerprint fingerprint;
  const auto add = [&](std::string_view text) {
    fingerprint.add(text.size());
    while (!text.empty()) {  // word by word: a large design has many
      std::uint64_t word = 0;
      const std::size_t bytes = std::min(text.size(), sizeof word);
      std::memcpy(&word, text.data(), bytes);
      fingerprint.add(word);
      text.remove_prefix(bytes);
    }
  };
  for (const ScenarioValue& value : values) {
    add(value.path);
    add(value.text);
  }
  return fingerprint.value();
}

std::vector<ScenarioDifference> differences_of(const std::vector<ScenarioValue>& first,
                                               const std::vector<ScenarioValue>& second) {
  std::unordered_map<std::string_view, std::string_view> of_first;
  for (const ScenarioValue& value : first) of_first.emplace(value.path, value.text);
  std::vector<ScenarioDifference> found;
  for (const ScenarioValue& value : second) {
    const auto there = of_first.find(value.path);
    if (there == of_first.end()) {
      found.push_back({value.path, unset, value.text});
      continue;
    }
    if (there->second != value.text)
      found.push_back({value.path, std::string(there->second), value.text});
    of_first.erase(there);
  }
  for (const ScenarioValue& value : first)
    if (of_first.contains(value.path)) found.push_back({value.path, value.text, unset});
  return found;
}

}  // namespace nakodo::experiment

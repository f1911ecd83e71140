#include "experiment/factor_reader.hpp"

#include <algorithm>
#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>

#include "experiment/range_reader.hpp"

namespace nakodo::experiment {
namespace {

class Reader {
 public:
  explicit Reader(Diagnostics& diagnostics) : diagnostics_(diagnostics) {}

  std::optional<Factor> read(const Entry& entry) {
    Factor factor;
    factor.key = entry.key;
    factor.place = entry.key_place;
    factor.value_place = entry.value.place();
    if (!entry.value.is_mapping()) {
      if (entry.value.is_null())
        factor.range.emplace().open = true;
      else if (!read_levels(entry.value, factor))
        return std::nullopt;
      return factor;
    }
    const Node& whole = entry.value;
    if (const Node* name = whole.find("name")) read_name(*name, factor);
    const bool good = read_kind(whole, factor);
    return good ? std::optional(factor) : std::nullopt;
  }

 private:
  void read_name(const Node& node, Factor& factor) {
    const auto name = parse_text(node, diagnostics_);
    if (!name) return;
    check_name(*name, node.place(), diagnostics_);
    factor.name = *name;
    factor.name_place = node.place();
  }

  bool read_kind(const Node& whole, Factor& factor) {
    if (const Node* arms = whole.find("arms")) {
      if (const Entry* values = whole.find_entry("values"))
        diagnostics_.error(values->key_place, "a factor has values or arms, not both",
                           "let an arm set what its value would");
      allow(whole, {"name", "values", "arms"});
      read_arms(*arms, factor);
      return true;
    }
    if (const Node* levels = whole.find("values")) {
      allow(whole, {"name", "values"});
      return read_levels(*levels, factor);
    }
    FactorRange range;
    bool good = true;
    if (const Node* distribution = whole.find("distribution")) {
      allow(whole, {"name", "distribution", "levels"});
      good = read_distribution(*distribution, range, diagnostics_);
    } else if (whole.find("low") != nullptr || whole.find("high") != nullptr) {
      allow(whole, {"name", "low", "high", "scale", "integer", "levels"});
      good = read_range(whole, range, diagnostics_);
    } else {
      allow(whole, {"name"});
      range.open = true;
    }
    if (const Node* levels = whole.find("levels")) {
      const auto count = parse_integer(*levels, diagnostics_);
      if (count && *count >= 2 && *count <= 1'000'000)
        range.levels = static_cast<int>(*count);
      else if (count)
        diagnostics_.error(levels->place(),
                           "'levels' has to be from 2 to 1000000, not " + levels->text(),
                           "so many equally spaced ones a grid takes from the range");
    }
    factor.range = range;
    return good;
  }

  void allow(const Node& whole, std::initializer_list<std::string_view> keys) {
    for (const Entry& part : whole.entries())
      if (std::find(keys.begin(), keys.end(), part.key) == keys.end())
        diagnostics_.error(part.key_place, "a factor has no '" + part.key + "'" + beside(keys),
                           "write its levels as a list, as {name: …, values: […]}, or a range "
                           "{low: …, high: …}");
  }
  static std::string beside(std::initializer_list<std::string_view> keys) {
    const auto last = std::find_if(keys.begin(), keys.end(), [](std::string_view key) {
      return key == "arms" || key == "distribution" || key == "low";
    });
    return last == keys.end() ? "" : " beside '" + std::string(*last) + "'";
  }

  bool read_levels(const Node& levels, Factor& factor) {
    if (!levels.is_sequence() || levels.items().empty()) {
      diagnostics_.error(levels.place(),
                         "the levels of a factor are a list with at least one entry",
                         "write [level, level]");
      return false;
    }
    for (const Node& level : levels.items())
      factor.levels.push_back({{}, {{factor.key, level, factor.place}}, level.place()});
    return true;
  }

  void read_arms(const Node& arms, Factor& factor) {
    factor.has_arms = true;
    check_name(factor.key, factor.place, diagnostics_);
    if (!arms.is_mapping() || arms.entries().empty())
      return diagnostics_.error(arms.place(), "the arms of a factor are a mapping of names",
                                "write {one: {path: value, path: value}, other: {…}}");
    for (const Entry& arm : arms.entries()) {
      check_name(arm.key, arm.key_place, diagnostics_);
      Level level{arm.key, {}, arm.key_place};
      if (arm.value.is_mapping())
        for (const Entry& setting : arm.value.entries())
          level.settings.push_back({setting.key, setting.value, setting.key_place});
      else if (!arm.value.is_null())
        diagnostics_.error(arm.value.place(), "an arm sets paths of the file",
                           "write {path: value, path: value}, or {} for the file as it stands");
      factor.levels.push_back(std::move(level));
    }
  }

  Diagnostics& diagnostics_;
};

}  // namespace

std::vector<Factor> read_factors(const Node& node, Diagnostics& diagnostics) {
  std::vector<Factor> factors;
  Reader reader(diagnostics);
  for (const Entry& entry : node.entries())
    if (auto factor = reader.read(entry)) factors.push_back(std::move(*factor));
  return factors;
}

}  // namespace nakodo::experiment

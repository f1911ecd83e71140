#include "experiment/factor_reader.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <initializer_list>
#include <limits>
#include <string>
#include <string_view>

#include "experiment/suggestion.hpp"

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
    if (const Node* name = whole.find("name"))
      factor.name = parse_text(*name, diagnostics_).value_or("");
    const bool good = read_kind(whole, factor);
    return good ? std::optional(factor) : std::nullopt;
  }

 private:
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
      good = read_distribution(*distribution, range);
    } else if (whole.find("low") != nullptr || whole.find("high") != nullptr) {
      allow(whole, {"name", "low", "high", "scale", "integer", "levels"});
      good = read_range(whole, range);
    } else {
      allow(whole, {"name"});
      range.open = true;
    }
    if (const Node* levels = whole.find("levels")) {
      const auto count = parse_integer(*levels, diagnostics_);
      if (count && *count >= 2 && *count <= 1'000'000)
        range.levels = static_cast<int>(*count);
      else if (count)
        diagnostics_.error(levels->place(), "'levels' has to be from 2 to 1000000, not " +
                                                levels->text(),
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
      diagnostics_.error(levels.place(), "the levels of a factor are a list with at least one entry",
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

  // --- Ranges
  // ----------------------------------------------------------------------------------------------

  /// The quantities of a mapping, all of one dimension: that of the first which shows its unit.
  class Quantities {
   public:
    Quantities(const Node& whole, std::initializer_list<std::string_view> keys, std::string example,
               Diagnostics& diagnostics)
        : whole_(whole), example_(std::move(example)), diagnostics_(diagnostics) {
      for (const std::string_view key : keys)
        if (const Node* node = whole.find(key); node != nullptr && node->is_scalar())
          if (const auto shown = shown_dimension(node->text())) {
            dimension = *shown;
            break;
          }
    }
    /// NaN if it is not a quantity (reported), or not there: reported unless there is a default.
    double operator()(std::string_view key, std::optional<double> unset = std::nullopt) {
      return read(key, dimension, unset);
    }
    double read(std::string_view key, Dimension as, std::optional<double> unset) {
      constexpr double none = std::numeric_limits<double>::quiet_NaN();
      const Node* node = whole_.find(key);
      if (node != nullptr) return parse_quantity(*node, as, diagnostics_).value_or(none);
      if (!unset)
        diagnostics_.error(whole_.place(), "'" + std::string(key) + "' is missing",
                           "write " + example_);
      return unset.value_or(none);
    }
    Dimension dimension = Dimension::none;

   private:
    const Node& whole_;
    std::string example_;
    Diagnostics& diagnostics_;
  };

  bool refuse(const Node& whole, std::string_view key, const std::string& message,
              const std::string& advice = "") {
    const Node* node = whole.find(key);
    diagnostics_.error(node != nullptr ? node->place() : whole.place(), message, advice);
    return false;
  }

  bool read_range(const Node& whole, FactorRange& range) {
    Quantities quantities(whole, {"low", "high"}, "{low: …, high: …}", diagnostics_);
    range.low = quantities("low");
    range.high = quantities("high");
    range.dimension = quantities.dimension;
    if (const Node* integer = whole.find("integer"))
      range.integer = parse_boolean(*integer, diagnostics_).value_or(false);
    if (const Node* scale = whole.find("scale")) {
      range.logarithmic = scale->is_scalar() && scale->text() == "log";
      if (!range.logarithmic && !(scale->is_scalar() && scale->text() == "linear"))
        refuse(whole, "scale", "the scale of a range is linear or log", "write scale: log");
    }
    if (std::isnan(range.low) || std::isnan(range.high)) return false;
    if (!(range.low < range.high))
      return refuse(whole, "high", "'high' has to be greater than 'low'", "exchange the two");
    if (range.logarithmic && range.low <= 0.0)
      return refuse(whole, "low", "on a logarithmic scale 'low' has to be greater than 0",
                    "begin above 0, or leave out scale: log");
    if (!range.integer) return true;
    for (const std::string_view end : {"low", "high"})
      if (const double value = end == "low" ? range.low : range.high;
          value != std::floor(value) || std::abs(value) > 1e9)
        return refuse(whole, end, "the ends of a range of whole numbers are whole numbers",
                      "write digits only, or leave out integer: true");
    return true;
  }

  bool read_distribution(const Node& node, FactorRange& range) {
    static const std::vector<std::string> families{"normal", "lognormal", "uniform", "triangular"};
    static constexpr std::array examples{
        "{normal: {mean: …, sd: …}}", "{lognormal: {mean: …, cv: …}}",
        "{uniform: {low: …, high: …}}", "{triangular: {low: …, mode: …, high: …}}"};
    if (!node.is_mapping() || node.entries().size() != 1) {
      diagnostics_.error(node.place(), "this has to be one distribution",
                         "write {normal: {mean: …, sd: …}}; choices: normal, lognormal, uniform, "
                         "triangular");
      return false;
    }
    const Entry& chosen = node.entries().front();
    const auto family = std::find(families.begin(), families.end(), chosen.key);
    if (family == families.end()) {
      diagnostics_.error(chosen.key_place, "'" + chosen.key + "' is not a choice here",
                         suggest(chosen.key, families));
      return false;
    }
    const Node& whole = chosen.value;
    if (!whole.is_mapping()) {
      diagnostics_.error(whole.place(), "a distribution is a mapping of its parameters",
                         "write {normal: {mean: …, sd: …}}");
      return false;
    }
    Quantile quantile;
    quantile.family = static_cast<Quantile::Family>(family - families.begin());
    Quantities quantities(whole, {"mean", "sd", "low", "mode", "high"},
                          examples[static_cast<std::size_t>(quantile.family)], diagnostics_);
    range.dimension = quantities.dimension;
    const bool good = read_parameters(whole, quantities, quantile);
    range.low = quantile.low;
    range.high = quantile.high;
    if (quantile.family == Quantile::Family::lognormal) range.low = std::max(range.low, 0.0);
    range.distribution = quantile;
    return good;
  }

  bool read_parameters(const Node& whole, Quantities& quantities, Quantile& quantile) {
    using Family = Quantile::Family;
    const auto known = [&](std::vector<std::string> keys) {
      for (const Entry& part : whole.entries())
        if (std::find(keys.begin(), keys.end(), part.key) == keys.end())
          diagnostics_.error(part.key_place, "unknown key '" + part.key + "'",
                             suggest(part.key, keys));
    };
    const bool ends = quantile.family == Family::uniform || quantile.family == Family::triangular;
    if (ends) {
      quantile.low = quantities("low");
      quantile.high = quantities("high");
      if (quantile.family == Family::uniform) {
        known({"low", "high"});
      } else {
        known({"low", "mode", "high"});
        quantile.mode = quantities("mode");
      }
    } else {
      const bool normal = quantile.family == Family::normal;
      known({"mean", normal ? "sd" : "cv", "low", "high"});
      quantile.mean = quantities("mean");
      quantile.spread = normal ? quantities("sd") : quantities.read("cv", Dimension::none, {});
      quantile.low = quantities("low", quantile.low);
      quantile.high = quantities("high", quantile.high);
      if (std::isnan(quantile.mean) || std::isnan(quantile.spread)) return false;
      if (!(quantile.spread > 0.0))
        return refuse(whole, normal ? "sd" : "cv", "this has to be greater than 0");
      if (!normal && !(quantile.mean > 0.0))
        return refuse(whole, "mean", "the mean of a lognormal has to be greater than 0");
      if (!normal && quantile.high <= 0.0)
        return refuse(whole, "high", "a lognormal variable is greater than 0");
    }
    if (std::isnan(quantile.low) || std::isnan(quantile.high) || std::isnan(quantile.mode))
      return false;
    if (!(quantile.low < quantile.high))
      return refuse(whole, "high", "'high' has to be greater than 'low'", "exchange the two");
    if (quantile.family == Family::triangular &&
        !(quantile.low <= quantile.mode && quantile.mode <= quantile.high))
      return refuse(whole, "mode", "'mode' has to lie between 'low' and 'high'",
                    "it is where the triangle is highest");
    return true;
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

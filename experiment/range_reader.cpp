#include "experiment/range_reader.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <initializer_list>
#include <limits>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "experiment/suggestion.hpp"

namespace nakodo::experiment {
namespace {

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

bool refuse(Diagnostics& diagnostics, const Node& whole, std::string_view key,
            const std::string& message, const std::string& advice = "") {
  const Node* node = whole.find(key);
  diagnostics.error(node != nullptr ? node->place() : whole.place(), message, advice);
  return false;
}

bool read_parameters(const Node& whole, Quantities& quantities, Quantile& quantile,
                     Diagnostics& diagnostics) {
  using Family = Quantile::Family;
  const auto known = [&](std::vector<std::string> keys) {
    for (const Entry& part : whole.entries())
      if (std::find(keys.begin(), keys.end(), part.key) == keys.end())
        diagnostics.error(part.key_place, "unknown key '" + part.key + "'",
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
      return refuse(diagnostics, whole, normal ? "sd" : "cv", "this has to be greater than 0");
    if (!normal && !(quantile.mean > 0.0))
      return refuse(diagnostics, whole, "mean", "the mean of a lognormal has to be greater than 0");
    if (!normal && quantile.high <= 0.0)
      return refuse(diagnostics, whole, "high", "a lognormal variable is greater than 0");
  }
  if (std::isnan(quantile.low) || std::isnan(quantile.high) || std::isnan(quantile.mode))
    return false;
  if (!(quantile.low < quantile.high))
    return refuse(diagnostics, whole, "high", "'high' has to be greater than 'low'",
                  "exchange the two");
  if (quantile.family == Family::triangular &&
      !(quantile.low <= quantile.mode && quantile.mode <= quantile.high))
    return refuse(diagnostics, whole, "mode", "'mode' has to lie between 'low' and 'high'",
                  "it is where the triangle is highest");
  return true;
}

}  // namespace

bool read_range(const Node& whole, FactorRange& range, Diagnostics& diagnostics) {
  Quantities quantities(whole, {"low", "high"}, "{low: …, high: …}", diagnostics);
  range.low = quantities("low");
  range.high = quantities("high");
  range.dimension = quantities.dimension;
  if (const Node* integer = whole.find("integer"))
    range.integer = parse_boolean(*integer, diagnostics).value_or(false);
  if (const Node* scale = whole.find("scale")) {
    range.logarithmic = scale->is_scalar() && scale->text() == "log";
    if (!range.logarithmic && !(scale->is_scalar() && scale->text() == "linear"))
      refuse(diagnostics, whole, "scale", "the scale of a range is linear or log",
             "write scale: log");
  }
  if (std::isnan(range.low) || std::isnan(range.high)) return false;
  if (!(range.low < range.high))
    return refuse(diagnostics, whole, "high", "'high' has to be greater than 'low'",
                  "exchange the two");
  if (range.logarithmic && range.low <= 0.0)
    return refuse(diagnostics, whole, "low",
                  "on a logarithmic scale 'low' has to be greater than 0",
                  "begin above 0, or leave out scale: log");
  if (!range.integer) return true;
  for (const std::string_view end : {"low", "high"})
    if (const double value = end == "low" ? range.low : range.high;
        value != std::floor(value) || std::abs(value) > 1e9)
      return refuse(diagnostics, whole, end,
                    "the ends of a range of whole numbers are whole numbers",
                    "write digits only, or leave out integer: true");
  return true;
}

bool read_distribution(const Node& node, FactorRange& range, Diagnostics& diagnostics) {
  static const std::vector<std::string> families{"normal", "lognormal", "uniform", "triangular"};
  static constexpr std::array examples{
      "{normal: {mean: …, sd: …}}", "{lognormal: {mean: …, cv: …}}", "{uniform: {low: …, high: …}}",
      "{triangular: {low: …, mode: …, high: …}}"};
  if (!node.is_mapping() || node.entries().size() != 1) {
    diagnostics.error(node.place(), "this has to be one distribution",
                      "write {normal: {mean: …, sd: …}}; choices: normal, lognormal, uniform, "
                      "triangular");
    return false;
  }
  const Entry& chosen = node.entries().front();
  const auto family = std::find(families.begin(), families.end(), chosen.key);
  if (family == families.end()) {
    diagnostics.error(chosen.key_place, "'" + chosen.key + "' is not a choice here",
                      suggest(chosen.key, families));
    return false;
  }
  const Node& whole = chosen.value;
  if (!whole.is_mapping()) {
    diagnostics.error(whole.place(), "a distribution is a mapping of its parameters",
                      "write {normal: {mean: …, sd: …}}");
    return false;
  }
  Quantile quantile;
  quantile.family = static_cast<Quantile::Family>(family - families.begin());
  Quantities quantities(whole, {"mean", "sd", "low", "mode", "high"},
                        examples[static_cast<std::size_t>(quantile.family)], diagnostics);
  range.dimension = quantities.dimension;
  const bool good = read_parameters(whole, quantities, quantile, diagnostics);
  range.low = quantile.low;
  range.high = quantile.high;
  if (quantile.family == Quantile::Family::lognormal) range.low = std::max(range.low, 0.0);
  range.distribution = quantile;
  return good;
}

}  // namespace nakodo::experiment

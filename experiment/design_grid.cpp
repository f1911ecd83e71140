#include <algorithm>
#include <cmath>
#include <numeric>
#include <set>

#include "experiment/design_kinds.hpp"

namespace nakodo::experiment {
namespace {

/// What a grid takes from a factor: codes of its levels, or numbers of its range.
struct GridLevels {
  std::size_t size = 0;
  std::vector<double> numbers;  // of a range

  void push(std::size_t i, FactorColumn& column) const {
    if (column.measured)
      column.values.push_back(numbers[i]);
    else
      column.codes.push_back(static_cast<std::uint16_t>(i));
  }
};

/// Reports a range that does not say how many.
GridLevels levels_of(const Factor& factor, const DesignTask& task) {
  if (!factor.range) return {factor.levels.size(), {}};
  const FactorRange& range = *factor.range;
  if (!range.levels && !range.integer) {
    task.diagnostics.error(factor.value_place,
                           "how many levels of this range are in the design is not said",
                           "add levels: 5, or take another kind of design");
    return {};
  }
  const double whole = range.high - range.low + 1.0;
  const auto count = static_cast<std::size_t>(
      range.levels ? *range.levels : std::min(whole, 1.0 + Design::most_points));
  std::set<double> numbers;  // whole numbers can be fewer
  for (std::size_t i = 0; i < count; ++i) numbers.insert(range.level(i, count));
  return {numbers.size(), {numbers.begin(), numbers.end()}};
}

bool too_many(std::size_t count, Place place, Diagnostics& diagnostics) {
  if (count <= Design::most_points) return false;
  diagnostics.error(place, "the design has more than a million points",
                    "vary fewer factors, or fewer levels of them");
  return true;
}

/// The level that the file says, or the first.
std::size_t own_level(const Factor& factor, const FactorColumn& column, const Node* own) {
  if (factor.has_arms) {
    for (std::size_t i = 0; i < factor.levels.size(); ++i)
      if (factor.levels[i].settings.empty()) return i;
    return 0;
  }
  if (own == nullptr) return 0;
  const auto number = plain_number(*own);
  for (std::size_t i = 0; i < factor.levels.size(); ++i) {
    if (factor.levels[i].settings.front().value == *own) return i;
    if (number && column.numeric() && column.numbers[i] == *number) return i;
  }
  return 0;
}

/// The number that the file says, or the middle.
double own_number(const FactorRange& range, const Node* own) {
  if (own != nullptr && own->is_scalar()) {
    Diagnostics ignored;
    const auto shown = shown_dimension(own->text());
    const auto number = parse_quantity(*own, shown.value_or(range.dimension), ignored);
    const bool fits = !shown || range.dimension == Dimension::none || *shown == range.dimension;
    if (number && fits && *number >= range.low && *number <= range.high &&
        (!range.integer || *number == std::floor(*number)))
      return *number;
  }
  return range.at(0.5);
}

}  // namespace

void full_factorial(const DesignTask& task, Design& design) {
  if (!all_have_levels(task)) return;
  std::vector<GridLevels> levels;
  std::size_t count = 1;
  for (const Factor& factor : task.factors) {
    levels.push_back(levels_of(factor, task));
    count *= levels.back().size;
    if (too_many(count, factor.place, task.diagnostics)) return;
  }
  std::size_t repeat = count;
  for (std::size_t f = 0; f < levels.size(); ++f) {
    if (count == 0) return;
    repeat /= levels[f].size;
    for (std::size_t p = 0; p < count; ++p)
      levels[f].push(p / repeat % levels[f].size, design.columns[f]);
  }
  design.size = count;
}

void one_at_a_time(const DesignTask& task, Design& design) {
  if (!all_have_levels(task)) return;
  std::vector<GridLevels> levels;
  std::size_t count = 1;
  for (const Factor& factor : task.factors) {
    levels.push_back(levels_of(factor, task));
    count += levels.back().size;
    if (too_many(count, factor.place, task.diagnostics)) return;
  }
  if (!task.diagnostics.ok()) return;
  const std::size_t factors = task.factors.size();
  std::vector<std::size_t> base(factors);
  std::vector<double> base_number(factors);
  for (std::size_t f = 0; f < factors; ++f) {
    const Node* own = get_path(task.document, task.factors[f].key);
    if (task.factors[f].range)
      base_number[f] = own_number(*task.factors[f].range, own);
    else
      base[f] = own_level(task.factors[f], design.columns[f], own);
  }
  const auto push_base = [&](std::size_t f) {
    FactorColumn& column = design.columns[f];
    if (column.measured)
      column.values.push_back(base_number[f]);
    else
      column.codes.push_back(static_cast<std::uint16_t>(base[f]));
  };
  for (std::size_t f = 0; f < factors; ++f) push_base(f);
  design.size = 1;
  for (std::size_t alone = 0; alone < factors; ++alone)
    for (std::size_t i = 0; i < levels[alone].size; ++i) {
      const bool is_base = design.columns[alone].measured
                               ? levels[alone].numbers[i] == base_number[alone]
                               : i == base[alone];
      if (is_base) continue;
      for (std::size_t f = 0; f < factors; ++f)
        if (f == alone)
          levels[f].push(i, design.columns[f]);
        else
          push_base(f);
      ++design.size;
    }
}

}  // namespace nakodo::experiment

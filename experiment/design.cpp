#include "experiment/design.hpp"

#include <algorithm>
#include <array>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "experiment/constraint.hpp"
#include "experiment/design_kinds.hpp"
#include "experiment/factor_check.hpp"
#include "experiment/point_list.hpp"

namespace nakodo::experiment {
namespace {

/// What is said of a design although its kind has no use for it, and what it lacks.
void check_spec(const DesignTask& task) {
  using enum DesignKind;
  const DesignKind kind = task.spec.kind;
  const bool samples = kind == lhs || kind == sobol;
  const auto only = [&](const std::string& field, bool fits, const std::string& of) {
    if (!fits && task.said(field) != nullptr)
      task.diagnostics.error(task.place(field),
                             "'" + field + "' means nothing to a design of this kind",
                             "it is of " + of + "; remove it, or change the kind");
  };
  only("points", samples, "lhs and sobol");
  only("seed", samples || kind == morris, "lhs, sobol and morris");
  only("file", kind == csv, "csv");
  only("trajectories", kind == morris, "morris");
  only("levels", kind == morris, "morris");
  only("include", kind != morris, "every kind but morris, whose points make trajectories");
  const auto needs = [&](const std::string& field, bool lacks, const std::string& advice) {
    if (lacks && task.said(field) == nullptr)
      task.diagnostics.error(task.place("kind"), "'" + field + "' of 'design' is missing", advice);
  };
  needs("points", samples, "add points: 64");
  needs("file", kind == csv, "add file: sample.csv");
  needs("include", kind == list, "list the points: include: [{factor: value, …}, …]");
  if (get_path(task.document, "experiment.factors") == nullptr && kind != full_factorial)
    task.diagnostics.error(task.place("kind"), "a design of this kind needs factors",
                           "add factors: {path: {low: …, high: …}}");
}

/// Keeps the marked points, in order.
void keep(const std::vector<bool>& kept, Design& design) {
  const auto sift = [&](auto& values) {
    std::size_t to = 0;
    for (std::size_t p = 0; p < values.size(); ++p)
      if (kept[p]) values[to++] = values[p];
    values.resize(to);
    values.shrink_to_fit();
  };
  for (FactorColumn& column : design.columns)
    if (column.measured)
      sift(column.values);
    else
      sift(column.codes);
  const auto left = static_cast<std::size_t>(std::count(kept.begin(), kept.end(), true));
  design.left_out += design.size - left;
  design.size = left;
}

/// Of trajectories the whole ones are kept: a gap would be an effect of two factors.
void leave_gaps_whole(std::vector<bool>& kept, std::size_t trajectory) {
  for (std::size_t p = 0; p < kept.size(); p += trajectory)
    if (!std::all_of(kept.begin() + static_cast<std::ptrdiff_t>(p),
                     kept.begin() + static_cast<std::ptrdiff_t>(p + trajectory),
                     [](bool each) { return each; }))
      std::fill_n(kept.begin() + static_cast<std::ptrdiff_t>(p), trajectory, false);
}

void leave_out(const DesignTask& task, std::vector<bool> kept, Design& design) {
  if (task.spec.kind == DesignKind::morris) leave_gaps_whole(kept, task.factors.size() + 1);
  if (std::find(kept.begin(), kept.end(), false) != kept.end()) keep(kept, design);
}

void apply_where(const DesignTask& task, Design& design) {
  const Node* where = task.said("where");
  if (where == nullptr || !where->is_scalar()) return;
  constexpr std::size_t longest = 2'000;
  if (where->text().size() > longest)
    return task.diagnostics.error(where->place(), "the condition is longer than 2000 bytes",
                                  "exclude points, or list them in a CSV file");
  const auto constraint = Constraint::parse(*where, design.columns, task.diagnostics);
  if (!constraint) return;
  std::vector<bool> kept(design.size);
  for (std::size_t p = 0; p < design.size; ++p) kept[p] = constraint->holds(design.columns, p);
  leave_out(task, std::move(kept), design);
}

void apply_exclude(const DesignTask& task, std::vector<Factor>& factors, Design& design) {
  std::vector<bool> kept(design.size, true);
  for (const PointSpec& point : task.spec.exclude) {
    const auto said = partial_point(point, factors, design, task.diagnostics);
    if (!said) continue;
    bool any = false;
    for (std::size_t p = 0; p < design.size; ++p)
      if (std::all_of(said->begin(), said->end(), [&](const auto& part) {
            return part.second.equals(design.columns[part.first], p);
          })) {
        kept[p] = false;
        any = true;
      }
    if (!any)
      task.diagnostics.error(point.values.place(), "no point of the design agrees with this",
                             "remove it, or correct it: `nakodo plan` shows the points");
  }
  leave_out(task, std::move(kept), design);
}

void make_points(const DesignTask& task, std::vector<Factor>& factors, const ReadCsv& read_csv,
                 Design& design) {
  switch (task.spec.kind) {
    case DesignKind::full_factorial:
      return full_factorial(task, design);
    case DesignKind::list:
      return;
    case DesignKind::csv:
      return read_csv(*task.said("file"), *task.spec.file,
                      [&](CsvReader& reader) { append_rows(reader, factors, design); });
    case DesignKind::lhs:
      return latin_hypercube(task, design);
    case DesignKind::sobol:
      return sobol_sequence(task, design);
    case DesignKind::one_at_a_time:
      return one_at_a_time(task, design);
    case DesignKind::morris:
      return morris_trajectories(task, design);
  }
}

}  // namespace

const Node* DesignTask::said(std::string_view field) const {
  const Node* design = document.find("experiment");
  if (design != nullptr) design = design->find("design");
  return design != nullptr ? design->find(field) : nullptr;
}

Place DesignTask::place(std::string_view field) const {
  const Node* node = said(field);
  return node != nullptr ? node->place() : nearest_place(document, "experiment.design");
}

void push_unit(const Factor& factor, FactorColumn& column, double u) {
  if (factor.range) return column.values.push_back(factor.range->at(u));
  const auto count = static_cast<double>(factor.levels.size());
  column.codes.push_back(static_cast<std::uint16_t>(std::min(u * count, count - 1.0)));
}

bool all_have_levels(const DesignTask& task) {
  bool all = true;
  for (const Factor& factor : task.factors)
    if (factor.range && factor.range->open) {
      all = false;
      task.diagnostics.error(factor.value_place, "the factor has no levels",
                             "add values: [level, level], or low: … and high: …");
    }
  return all;
}

Design make_design(std::vector<Factor>& factors, const DesignSpec& spec, const Node& document,
                   const ReadCsv& read_csv, Diagnostics& diagnostics) {
  Design design;
  check_paths(factors, document, diagnostics);
  design.columns = columns_of(factors, diagnostics);
  const DesignTask task{factors, spec, document, diagnostics};
  check_spec(task);
  const bool good = diagnostics.ok();
  if (good || spec.kind == DesignKind::full_factorial) make_points(task, factors, read_csv, design);
  if (!good || !diagnostics.ok()) return design;
  design.made = design.size;
  apply_where(task, design);
  append_points(spec.include, factors, design, diagnostics);
  apply_exclude(task, factors, design);
  if (design.size > Design::most_points)
    diagnostics.error(task.place("include"), "the design has more than a million points",
                      "include fewer");
  if (design.size == 0 && diagnostics.ok())
    diagnostics.error(task.place("where"), "no point is left in the design",
                      "ask for less in `where`, or exclude less");
  for (std::size_t f = 0; f < factors.size(); ++f)  // the points may have shown it
    if (factors[f].range && factors[f].range->dimension != Dimension::none)
      design.columns[f].units = canonical_unit(factors[f].range->dimension);
  return design;
}

void relabel(Design& design, const std::vector<Factor>& factors) {
  for (std::size_t f = 0; f < factors.size(); ++f)
    for (std::size_t i = 0; i < factors[f].levels.size(); ++i)
      design.columns[f].labels[i] = label_of(factors[f], factors[f].levels[i]);
}

Node document_of(const Node& base, const std::vector<Factor>& factors, const Design& design,
                 std::size_t point, Diagnostics& diagnostics) {
  Node document = base;
  for (std::size_t f = 0; f < factors.size(); ++f) {
    const FactorColumn& column = design.columns[f];
    if (column.measured)
      set_path(document, factors[f].key,
               Node::scalar(text_of(column.values[point]), factors[f].value_place), diagnostics);
    else
      for (const Setting& setting : factors[f].levels[column.codes[point]].settings)
        set_path(document, setting.path, setting.value, diagnostics);
  }
  return document;
}

}  // namespace nakodo::experiment

// nakodo plan: the design, and what it will cost by a short pilot.
#include <algorithm>
#include <cmath>
#include <iomanip>
#include <iostream>
#include <sstream>

#include "experiment/command_line.hpp"
#include "experiment/pilot.hpp"

namespace nakodo::experiment {

namespace options = boost::program_options;

namespace {

/// As many as are worth asking for: a point of sequential replications is not cut into parts.
std::size_t workers_for(const Experiment& experiment) {
  constexpr std::size_t most = 200;
  return experiment.sequential() ? std::min(most, experiment.points()) : most;
}

std::string rounded_text(double value) {
  std::ostringstream out;
  out << std::setprecision(2) << value;
  if (value >= 10.0) {
    out.str("");
    out << std::fixed << std::setprecision(0) << value;
  }
  return out.str();
}

std::string duration(double seconds) {
  if (seconds < 1e-3) return rounded_text(seconds * 1e6) + " µs";
  if (seconds < 1.0) return rounded_text(seconds * 1e3) + " ms";
  if (seconds < 120.0) return rounded_text(seconds) + " s";
  if (seconds < 7'200.0) return rounded_text(seconds / 60.0) + " minutes";
  if (seconds < 172'800.0) return rounded_text(seconds / 3'600.0) + " hours";
  return rounded_text(seconds / 86'400.0) + " days";
}

std::string amount(double bytes) {
  if (bytes < 1e6) return rounded_text(std::max(1.0, bytes / 1e3)) + " kB";
  return bytes < 1e9 ? rounded_text(bytes / 1e6) + " MB" : rounded_text(bytes / 1e9) + " GB";
}

std::string counted(std::size_t count, const std::string& what) {
  return std::to_string(count) + " " + what + (count == 1 ? "" : "s");
}

void print_factor(const Factor& factor, const FactorColumn& column) {
  std::cout << "  factor " << column.name << " (" << column.path << "):";
  for (const std::string& label : column.labels) std::cout << ' ' << label;
  if (column.measured) {
    const FactorRange& range = *factor.range;
    const auto [lowest, highest] = std::minmax_element(column.values.begin(), column.values.end());
    const bool has_ends = !range.open && !range.distribution;
    std::cout << (range.integer ? " whole numbers from " : " from ")
              << text_of(has_ends ? range.low : *lowest) << " to "
              << text_of(has_ends ? range.high : *highest)
              << (column.units.empty() ? "" : " " + column.units)
              << (range.logarithmic ? ", logarithmic" : "")
              << (range.distribution ? ", by quantiles of a distribution" : "");
  }
  std::cout << '\n';
}

std::string kind_of(const Experiment& experiment) {
  const DesignSpec& spec = experiment.file.experiment.design;
  switch (spec.kind) {
    case DesignKind::full_factorial:
      return "full factorial";
    case DesignKind::list:
      return "list";
    case DesignKind::csv:
      return "from " + spec.file->file;
    case DesignKind::lhs:
      return "Latin hypercube, seed " + std::to_string(spec.seed.value_or(1));
    case DesignKind::sobol:
      return spec.seed ? "Sobol sequence, shifted by seed " + std::to_string(*spec.seed)
                       : "Sobol sequence";
    case DesignKind::one_at_a_time:
      return "one at a time, the base first";
    case DesignKind::morris:
      break;
  }
  return "Morris, trajectories: " + std::to_string(spec.trajectories) +
         ", levels: " + std::to_string(spec.levels);
}

/// The first and the last points.
void print_points(const Experiment& experiment) {
  constexpr std::size_t all = 30;
  constexpr std::size_t ends = 10;
  const std::size_t count = experiment.points();
  const auto width = static_cast<int>(std::max<std::size_t>(5, std::to_string(count).size()));
  const auto print = [&](std::size_t first, std::size_t last) {
    for (std::size_t p = first; p < last; ++p)
      std::cout << std::setw(width) << p << "  " << experiment.label(p) << '\n';
  };
  if (count <= all) return print(0, count);
  print(0, ends);
  std::cout << std::setw(width) << "…"
            << "    " << count - 2 * ends << " more\n";
  print(count - ends, count);
}

void print_cost(const Experiment& experiment) {
  const Pilot pilot = run_pilot(experiment);
  const double total = pilot.total(experiment);
  const std::size_t workers = workers_for(experiment);
  const double longest = std::max(total / static_cast<double>(workers), pilot.slowest);
  std::cout << "\nA pilot of " << counted(pilot.runs, "run") << " at "
            << counted(pilot.points, "point") << " took " << duration(pilot.run) << " a run, "
            << duration(pilot.slowest) << " at the slowest point.\n"
            << "expected cost: " << (experiment.sequential() ? "at most " : "") << "about "
            << duration(total) << " on one core, " << duration(longest) << " on " << workers
            << "; a file of about " << amount(pilot.bytes * static_cast<double>(experiment.runs()))
            << "\n";
  const std::size_t shards = advised_shards(total, workers);
  if (shards == 1)
    std::cout << "This is work for one machine: nakodo run.\n";
  else
    std::cout << "Worth " << shards << " shards of about "
              << duration(total / static_cast<double>(shards)) << " each: nakodo submit --workers "
              << shards << ".\n";
}

}  // namespace

int plan_command(const Arguments& arguments) {
  options::options_description visible("options");
  add_overrides(visible);
  const auto values = parse(arguments, "plan CONFIG [options]",
                            "Shows the design: its factors and points, and what it will cost, by a "
                            "pilot of about a second.",
                            visible);
  if (!values) return ExitCode::success;
  const Experiment experiment = load_named(*values);
  const Design& design = experiment.design;

  std::cout << (experiment.file.title.empty() ? experiment.name : experiment.file.title) << '\n';
  for (std::size_t f = 0; f < design.columns.size(); ++f)
    print_factor(experiment.file.experiment.factors[f], design.columns[f]);
  std::cout << "  design: " << kind_of(experiment);
  if (design.left_out > 0) std::cout << "; " << design.left_out << " left out";
  if (!experiment.file.experiment.design.include.empty())
    std::cout << "; " << experiment.file.experiment.design.include.size() << " listed";
  std::cout << "\n  " << counted(experiment.points(), "point") << " × "
            << experiment.replications_text()
            << " replications = " << (experiment.sequential() ? "at most " : "")
            << experiment.runs() << " runs, trace " << to_text(experiment.file.output.trace)
            << ", experiment " << experiment.hash() << '\n';
  if (!design.advice.empty()) std::cout << "  advice: " << design.advice << '\n';
  std::cout << '\n';
  print_points(experiment);
  print_cost(experiment);
  return ExitCode::success;
}

}  // namespace nakodo::experiment

// nakodo plan: the design table, and what it will cost by a short pilot.
#include <atomic>
#include <chrono>
#include <iomanip>
#include <iostream>

#include "experiment/command_line.hpp"
#include "experiment/runner.hpp"

namespace nakodo::experiment {

namespace options = boost::program_options;

namespace {

/// Seconds of one run, averaged over a pilot of the first replications of every point, a second at
/// most.
double pilot(const Experiment& experiment) {
  using Clock = std::chrono::steady_clock;
  const auto begun = Clock::now();
  const std::atomic<bool> never = false;
  std::size_t runs = 0;
  double seconds = 0.0;
  for (std::size_t replication = 0;
       replication < std::min<std::size_t>(experiment.replications(), 32) && seconds < 1.0;
       ++replication)
    for (std::size_t point = 0; point < experiment.points() && seconds < 1.0; ++point) {
      RunPlan plan;
      plan.only = RunPlan::Only{point, replication};
      plan.trace = models::TraceLevel::none;
      run_experiment(
          experiment, plan, [&](const RunBatch& batch) { runs += batch.runs.size(); }, never);
      seconds = std::chrono::duration<double>(Clock::now() - begun).count();
    }
  return seconds / static_cast<double>(runs);
}

}  // namespace

int plan_command(const Arguments& arguments) {
  options::options_description visible("options");
  add_overrides(visible);
  const auto values = parse(arguments, "plan CONFIG [options]",
                            "Shows the design: its points, replications and expected cost. Runs a "
                            "pilot of a second at most.",
                            visible);
  if (!values) return ExitCode::success;
  const Experiment experiment = load_named(*values);

  std::cout << (experiment.file.title.empty() ? experiment.name : experiment.file.title) << '\n';
  for (const FactorColumn& column : experiment.design.columns) {
    std::cout << "  factor " << column.name << " (" << column.path << "):";
    for (const std::string& label : column.labels) std::cout << ' ' << label;
    std::cout << '\n';
  }
  std::cout << "  " << experiment.points()
            << (experiment.points() == 1 ? " point × " : " points × ") << experiment.replications()
            << " replications = " << experiment.runs() << " runs, trace "
            << to_text(experiment.file.output.trace) << ", experiment " << experiment.hash()
            << "\n\n";
  constexpr std::size_t shown = 200;
  for (std::size_t p = 0; p < std::min(experiment.points(), shown); ++p)
    std::cout << std::setw(5) << p << "  " << experiment.label(p) << '\n';
  if (experiment.points() > shown)
    std::cout << "  … and " << experiment.points() - shown << " more\n";
  const double seconds = pilot(experiment) * static_cast<double>(experiment.runs());
  std::cout << "\nexpected cost: about " << std::fixed << std::setprecision(1) << seconds
            << " s on one core\n";
  return ExitCode::success;
}

}  // namespace nakodo::experiment

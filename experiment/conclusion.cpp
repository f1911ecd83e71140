#include "experiment/conclusion.hpp"

#include <iostream>

#include "experiment/command.hpp"
#include "experiment/pictures.hpp"

namespace nakodo::experiment {
namespace {

void print_table(const Experiment& experiment, Summary& summary) {
  std::cout << (experiment.file.title.empty() ? experiment.name : experiment.file.title) << '\n';
  std::cout << experiment.points() << (experiment.points() == 1 ? " point, " : " points, ")
            << experiment.replications_text() << " replications of each, seed "
            << experiment.file.experiment.seed << "\n\n";
  summary.print(std::cout);
  std::cout << '\n';
}

/// What became of sequential replications.
void print_stops(const Summary& summary) {
  const std::size_t points = summary.precise_points() + summary.imprecise_points();
  if (summary.imprecise_points() == 0)
    std::cout << (points == 1 ? "The point was run" : "All points were run")
              << " until the precision was reached that was asked for\n\n";
  else
    std::cout << summary.imprecise_points() << " of " << points
              << (points == 1 ? " point" : " points")
              << " reached the maximum without the wanted precision\n\n";
}

void print_pictures(const Drawing& drawing) {
  if (drawing.drawn)
    std::cout << drawing.said;
  else if (drawing.stopped)
    std::cerr << "nakodo: stopped while drawing; the results are complete.\n";
  else
    std::cerr << "nakodo: the pictures could not be drawn; the results are complete.\n"
              << drawing.said
              << "scripts/setup installs what drawing needs, and scripts/nakodo uses it.\n";
}

}  // namespace

int conclude(const Experiment& experiment, Summary& summary, std::size_t runs,
             const Published& published, const Telling& telling) {
  if (!telling.quiet) {
    if (telling.table) print_table(experiment, summary);
    if (experiment.sequential() && !telling.one_run) print_stops(summary);
    if (!telling.taken.empty()) std::cout << telling.taken << '\n';
    std::cout << published.path.string() << '\n';
    if (telling.pictures) print_pictures(draw_pictures(published.path));
  }
  if (summary.failures() == 0) return ExitCode::success;
  std::cerr << "nakodo: " << summary.failures() << " of " << runs
            << " runs broke; the others are whole.\n  first: " << summary.first_failure()
            << "\n  `nakodo replay` runs it again alone.\n";
  return ExitCode::some_failed;
}

}  // namespace nakodo::experiment

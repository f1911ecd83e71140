#include "experiment/session.hpp"

#include <atomic>
#include <csignal>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <iterator>
#include <optional>
#include <system_error>
#include <utility>

#include "experiment/byte_fingerprint.hpp"
#include "experiment/command.hpp"
#include "experiment/imports.hpp"
#include "experiment/pictures.hpp"
#include "experiment/progress.hpp"
#include "experiment/results_writer.hpp"
#include "experiment/summary.hpp"
#include "experiment/yaml_writer.hpp"

namespace nakodo::experiment {
namespace {

std::atomic<bool> stop_requested = false;
static_assert(std::atomic<bool>::is_always_lock_free, "set from a signal handler");

/// Turns SIGINT and SIGTERM into a request to stop, for as long as it lives.
class StopOnSignal {
 public:
  StopOnSignal() {
    stop_requested = false;
    for (std::size_t i = 0; i < 2; ++i)
      previous_[i] = std::signal(signals[i], [](int) { stop_requested = true; });
  }
  ~StopOnSignal() {
    for (std::size_t i = 0; i < 2; ++i) std::signal(signals[i], previous_[i]);
  }
  StopOnSignal(const StopOnSignal&) = delete;
  StopOnSignal& operator=(const StopOnSignal&) = delete;

 private:
  static constexpr int signals[2] = {SIGINT, SIGTERM};
  void (*previous_[2])(int) = {};
};

void print_pictures(const Drawing& drawing) {
  if (drawing.drawn)
    std::cout << drawing.said;
  else
    std::cerr << "nakodo: the pictures could not be drawn; the results are complete.\n"
              << drawing.said
              << "scripts/setup installs what drawing needs, and scripts/nakodo uses it.\n";
}

/// Puts a copy of a file that was imported beside the results.
void copy_import(const Imports::File& file, const std::filesystem::path& folder) {
  std::ifstream in(file.path, std::ios::binary);
  const std::string bytes{std::istreambuf_iterator<char>(in), {}};
  ByteFingerprint fingerprint;
  fingerprint.add(bytes);
  if (!in || fingerprint.hex() != file.fingerprint)
    throw StorageError(file.path.string() + " is not the file any more that was run");
  write_text_atomically(folder / file.name, bytes);
}

}  // namespace

int carry_out(const Experiment& experiment, const SessionRequest& request) {
  const StopOnSignal signals;
  const std::size_t runs = request.plan.only ? 1 : experiment.runs();
  const bool folder_existed = std::filesystem::exists(request.folder);
  std::optional<ResultsWriter> writer(std::in_place, request.folder, request.name, experiment,
                                      request.plan);
  Summary summary(experiment);
  {
    Progress progress(runs, request.quiet);
    const auto consume = [&](const RunBatch& batch) {
      writer->write(batch);
      summary.add(batch);
      progress.advance(batch.runs.size());
    };
    if (!run_experiment(experiment, request.plan, consume, stop_requested)) {
      writer.reset();
      std::error_code ignored;  // an empty folder of ours goes too
      if (!folder_existed) std::filesystem::remove(request.folder, ignored);
      std::cerr << "nakodo: interrupted; nothing was written. Run it again to start over.\n";
      return ExitCode::interrupted;
    }
  }
  for (const Imports::File& file : experiment.imports->files()) copy_import(file, request.folder);
  write_text_atomically(request.folder / "experiment.yaml", write_yaml(experiment.document));
  const Published published = writer->finish();

  if (!request.quiet) {
    if (!request.plan.only) {
      std::cout << (experiment.file.title.empty() ? experiment.name : experiment.file.title)
                << '\n';
      std::cout << experiment.points() << (experiment.points() == 1 ? " point, " : " points, ")
                << experiment.replications() << " replications of each, seed "
                << experiment.file.experiment.seed << "\n\n";
      summary.print(std::cout);
      std::cout << '\n';
    }
    std::cout << published.path.string() << '\n';
    if (request.pictures) print_pictures(draw_pictures(published.path));
  }
  if (summary.failures() == 0) return ExitCode::success;
  std::cerr << "nakodo: " << summary.failures() << " of " << runs
            << " runs broke; the others are whole.\n  first: " << summary.first_failure()
            << "\n  `nakodo replay` runs it again alone.\n";
  return ExitCode::some_failed;
}

}  // namespace nakodo::experiment

// Writing results: full events and stocks of many dyads, from rows to the published file, against
// deflate alone of the same bytes, in the same chunks, by the library used and by ISA-L where it is
// installed. One operation is all of it; the rate is that of uncompressed bytes, in real time,
// since chunks are encoded beside the rest.
#include <benchmark/benchmark.h>

#include <atomic>
#include <string>
#include <vector>

#include "experiment/chunk_coding.hpp"
#include "experiment/results_writer.hpp"
#include "experiment/table_reader.hpp"
#include "tests/bench/experiment.hpp"
#include "tests/experiment/scratch_folder.hpp"

namespace nakodo::bench {
namespace {

/// Runs with all their facts, and what is needed to write them.
class TracedRuns {
 public:
  TracedRuns()
      : experiment_(load("configs/dyad.yaml", {"experiment.replications=800", "output.sample=1",
                                               "output.trace=events"})) {
    plan_.trace = models::TraceLevel::events;
    plan_.sample = 1.0;
    experiment::run_experiment(
        experiment_, plan_, [&](const experiment::RunBatch& batch) { batches_.push_back(batch); },
        std::atomic<bool>(false));
  }

  std::filesystem::path write(const std::filesystem::path& folder) const {
    experiment::Directory directory(experiment_);
    experiment::ResultsWriter writer({.folder = folder, .name = "traced"}, experiment_, plan_,
                                     directory);
    for (const auto& batch : batches_) writer.write(batch);
    return writer.finish().path;
  }

  /// Full chunks of the columns of the events and stocks, shuffled, as deflate gets them.
  std::vector<std::vector<char>> shuffled_chunks() const {
    const experiment::ScratchFolder folder;
    const experiment::InputFile file(write(folder.path()));
    const experiment::Codes* codes = nullptr;
    std::vector<std::vector<char>> chunks;
    add_chunks(file, "/events", experiment::events_layout(codes).columns(), chunks);
    add_chunks(file, "/stocks", experiment::stocks_layout(codes).columns(), chunks);
    return chunks;
  }

  std::int64_t bytes() const {
    std::int64_t bytes = 0;
    for (const auto& chunk : shuffled_chunks()) bytes += static_cast<std::int64_t>(chunk.size());
    return bytes;
  }

 private:
  static void add_chunks(const experiment::InputFile& file, const std::string& table,
                         const std::vector<experiment::Column>& columns,
                         std::vector<std::vector<char>>& chunks) {
    experiment::TableReader reader(file, table, columns);
    experiment::ChunkCoding coding(experiment::results_chunk_rows);
    while (const std::size_t rows = reader.at_hand(~std::uint64_t{0})) {
      for (std::size_t c = 0; c < columns.size(); ++c) {
        const std::size_t value_bytes = experiment::value_bytes(columns[c]);
        const auto shuffled = coding.shuffle({reader.bytes(c), rows * value_bytes}, value_bytes);
        chunks.emplace_back(shuffled.begin(), shuffled.end());
      }
      reader.skip(rows);
    }
  }

  experiment::Experiment experiment_;
  experiment::RunPlan plan_;
  std::vector<experiment::RunBatch> batches_;
};

const TracedRuns& traced_runs() {
  static const TracedRuns runs;
  return runs;
}

void results_deflate_alone(benchmark::State& state) {
  const auto chunks = traced_runs().shuffled_chunks();
  experiment::Deflate deflate;
  for (auto _ : state)
    for (const auto& chunk : chunks) benchmark::DoNotOptimize(deflate(chunk).data());
  state.SetBytesProcessed(traced_runs().bytes() * static_cast<std::int64_t>(state.iterations()));
}

void results_events_written(benchmark::State& state) {
  traced_runs();  // made before the clock runs
  for (auto _ : state) {
    const experiment::ScratchFolder folder;
    traced_runs().write(folder.path());
  }
  state.SetBytesProcessed(traced_runs().bytes() * static_cast<std::int64_t>(state.iterations()));
}

BENCHMARK(results_deflate_alone)->UseRealTime();
BENCHMARK(results_events_written)->UseRealTime()->MeasureProcessCPUTime();

}  // namespace
}  // namespace nakodo::bench

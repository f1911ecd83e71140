// The tables of a results file, column by column, as results/README.md lays them down.
#pragma once

#include "experiment/directory.hpp"
#include "experiment/run_batch.hpp"
#include "experiment/table_layout.hpp"

namespace nakodo::experiment {

/// Length of the `failure` column in bytes; longer messages are cut.
constexpr std::size_t failure_width = 96;

/// One slice of /events or /stocks.
struct TraceSlice {
  std::uint32_t run = 0;
  std::uint64_t start = 0;
  std::uint64_t count = 0;
};

TableLayout<RunRow> runs_layout();
/// @param codes of the design point the rows belong to; read when rows are appended
TableLayout<Keyed<models::DealOutcome>> deals_layout(const Codes*& codes);
TableLayout<Keyed<models::CostOutcome>> costs_layout();
TableLayout<Keyed<models::ProjectOutcome>> projects_layout(const Codes*& codes);
TableLayout<Keyed<models::PersonOutcome>> persons_layout(const Codes*& codes);
TableLayout<TracedFact> events_layout(const Codes*& codes);
TableLayout<TracedStock> stocks_layout(const Codes*& codes);
TableLayout<TraceSlice> slices_layout();

}  // namespace nakodo::experiment

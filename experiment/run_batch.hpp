// A batch of runs: consecutive replications of one design point, as rows. What goes from the
// threads to the writer.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <numeric>
#include <string>
#include <vector>

#include "models/outcome.hpp"
#include "models/trace.hpp"

namespace nakodo::experiment {

/// Which run a row belongs to. Runs are numbered by point, then replication.
struct RunKey {
  std::uint32_t run = 0;
  std::uint32_t point = 0;
  std::uint32_t replication = 0;
};

struct RunRow {
  RunKey key;
  std::uint32_t deals = 0;
  std::uint32_t signed_deals = 0;
  std::uint32_t needs = 0;
  std::uint32_t projects = 0;
  std::uint32_t launched = 0;
  std::uint32_t encounters = 0;
  std::uint32_t clarifications = 0;
  std::uint32_t surprises = 0;
  std::uint64_t events = 0;
  double days = 0.0;  ///< until a need was signed, the horizon where it was not; mean over needs
  double person_days = 0.0;
  double fees = 0.0;
  std::uint32_t attendances = 0;
  std::uint64_t fingerprint = 0;
  std::string failure;       ///< empty if the run is whole
  std::uint32_t facts = 0;   ///< recorded, in the batch
  std::uint32_t stocks = 0;  ///< recorded, in the batch
  bool traced = false;
};

template <class Outcome>
struct Keyed {
  RunKey key;
  Outcome outcome;
};

struct TracedFact {
  std::uint32_t run = 0;
  models::FactRow fact;
};
struct TracedStock {
  std::uint32_t run = 0;
  models::StockRow stock;
};

struct RunBatch {
  std::size_t point = 0;
  std::size_t recalled = 0;  ///< of its runs, the first, which were not run but known
  std::vector<RunRow> runs;
  std::vector<Keyed<models::DealOutcome>> deals;
  std::vector<Keyed<models::CostOutcome>> costs;  ///< kept at trace level `deals` and above
  std::vector<Keyed<models::ProjectOutcome>> projects;
  std::vector<Keyed<models::PersonOutcome>> persons;
  std::vector<TracedFact> facts;
  std::vector<TracedStock> stocks;

  /// How many there are in all tables.
  std::size_t rows() const {
    const Sizes each = sizes();
    return std::accumulate(each.begin(), each.end(), std::size_t{0});
  }

  /// How many there are in each table.
  using Sizes = std::array<std::size_t, 7>;
  Sizes sizes() const {
    return {runs.size(),    deals.size(), costs.size(), projects.size(),
            persons.size(), facts.size(), stocks.size()};
  }
  /// Drops the rows that came later.
  void shrink_to(const Sizes& sizes) {
    std::size_t table = 0;
    const auto shrink = [&](auto& rows) { rows.resize(sizes[table++]); };
    shrink(runs);
    shrink(deals);
    shrink(costs);
    shrink(projects);
    shrink(persons);
    shrink(facts);
    shrink(stocks);
  }

  /// After its first run: makes room for so many that have as many rows each. Facts and stocks are
  /// not kept of all runs.
  void reserve_for(std::size_t count) {
    const auto reserve = [&](auto& rows) { rows.reserve(rows.size() * count); };
    reserve(runs);
    reserve(deals);
    reserve(costs);
    reserve(projects);
    reserve(persons);
  }

  /// Adds the rows of later runs of its slice.
  void append(const RunBatch& later) {
    const auto add = [](auto& to, const auto& from) {
      to.insert(to.end(), from.begin(), from.end());
    };
    add(runs, later.runs);
    add(deals, later.deals);
    add(costs, later.costs);
    add(projects, later.projects);
    add(persons, later.persons);
    add(facts, later.facts);
    add(stocks, later.stocks);
  }
};

}  // namespace nakodo::experiment

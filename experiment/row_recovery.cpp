#include "experiment/row_recovery.hpp"

#include "experiment/column_recovery.hpp"
#include "experiment/results_layout.hpp"

namespace nakodo::experiment {
namespace {

using namespace models;

void recover_runs(Recovery<RunRow> rows, const RunNumbers& numbers) {
  rows.column<std::uint32_t>("run", [&](RunRow& row, std::uint32_t run) { row.key = numbers(run); })
      .pass(2)  // point and replication
      .plain("deals", &RunRow::deals)
      .plain("signed", &RunRow::signed_deals)
      .plain("needs", &RunRow::needs)
      .plain("projects", &RunRow::projects)
      .plain("launched", &RunRow::launched)
      .plain("encounters", &RunRow::encounters)
      .plain("clarifications", &RunRow::clarifications)
      .plain("surprises", &RunRow::surprises)
      .plain("events", &RunRow::events)
      .plain("days", &RunRow::days)
      .plain("person_days", &RunRow::person_days)
      .plain("fees", &RunRow::fees)
      .plain("attendances", &RunRow::attendances)
      .plain("fingerprint", &RunRow::fingerprint)
      .text("failure", failure_width, &RunRow::failure)
      .check_all();
}

void recover_deals(OutcomeRecovery<DealOutcome> rows, LocalIds& ids) {
  using Row = Keyed<DealOutcome>;
  const auto body = [&](std::int32_t code) { return ids.body(code); };
  rows.id("project", &DealOutcome::project, [&](std::int32_t code) { return ids.project(code); })
      .id("resource", &DealOutcome::resource, [&](std::int32_t code) { return ids.resource(code); })
      .id("initiator", &DealOutcome::initiator, body)
      .id("partner", &DealOutcome::partner, body)
      .id("intermediary", &DealOutcome::intermediary, body)
      .id("occasion", &DealOutcome::occasion,
          [&](std::int32_t code) { return ids.occasion(code); });
  rows.column<std::int8_t>("state", [](Row& row, std::int8_t state) {
    row.outcome.state = static_cast<DealState>(state);
  });
  rows.column<std::int8_t>("cause", [](Row& row, std::int8_t cause) { row.outcome.cause = cause; });
  rows.column<std::uint8_t>(
      "followed", [](Row& row, std::uint8_t followed) { row.outcome.followed = followed != 0; });
  for (std::size_t state = 0; state < DealOutcome{}.reached.size(); ++state)
    rows.column<double>("t_" + std::string(enum_names(DealState{})[state]),
                        [state](Row& row, double t) { row.outcome.reached[state] = t; });
  rows.field("attempt", &DealOutcome::attempt)
      .field("t_ended", &DealOutcome::t_ended)
      .field("encounters", &DealOutcome::encounters)
      .field("clarifications", &DealOutcome::clarifications)
      .field("surprises", &DealOutcome::surprises)
      .field("offers", &DealOutcome::offers)
      .field("visits", &DealOutcome::visits)
      .field("probes", &DealOutcome::probes)
      .field("applications", &DealOutcome::applications)
      .field("utility_initiator", &DealOutcome::utility_initiator)
      .field("utility_partner", &DealOutcome::utility_partner)
      .field("trust_initiator", &DealOutcome::trust_initiator)
      .field("trust_partner", &DealOutcome::trust_partner)
      .field("completeness", &DealOutcome::completeness)
      .field("completeness_gap", &DealOutcome::completeness_gap)
      .field("clarity", &DealOutcome::clarity)
      .field("control", &DealOutcome::control)
      .field("ownership", &DealOutcome::ownership)
      .field("nash_ratio", &DealOutcome::nash_ratio)
      .field("pareto_distance", &DealOutcome::pareto_distance)
      .field("kalai_smorodinsky_distance", &DealOutcome::kalai_smorodinsky_distance)
      .field("welfare", &DealOutcome::welfare)
      .field("fit", &DealOutcome::fit)
      .field("perceived_fit_initiator", &DealOutcome::perceived_fit_initiator)
      .field("perceived_fit_partner", &DealOutcome::perceived_fit_partner)
      .field("rework", &DealOutcome::rework)
      .field("alignment_points", &DealOutcome::alignment_points)
      .field("mandate_rounds", &DealOutcome::mandate_rounds)
      .field("person_days_initiator", &DealOutcome::person_days_initiator)
      .field("person_days_partner", &DealOutcome::person_days_partner)
      .field("person_days_intermediary", &DealOutcome::person_days_intermediary)
      .field("travel_initiator", &DealOutcome::travel_initiator)
      .field("travel_partner", &DealOutcome::travel_partner)
      .field("fees", &DealOutcome::fees)
      .check_all();
}

void recover_costs(OutcomeRecovery<CostOutcome> rows) {
  using Row = Keyed<CostOutcome>;
  rows.id("deal", &CostOutcome::deal, [](std::int32_t deal) { return DealId{deal}; });
  rows.column<std::int8_t>(
          "side", [](Row& row, std::int8_t side) { row.outcome.side = static_cast<Side>(side); })
      .column<std::int8_t>(
          "phase",
          [](Row& row, std::int8_t phase) { row.outcome.phase = static_cast<Phase>(phase); })
      .column<double>("person_days",
                      [](Row& row, double days) { row.outcome.cost.person_days = days; })
      .column<double>("travel", [](Row& row, double fares) { row.outcome.cost.travel = fares; })
      .column<double>("fees", [](Row& row, double fees) { row.outcome.cost.fees = fees; })
      .check_all();
}

void recover_projects(OutcomeRecovery<ProjectOutcome> rows, LocalIds& ids) {
  rows.id("project", &ProjectOutcome::project, [&](std::int32_t code) { return ids.project(code); })
      .id("firm", &ProjectOutcome::firm, [&](std::int32_t code) { return ids.body(code); })
      .field("needs", &ProjectOutcome::needs)
      .field("signed", &ProjectOutcome::signed_deals)
      .field("t_launched", &ProjectOutcome::t_launched)
      .check_all();
}

void recover_persons(OutcomeRecovery<PersonOutcome> rows, LocalIds& ids) {
  rows.id("person", &PersonOutcome::person, [&](std::int32_t code) { return ids.person(code); })
      .id("firm", &PersonOutcome::firm, [&](std::int32_t code) { return ids.body(code); })
      .field("busy_days", &PersonOutcome::busy_days)
      .field("person_days", &PersonOutcome::person_days)
      .field("backlog_mean", &PersonOutcome::backlog_mean)
      .field("backlog_max", &PersonOutcome::backlog_max)
      .field("duty_days", &PersonOutcome::duty_days)
      .check_all();
}

/// What the value of a fact was before it was translated.
double value_of(Fact kind, double value, const LocalIds& ids) {
  if (kind == Fact::occasion || kind == Fact::introduced || kind == Fact::settled)
    return ids.occasion(static_cast<std::int32_t>(value)).value;
  if (kind == Fact::message_sent) return ids.medium(static_cast<std::int32_t>(value)).value;
  return value;
}

void recover_facts(Recovery<TracedFact> rows, const RunNumbers& numbers, LocalIds& ids) {
  rows.column<double>("t", [](TracedFact& row, double t) { row.fact.t = t; })
      .column<std::uint32_t>(
          "run", [&](TracedFact& row, std::uint32_t run) { row.run = numbers(run).run; })
      .column<std::int8_t>(
          "kind",
          [](TracedFact& row, std::int8_t kind) { row.fact.kind = static_cast<Fact>(kind); })
      .column<std::int32_t>(
          "from", [&](TracedFact& row, std::int32_t code) { row.fact.from = ids.person(code); })
      .column<std::int32_t>(
          "to", [&](TracedFact& row, std::int32_t code) { row.fact.to = ids.person(code); })
      .column<std::int32_t>(
          "deal", [](TracedFact& row, std::int32_t deal) { row.fact.deal = DealId{deal}; })
      .column<double>("value",  // after its kind
                      [&](TracedFact& row, double value) {
                        row.fact.value = value_of(row.fact.kind, value, ids);
                      })
      .column<std::int32_t>("cause",
                            [](TracedFact& row, std::int32_t cause) { row.fact.cause = cause; })
      .check_all();
}

void recover_stocks(Recovery<TracedStock> rows, const RunNumbers& numbers, LocalIds& ids) {
  rows.column<double>("t", [](TracedStock& row, double t) { row.stock.t = t; })
      .column<std::uint32_t>(
          "run", [&](TracedStock& row, std::uint32_t run) { row.run = numbers(run).run; })
      .column<std::int8_t>(
          "stock",
          [](TracedStock& row, std::int8_t stock) { row.stock.stock = static_cast<Stock>(stock); })
      .column<std::int32_t>(
          "subject",
          [&](TracedStock& row, std::int32_t code) { row.stock.subject = ids.person(code); })
      .column<std::int32_t>(
          "object",
          [&](TracedStock& row, std::int32_t code) { row.stock.object = ids.person(code); })
      .column<std::int32_t>(
          "deal", [](TracedStock& row, std::int32_t deal) { row.stock.deal = DealId{deal}; })
      .column<double>("value", [](TracedStock& row, double value) { row.stock.value = value; })
      .check_all();
}

/// Which runs are traced, and how many rows each has.
void recover_slices(const std::vector<Column>& columns, TableReader& reader, std::size_t rows,
                    const RunNumbers& numbers, std::uint32_t RunRow::*count, RunBatch& batch) {
  std::vector<TraceSlice> slices;
  Recovery<TraceSlice>(columns, reader, rows, slices)
      .column<std::uint32_t>(
          "run", [&](TraceSlice& slice, std::uint32_t run) { slice.run = numbers(run).run; })
      .plain("count", &TraceSlice::count)
      .pass()  // start follows from the counts
      .check_all();
  for (const TraceSlice& slice : slices) {
    const std::size_t row = slice.run - batch.runs.front().key.run;
    batch.runs.at(row).traced = true;
    batch.runs.at(row).*count = static_cast<std::uint32_t>(slice.count);
  }
}

}  // namespace

void recover(const std::string& table, const std::vector<Column>& columns, TableReader& reader,
             std::size_t rows, const RunNumbers& numbers, LocalIds& ids, RunBatch& batch) {
  if (table == "/runs") recover_runs({columns, reader, rows, batch.runs}, numbers);
  if (table == "/deals") recover_deals({columns, reader, rows, numbers, batch.deals}, ids);
  if (table == "/costs") recover_costs({columns, reader, rows, numbers, batch.costs});
  if (table == "/projects") recover_projects({columns, reader, rows, numbers, batch.projects}, ids);
  if (table == "/persons") recover_persons({columns, reader, rows, numbers, batch.persons}, ids);
  if (table == "/events") recover_facts({columns, reader, rows, batch.facts}, numbers, ids);
  if (table == "/stocks") recover_stocks({columns, reader, rows, batch.stocks}, numbers, ids);
  if (table == "/events/index")
    recover_slices(columns, reader, rows, numbers, &RunRow::facts, batch);
  if (table == "/stocks/index")
    recover_slices(columns, reader, rows, numbers, &RunRow::stocks, batch);
}

}  // namespace nakodo::experiment

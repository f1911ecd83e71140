#include "experiment/results_layout.hpp"

#include <string_view>

namespace nakodo::experiment {
namespace {

using namespace models;

template <class E>
std::vector<std::string> meanings() {
  const auto names = enum_names(E{});
  return {names.begin(), names.end()};
}

Column unit(std::string units) { return {.name = {}, .units = std::move(units)}; }
Column dictionary(std::string path) { return {.name = {}, .dictionary = std::move(path)}; }
template <class E>
Column coded() {
  return {.name = {}, .meanings = meanings<E>()};
}

template <class Row>
TableLayout<Row> keyed() {
  TableLayout<Row> layout;
  layout.column("run", "number of the run", [](const Row& row) { return row.key.run; })
      .column("point", "design point", [](const Row& row) { return row.key.point; })
      .column("replication", "replication of the point",
              [](const Row& row) { return row.key.replication; });
  return layout;
}

std::string joined(std::span<const std::string_view> names) {
  std::string text;
  for (const std::string_view name : names) text += (text.empty() ? "" : " ") + std::string(name);
  return text;
}

}  // namespace

TableLayout<RunRow> runs_layout() {
  auto layout = keyed<RunRow>();
  layout.column("deals", "deals of the run", [](const RunRow& row) { return row.deals; })
      .column("signed", "deals that were signed",
              [](const RunRow& row) { return row.signed_deals; })
      .column("needs", "needs of all projects of the run",
              [](const RunRow& row) { return row.needs; })
      .column("projects", "projects of the run", [](const RunRow& row) { return row.projects; })
      .column("launched", "projects that launched", [](const RunRow& row) { return row.launched; })
      .column("encounters", "encounters begun between parties",
              [](const RunRow& row) { return row.encounters; })
      .column("clarifications", "misunderstandings noticed at once",
              [](const RunRow& row) { return row.clarifications; })
      .column("surprises", "silent misunderstandings that surfaced",
              [](const RunRow& row) { return row.surprises; })
      .column("events", "events executed by the kernel",
              [](const RunRow& row) { return row.events; })
      .column(
          "days", "until a need was signed, the horizon where it was not; mean over needs",
          [](const RunRow& row) { return row.days; }, unit("days"))
      .column(
          "person_days", "work of both sides of all deals",
          [](const RunRow& row) { return row.person_days; }, unit("person-days"))
      .column(
          "fees", "fees of intermediaries", [](const RunRow& row) { return row.fees; },
          unit("fee units"))
      .column("attendances", "persons of firms at social events, all events together",
              [](const RunRow& row) { return row.attendances; })
      .column("fingerprint", "of the stream of facts; equal for equal runs, traced or not",
              [](const RunRow& row) { return row.fingerprint; });
  layout.column(
      "failure", "what broke the run; empty if it is whole",
      [](const RunRow& row) { return row.failure; }, Column{.name = {}, .width = failure_width});
  return layout;
}

TableLayout<Keyed<DealOutcome>> deals_layout(const Codes*& codes) {
  using Row = Keyed<DealOutcome>;
  auto layout = keyed<Row>();
  const auto code = [&](std::string name, std::string description, std::string path, auto id,
                        auto table) {
    layout.column(
        std::move(name), std::move(description),
        [&codes, id, table](const Row& row) {
          return Codes::translate(codes->*table, row.outcome.*id);
        },
        dictionary(std::move(path)));
  };
  code("project", "project the deal belongs to", "/names/project", &DealOutcome::project,
       &Codes::projects);
  code("resource", "resource that is needed", "/names/resource", &DealOutcome::resource,
       &Codes::resources);
  code("initiator", "firm that needs it", "/names/firm", &DealOutcome::initiator, &Codes::bodies);
  code("partner", "firm that supplies it", "/names/firm", &DealOutcome::partner, &Codes::bodies);
  code("intermediary", "intermediary that was engaged", "/names/firm", &DealOutcome::intermediary,
       &Codes::bodies);
  code("occasion", "social event at which the two met; -1 if at none", "/names/occasion",
       &DealOutcome::occasion, &Codes::occasions);
  layout
      .column(
          "state", "last state reached",
          [](const Row& row) { return static_cast<std::int8_t>(row.outcome.state); },
          coded<DealState>())
      .column(
          "cause", "why it ended; -1 while it lives",
          [](const Row& row) { return static_cast<std::int8_t>(row.outcome.cause); },
          coded<Cause>());
  layout
      .column("attempt", "which deal of this need, from 1",
              [](const Row& row) { return row.outcome.attempt; })
      .column("followed", "1 if it was dropped and the project took up another deal for this need",
              [](const Row& row) { return static_cast<std::uint8_t>(row.outcome.followed); });
  for (std::size_t state = 0; state < DealOutcome{}.reached.size(); ++state) {
    const std::string name(enum_names(DealState{})[state]);
    layout.column(
        "t_" + name, "when it was " + name + ", NaN if never",
        [state](const Row& row) { return row.outcome.reached[state]; }, unit("days"));
  }
  const auto count = [&](std::string name, std::string description, auto field) {
    layout.column(std::move(name), std::move(description),
                  [field](const Row& row) { return row.outcome.*field; });
  };
  const auto value = [&](std::string name, std::string description, auto field,
                         std::string units = "1") {
    layout.column(
        std::move(name), std::move(description),
        [field](const Row& row) { return row.outcome.*field; }, unit(std::move(units)));
  };
  value("t_ended", "when it ended without being signed, or was censored", &DealOutcome::t_ended,
        "days");
  count("encounters", "encounters begun between the parties", &DealOutcome::encounters);
  count("clarifications", "misunderstandings noticed at once", &DealOutcome::clarifications);
  count("surprises", "silent misunderstandings that surfaced", &DealOutcome::surprises);
  count("offers", "offers made", &DealOutcome::offers);
  count("visits", "visits to stakeholders inside, on both sides", &DealOutcome::visits);
  count("probes", "firms asked whether they might be the partner", &DealOutcome::probes);
  count("applications", "applications made to a bureau", &DealOutcome::applications);
  value("utility_initiator", "utility of the agreed package to the initiator, in [0, 1]",
        &DealOutcome::utility_initiator);
  value("utility_partner", "utility of the agreed package to the partner, in [0, 1]",
        &DealOutcome::utility_partner);
  value("trust_initiator", "trust of the initiator in the partner at signing",
        &DealOutcome::trust_initiator);
  value("trust_partner", "trust of the partner in the initiator at signing",
        &DealOutcome::trust_partner);
  value("completeness", "completeness of the contract at signing", &DealOutcome::completeness);
  value("completeness_gap", "gap between the completeness the two sides desired",
        &DealOutcome::completeness_gap);
  value("clarity", "b: clarity of boundaries at signing", &DealOutcome::clarity);
  value("control", "control ceded at signing", &DealOutcome::control);
  value("ownership", "s: share of ownership at signing", &DealOutcome::ownership);
  value("nash_ratio", "Nash product of the package over the greatest there is, in [0, 1]",
        &DealOutcome::nash_ratio);
  value("pareto_distance", "distance of the package to the Pareto front, in utilities",
        &DealOutcome::pareto_distance);
  value("kalai_smorodinsky_distance",
        "distance of the package to the Kalai-Smorodinsky solution, in utilities",
        &DealOutcome::kalai_smorodinsky_distance);
  value("welfare", "sum of both utilities, in [0, 2]", &DealOutcome::welfare);
  value("fit", "how well the partner fits", &DealOutcome::fit);
  value("perceived_fit_initiator", "how well the initiator believes the partner fits",
        &DealOutcome::perceived_fit_initiator);
  value("perceived_fit_partner", "how well the partner believes it fits",
        &DealOutcome::perceived_fit_partner);
  value("rework", "what a shortfall of fit will cost after the signature", &DealOutcome::rework,
        "person-days");
  count("alignment_points", "persons whose assent it takes, on both sides",
        &DealOutcome::alignment_points);
  count("mandate_rounds", "assent rounds for leave to concede further",
        &DealOutcome::mandate_rounds);
  value("person_days_initiator", "work of the initiator's people on the deal",
        &DealOutcome::person_days_initiator, "person-days");
  value("person_days_partner", "work of the partner's people on the deal",
        &DealOutcome::person_days_partner, "person-days");
  value("person_days_intermediary", "work of intermediaries on the deal",
        &DealOutcome::person_days_intermediary, "person-days");
  value("travel_initiator", "fares and upkeep of the initiator's people, fares of his go-betweens",
        &DealOutcome::travel_initiator, "fee units");
  value("travel_partner", "fares of the partner's people", &DealOutcome::travel_partner,
        "fee units");
  value("fees", "share of the intermediaries' fees and retainers", &DealOutcome::fees, "fee units");
  return layout;
}

TableLayout<Keyed<CostOutcome>> costs_layout() {
  using Row = Keyed<CostOutcome>;
  auto layout = keyed<Row>();
  layout
      .column("deal", "number of the deal within its run",
              [](const Row& row) { return row.outcome.deal.value; })
      .column(
          "side", "who bore it",
          [](const Row& row) { return static_cast<std::int8_t>(row.outcome.side); }, coded<Side>())
      .column(
          "phase", "what the deal was at when it arose",
          [](const Row& row) { return static_cast<std::int8_t>(row.outcome.phase); },
          coded<Phase>())
      .column(
          "person_days", "work on the deal",
          [](const Row& row) { return row.outcome.cost.person_days; }, unit("person-days"))
      .column(
          "travel", "fares and upkeep", [](const Row& row) { return row.outcome.cost.travel; },
          unit("fee units"))
      .column(
          "fees", "share of the intermediaries' fees and retainers",
          [](const Row& row) { return row.outcome.cost.fees; }, unit("fee units"));
  return layout;
}

TableLayout<Keyed<ProjectOutcome>> projects_layout(const Codes*& codes) {
  using Row = Keyed<ProjectOutcome>;
  auto layout = keyed<Row>();
  layout
      .column(
          "project", "project",
          [&codes](const Row& row) {
            return Codes::translate(codes->projects, row.outcome.project);
          },
          dictionary("/names/project"))
      .column(
          "firm", "firm whose project it is",
          [&codes](const Row& row) { return Codes::translate(codes->bodies, row.outcome.firm); },
          dictionary("/names/firm"))
      .column("needs", "resources it needs", [](const Row& row) { return row.outcome.needs; })
      .column("signed", "of them with a signed deal",
              [](const Row& row) { return row.outcome.signed_deals; })
      .column(
          "t_launched", "when the last deal was signed, NaN if never",
          [](const Row& row) { return row.outcome.t_launched; }, unit("days"));
  return layout;
}

TableLayout<Keyed<PersonOutcome>> persons_layout(const Codes*& codes) {
  using Row = Keyed<PersonOutcome>;
  auto layout = keyed<Row>();
  layout
      .column(
          "person", "person",
          [&codes](const Row& row) { return Codes::translate(codes->persons, row.outcome.person); },
          dictionary("/names/person"))
      .column(
          "firm", "firm or intermediary",
          [&codes](const Row& row) { return Codes::translate(codes->bodies, row.outcome.firm); },
          dictionary("/names/firm"))
      .column(
          "busy_days", "days the calendar was held",
          [](const Row& row) { return row.outcome.busy_days; }, unit("days"))
      .column(
          "person_days", "work done: busy days times availability",
          [](const Row& row) { return row.outcome.person_days; }, unit("person-days"))
      .column(
          "backlog_mean", "mean length of the in-tray over the run",
          [](const Row& row) { return row.outcome.backlog_mean; }, unit("1"))
      .column("backlog_max", "longest the in-tray was",
              [](const Row& row) { return row.outcome.backlog_max; })
      .column(
          "duty_days", "of the busy days, those that other duties took",
          [](const Row& row) { return row.outcome.duty_days; }, unit("days"));
  return layout;
}

TableLayout<TracedFact> events_layout(const Codes*& codes) {
  using Row = TracedFact;
  TableLayout<Row> layout;
  Column kind = coded<Fact>();
  kind.attributes = {{"topic_meanings", joined(enum_names(Topic{}))}};
  const auto person = [&codes](auto who) {
    return
        [&codes, who](const Row& row) { return Codes::translate(codes->persons, row.fact.*who); };
  };
  layout
      .column(
          "t", "when", [](const Row& row) { return row.fact.t; }, unit("days"))
      .column("run", "number of the run", [](const Row& row) { return row.run; })
      .column(
          "kind", "what happened",
          [](const Row& row) { return static_cast<std::int8_t>(row.fact.kind); }, kind)
      .column("from", "who", person(&FactRow::from), dictionary("/names/person"))
      .column("to", "to whom", person(&FactRow::to), dictionary("/names/person"))
      .column("deal", "number of the deal within its run, -1 if none",
              [](const Row& row) { return row.fact.deal.value; })
      .column("value", "see results/README.md, by kind",
              [&codes](const Row& row) {
                // A few kinds carry a code; it is translated like any other.
                const auto code = [&](const std::vector<std::int32_t>& table) {
                  return static_cast<double>(table[static_cast<std::size_t>(row.fact.value)]);
                };
                if (row.fact.kind == Fact::occasion || row.fact.kind == Fact::introduced ||
                    row.fact.kind == Fact::settled)
                  return code(codes->occasions);
                if (row.fact.kind == Fact::message_sent) return code(codes->media);
                return row.fact.value;
              })
      .column("cause",
              "number, within its run, of the fact that brought it about; -1: the beginning",
              [](const Row& row) { return row.fact.cause; });
  return layout;
}

TableLayout<TracedStock> stocks_layout(const Codes*& codes) {
  using Row = TracedStock;
  TableLayout<Row> layout;
  const auto person = [&codes](auto who) {
    return
        [&codes, who](const Row& row) { return Codes::translate(codes->persons, row.stock.*who); };
  };
  layout
      .column(
          "t", "when", [](const Row& row) { return row.stock.t; }, unit("days"))
      .column("run", "number of the run", [](const Row& row) { return row.run; })
      .column(
          "stock", "what changed",
          [](const Row& row) { return static_cast<std::int8_t>(row.stock.stock); }, coded<Stock>())
      .column("subject", "whose", person(&StockRow::subject), dictionary("/names/person"))
      .column("object", "towards whom", person(&StockRow::object), dictionary("/names/person"))
      .column("deal", "number of the deal within its run",
              [](const Row& row) { return row.stock.deal.value; })
      .column(
          "value", "value after the change", [](const Row& row) { return row.stock.value; },
          unit("1"));
  return layout;
}

TableLayout<TraceSlice> slices_layout() {
  TableLayout<TraceSlice> layout;
  layout.column("run", "number of the run", [](const TraceSlice& slice) { return slice.run; })
      .column("start", "its first row", [](const TraceSlice& slice) { return slice.start; })
      .column("count", "how many rows it has", [](const TraceSlice& slice) { return slice.count; });
  return layout;
}

}  // namespace nakodo::experiment

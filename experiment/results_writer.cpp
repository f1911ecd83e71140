#include "experiment/results_writer.hpp"

#include <algorithm>
#include <chrono>
#include <numeric>

#include "experiment/quantity.hpp"
#include "experiment/version.hpp"
#include "experiment/yaml_writer.hpp"
#include "models/person.hpp"

namespace nakodo::experiment {

/// A table being written, with the layout of its rows.
template <class Row>
struct Writing {
  TableLayout<Row> layout;
  Table& table;

  Writing(ResultsFile& file, const std::string& path, TableLayout<Row> the_layout)
      : layout(std::move(the_layout)), table(file.table(path, layout.columns())) {}
  void append(const std::vector<Row>& rows) {
    if (!rows.empty()) layout.append(table, rows);
  }
};

namespace {

std::string names_of_factors(const Design& design) {
  std::string names;
  for (const FactorColumn& column : design.columns)
    names += (names.empty() ? "" : " ") + column.name;
  return names;
}

/// `design` outlives the layout.
TableLayout<std::size_t> points_layout(const Design& design) {
  TableLayout<std::size_t> layout;
  layout.column("point", "number of the design point",
                [](std::size_t point) { return static_cast<std::uint32_t>(point); });
  for (const FactorColumn& column : design.columns) {
    Column more{.name = {}, .units = column.units, .attributes = {{"path", column.path}}};
    if (column.numeric()) {
      layout.column(
          column.name, "factor", [&column](std::size_t p) { return column.number(p); }, more);
    } else {
      more.meanings = column.labels;
      layout.column(
          column.name, "factor",
          [&column](std::size_t p) { return static_cast<std::int16_t>(column.codes[p]); }, more);
    }
  }
  return layout;
}

}  // namespace

struct ResultsWriter::Tables {
  Tables(ResultsFile& file, const Design& design, const Codes*& codes, models::TraceLevel trace,
         bool all_points)
      : points(file, "/points", points_layout(design)) {
    points.table.attribute("factors", names_of_factors(design));
    if (all_points) append_points(0, design.size);
    runs.emplace(file, "/runs", runs_layout());
    if (trace >= models::TraceLevel::deals) {
      deals = std::make_unique<Writing<Keyed<models::DealOutcome>>>(file, "/deals",
                                                                    deals_layout(codes));
      costs = std::make_unique<Writing<Keyed<models::CostOutcome>>>(file, "/costs", costs_layout());
      projects = std::make_unique<Writing<Keyed<models::ProjectOutcome>>>(file, "/projects",
                                                                          projects_layout(codes));
      persons = std::make_unique<Writing<Keyed<models::PersonOutcome>>>(file, "/persons",
                                                                        persons_layout(codes));
    }
    if (trace >= models::TraceLevel::milestones) {
      events = std::make_unique<Writing<TracedFact>>(file, "/events", events_layout(codes));
      event_slices = std::make_unique<Writing<TraceSlice>>(file, "/events/index", slices_layout());
    }
    if (trace >= models::TraceLevel::events) {
      stocks = std::make_unique<Writing<TracedStock>>(file, "/stocks", stocks_layout(codes));
      stock_slices = std::make_unique<Writing<TraceSlice>>(file, "/stocks/index", slices_layout());
    }
  }

  void append_points(std::size_t first, std::size_t end) {
    std::vector<std::size_t> numbers;
    for (; first < end; first += numbers.size()) {  // a chunk at a time
      numbers.resize(std::min(results_chunk_rows, end - first));
      std::iota(numbers.begin(), numbers.end(), first);
      points.append(numbers);
    }
  }

  /// Which of the last rows of the facts and stocks are those of the runs of a batch.
  void write_index(const RunBatch& batch) {
    write_index(batch, events.get(), event_slices.get(), &RunRow::facts);
    write_index(batch, stocks.get(), stock_slices.get(), &RunRow::stocks);
  }
  template <class Row, class Count>
  static void write_index(const RunBatch& batch, const Writing<Row>* to,
                          Writing<TraceSlice>* slices, Count count) {
    if (to == nullptr) return;
    std::vector<TraceSlice> found;
    std::uint64_t rows = to->table.rows();
    for (const RunRow& run : batch.runs) rows -= run.traced ? run.*count : 0;
    for (const RunRow& run : batch.runs) {
      if (!run.traced) continue;
      found.push_back({run.key.run, rows, run.*count});
      rows += run.*count;
    }
    slices->append(found);
  }

  Writing<std::size_t> points;
  std::optional<Writing<RunRow>> runs;
  std::unique_ptr<Writing<Keyed<models::DealOutcome>>> deals;
  std::unique_ptr<Writing<Keyed<models::CostOutcome>>> costs;
  std::unique_ptr<Writing<Keyed<models::ProjectOutcome>>> projects;
  std::unique_ptr<Writing<Keyed<models::PersonOutcome>>> persons;
  std::unique_ptr<Writing<TracedFact>> events;
  std::unique_ptr<Writing<TracedStock>> stocks;
  std::unique_ptr<Writing<TraceSlice>> event_slices;
  std::unique_ptr<Writing<TraceSlice>> stock_slices;
};

ResultsWriter::ResultsWriter(const ResultsTarget& target, const Experiment& experiment,
                             const RunPlan& plan, Directory& directory)
    : directory_(directory),
      part_(target.part),
      if_different_(target.if_different),
      replications_(experiment.replications()),
      file_(ResultsFile::create(target.folder, target.name, target.chunk_rows)) {
  write_attributes(experiment, plan);
  tables_ = std::make_unique<Tables>(file_, experiment.design, codes_, plan.trace, !part_);
}

ResultsWriter::~ResultsWriter() = default;

void ResultsWriter::write_attributes(const Experiment& experiment, const RunPlan& plan) {
  const auto start = std::chrono::sys_days{
      std::chrono::days{static_cast<int>(experiment.file.scenario.time.start.day)}};
  file_.attribute("filetype", std::string("nakodo results"));
  file_.attribute("format_version", std::string("1.3"));
  file_.attribute("program_version", std::string(program_version()));
  file_.attribute("git_revision", std::string(git_revision()));
  file_.attribute("experiment_hash", experiment.hash());
  file_.attribute("title", experiment.file.title.empty() ? experiment.name : experiment.file.title);
  file_.attribute("start", format_date(start));
  file_.attribute("trace", std::string(to_text(plan.trace)));
  file_.attribute("config", write_yaml(experiment.document));
  file_.attribute("seed", experiment.file.experiment.seed);
  file_.attribute("horizon", directory_.horizon);
  file_.attribute("replications", static_cast<std::uint64_t>(experiment.replications()));
  file_.attribute("points", static_cast<std::uint64_t>(experiment.points()));
}

void ResultsWriter::write_names() {
  file_.names("firm", directory_.bodies, "firms and intermediaries");
  std::vector<std::string> persons;
  std::vector<std::int32_t> firms;
  std::vector<std::uint8_t> roles;
  for (const auto& person : directory_.persons) {
    persons.push_back(person.name);
    firms.push_back(person.firm);
    roles.push_back(person.role);
  }
  file_.names("person", persons, "persons");
  file_.names_column(Column{.name = "person_firm",
                            .type = ColumnType::i32,
                            .description = "firm of each person",
                            .dictionary = "/names/firm"},
                     firms);
  const auto role_names = enum_names(models::Role{});
  file_.names_column(Column{.name = "person_role",
                            .type = ColumnType::u8,
                            .description = "role of each person",
                            .meanings = {role_names.begin(), role_names.end()}},
                     roles);
  file_.names("project", directory_.projects, "projects");
  file_.names("resource", directory_.resources, "resources");
  file_.names("occasion", directory_.occasions, "occasions");
  file_.names("medium", directory_.media, "media");
}

void ResultsWriter::write(const RunBatch& batch) {
  directory_.enter(batch);
  codes_ = &directory_.codes(batch.point);
  const auto append = [&](auto of, const auto& rows) {
    if (auto& writing = (*tables_).*of) writing->append(rows);
  };
  append(&Tables::runs, batch.runs);
  append(&Tables::deals, batch.deals);
  append(&Tables::costs, batch.costs);
  append(&Tables::projects, batch.projects);
  append(&Tables::persons, batch.persons);
  append(&Tables::events, batch.facts);
  append(&Tables::stocks, batch.stocks);
  reach(batch);
  if (follower_ != nullptr) follower_->reach(batch);
  tables_->write_index(batch);
}

std::size_t ResultsWriter::runs() const { return tables_->runs->table.rows() - shared_runs_; }

void ResultsWriter::lead(ResultsWriter& other) {
  follower_ = &other;
  other.shared_runs_ = tables_->runs->table.pending_rows();
  const auto theirs = other.row_tables();
  const auto ours = row_tables();
  for (std::size_t i = 0; i < ours.size(); ++i) ours[i].table.lead(theirs[i].table);
}

void ResultsWriter::part() {
  follower_ = nullptr;
  file_.settle();
  for (const RowTable& each : row_tables()) each.table.part();
  file_.settle();
}

std::vector<ResultsWriter::RowTable> ResultsWriter::row_tables() {
  std::vector<RowTable> found;
  const auto add = [&](auto& writing) {
    if (writing) found.push_back({writing->table, writing->layout.columns()});
  };
  Tables& of = *tables_;
  add(of.runs);
  add(of.deals);
  add(of.costs);
  add(of.projects);
  add(of.persons);
  add(of.events);
  add(of.stocks);
  add(of.event_slices);
  add(of.stock_slices);
  return found;
}

void ResultsWriter::reach(const RunBatch& batch) {
  if (part_ && !batch.runs.empty())
    part_->end_run = std::max<std::size_t>(part_->end_run, batch.runs.back().key.run + 1U);
}

void ResultsWriter::write_part() {
  if (runs() > 0)
    tables_->append_points(part_->first_run / replications_,
                           (part_->end_run - 1) / replications_ + 1);
  file_.attribute("shard", part_->shard);
  file_.attribute("first_run", static_cast<std::uint64_t>(part_->first_run));
  file_.attribute("end_run", static_cast<std::uint64_t>(part_->end_run));
}

Published ResultsWriter::finish() {
  if (part_) write_part();
  file_.attribute("runs", static_cast<std::uint64_t>(runs()));
  write_names();
  return file_.finish(if_different_, part_.has_value());
}

}  // namespace nakodo::experiment

#include "experiment/retelling.hpp"

#include <algorithm>
#include <cstdint>
#include <cstring>
#include <vector>

#include "experiment/results_layout.hpp"

namespace nakodo::experiment {
namespace {

/// Code of the file → number in the world of the point.
template <class Id>
Id number_of(const std::vector<std::int32_t>& codes, std::int32_t code) {
  const auto found = std::find(codes.begin(), codes.end(), code);
  return found != codes.end() ? models::make_id<Id>(static_cast<std::size_t>(found - codes.begin()))
                              : Id{};
}

RunKey key_of(TableReader& reader, std::size_t row) {
  return {reader.values<std::uint32_t>(reader.column("run"))[row],
          reader.values<std::uint32_t>(reader.column("point"))[row],
          reader.values<std::uint32_t>(reader.column("replication"))[row]};
}

void retell_runs(TableReader& reader, std::size_t rows, RunBatch& batch) {
  const char* const failures = reader.bytes(reader.column("failure"));
  const auto count = [&](const char* name) {
    return reader.values<std::uint32_t>(reader.column(name));
  };
  const auto* const deals = count("deals");
  const auto* const signed_deals = count("signed");
  const auto* const needs = count("needs");
  const auto* const projects = count("projects");
  const auto* const launched = count("launched");
  const auto* const encounters = count("encounters");
  const auto* const clarifications = count("clarifications");
  const auto* const surprises = count("surprises");
  const auto* const events = reader.values<std::uint64_t>(reader.column("events"));
  const auto* const days = reader.values<double>(reader.column("days"));
  const auto* const person_days = reader.values<double>(reader.column("person_days"));
  const auto* const fees = reader.values<double>(reader.column("fees"));
  for (std::size_t i = 0; i < rows; ++i) {
    const char* const failure = failures + i * failure_width;
    RunRow row;
    row.key = key_of(reader, i);
    row.deals = deals[i];
    row.signed_deals = signed_deals[i];
    row.needs = needs[i];
    row.projects = projects[i];
    row.launched = launched[i];
    row.encounters = encounters[i];
    row.clarifications = clarifications[i];
    row.surprises = surprises[i];
    row.events = events[i];
    row.days = days[i];
    row.person_days = person_days[i];
    row.fees = fees[i];
    row.failure.assign(failure, strnlen(failure, failure_width));
    batch.runs.push_back(std::move(row));
  }
}

void retell_deals(TableReader& reader, std::size_t rows, const Codes& codes, RunBatch& batch) {
  const auto* const projects = reader.values<std::int32_t>(reader.column("project"));
  const auto* const resources = reader.values<std::int32_t>(reader.column("resource"));
  const auto* const states = reader.values<std::int8_t>(reader.column("state"));
  const auto* const causes = reader.values<std::int8_t>(reader.column("cause"));
  const auto* const followed = reader.values<std::uint8_t>(reader.column("followed"));
  const auto* const t_signed = reader.values<double>(reader.column("t_signed"));
  const auto* const initiators = reader.values<double>(reader.column("person_days_initiator"));
  const auto* const partners = reader.values<double>(reader.column("person_days_partner"));
  const auto* const between = reader.values<double>(reader.column("person_days_intermediary"));
  for (std::size_t i = 0; i < rows; ++i) {
    models::DealOutcome deal;
    deal.project = number_of<models::ProjectId>(codes.projects, projects[i]);
    deal.resource = number_of<models::ResourceId>(codes.resources, resources[i]);
    deal.state = static_cast<models::DealState>(states[i]);
    deal.cause = causes[i];
    deal.followed = followed[i] != 0;
    deal.reached[static_cast<std::size_t>(models::DealState::signed_)] = t_signed[i];
    deal.person_days_initiator = initiators[i];
    deal.person_days_partner = partners[i];
    deal.person_days_intermediary = between[i];
    batch.deals.push_back({key_of(reader, i), deal});
  }
}

void retell_projects(TableReader& reader, std::size_t rows, const Codes& codes, RunBatch& batch) {
  const auto* const projects = reader.values<std::int32_t>(reader.column("project"));
  const auto* const launched = reader.values<double>(reader.column("t_launched"));
  for (std::size_t i = 0; i < rows; ++i) {
    models::ProjectOutcome project;
    project.project = number_of<models::ProjectId>(codes.projects, projects[i]);
    project.t_launched = launched[i];
    batch.projects.push_back({key_of(reader, i), project});
  }
}

}  // namespace

void retell(const std::string& table, TableReader& reader, std::size_t rows, const Codes& codes,
            RunBatch& batch) {
  if (table == "/runs") retell_runs(reader, rows, batch);
  if (table == "/deals") retell_deals(reader, rows, codes, batch);
  if (table == "/projects") retell_projects(reader, rows, codes, batch);
}

}  // namespace nakodo::experiment

#include "experiment/directory.hpp"

#include <algorithm>

#include "experiment/telling_points.hpp"
#include "models/world.hpp"

namespace nakodo::experiment {
namespace {

template <class Entry>
std::int32_t code_of(std::vector<Entry>& entries, const Entry& entry) {
  const auto found = std::find(entries.begin(), entries.end(), entry);
  const auto code = static_cast<std::int32_t>(found - entries.begin());
  if (found == entries.end()) entries.push_back(entry);
  return code;
}

std::string name_of(const models::OccasionSpec& occasion) {
  if (const auto* event = std::get_if<models::SocialEventSpec>(&occasion)) return event->name;
  const auto& secondment = std::get<models::SecondmentSpec>(occasion);
  return "secondment of " + secondment.person + " to " + secondment.host;
}

bool sets_the_horizon(const Factor& factor) {
  return factor.key == "time.horizon" ||
         std::any_of(factor.levels.begin(), factor.levels.end(), [](const Level& level) {
           return std::any_of(
               level.settings.begin(), level.settings.end(),
               [](const Setting& setting) { return setting.path == "time.horizon"; });
         });
}

}  // namespace

Directory::Directory(const Experiment& experiment) {
  const std::vector<std::size_t> first = first_alike(experiment.design, experiment.shaping);
  for (std::size_t point = 0; point < experiment.points(); ++point) {
    if (first[point] != point) {
      codes_.push_back(codes_[first[point]]);
      continue;
    }
    const models::World world(experiment.scenario(point));
    horizon = std::max(horizon, world.scenario().time.horizon);
    Codes codes;
    for (const models::Body& body : world.cast().bodies())
      codes.bodies.present.push_back(code_of(bodies, body.name));
    for (const models::Person& person : world.cast().persons())
      codes.persons.present.push_back(
          code_of(persons, {person.name, codes.bodies[person.body.index()],
                            static_cast<std::uint8_t>(person.role)}));
    for (const models::Population& population : world.cast().populations())
      codes.populations.push_back(population.roll());
    for (const auto& [name, project] : world.scenario().projects)
      codes.projects.push_back(code_of(projects, name));
    for (const std::string& resource : world.resources())
      codes.resources.push_back(code_of(resources, resource));
    for (const models::OccasionSpec& occasion : world.scenario().occasions)
      codes.occasions.push_back(code_of(occasions, name_of(occasion)));
    for (const auto& [name, medium] : world.scenario().media)
      codes.media.push_back(code_of(media, name));
    codes_.push_back(!codes_.empty() && *codes_.back() == codes
                         ? codes_.back()
                         : std::make_shared<Codes>(std::move(codes)));
  }
  const auto& factors = experiment.file.experiment.factors;
  if (std::any_of(factors.begin(), factors.end(), sets_the_horizon))
    for (const std::size_t point : extreme_points(experiment.design))
      horizon = std::max(horizon, experiment.scenario(point).time.horizon);
}

void Directory::enter(const RunBatch& batch) {
  Codes& codes = *codes_[batch.point];
  if (codes.populations.empty()) return;
  for (const auto& row : batch.projects) enter(codes, row.outcome.firm);
  for (const auto& row : batch.deals) enter(codes, row.outcome.partner);
  for (const auto& row : batch.persons) enter(codes, row.outcome.person);
  for (const TracedFact& row : batch.facts)
    for (const models::PersonId person : {row.fact.from, row.fact.to}) enter(codes, person);
  for (const TracedStock& row : batch.stocks)
    for (const models::PersonId person : {row.stock.subject, row.stock.object})
      enter(codes, person);
}

std::int32_t Directory::enter(Codes& codes, models::BodyId firm) {
  if (codes.bodies.knows(firm)) return Codes::translate(codes.bodies, firm);
  const auto roll = std::find_if(codes.populations.begin(), codes.populations.end(),
                                 [&](const models::Roll& each) { return each.holds(firm); });
  const auto [entry, is_new] =
      firms_met_.try_emplace(roll->name_of(firm), static_cast<std::int32_t>(bodies.size()));
  if (is_new) bodies.push_back(entry->first);
  return codes.bodies.met[firm.value] = entry->second;
}

void Directory::enter(Codes& codes, models::PersonId person) {
  if (codes.persons.knows(person)) return;
  const auto roll = std::find_if(codes.populations.begin(), codes.populations.end(),
                                 [&](const models::Roll& each) { return each.holds(person); });
  const auto role = static_cast<std::uint8_t>(roll->roles[roll->seat(person)]);
  const auto [entry, is_new] =
      persons_met_.try_emplace(roll->name_of(person) + '\n' + std::to_string(role),
                               static_cast<std::int32_t>(persons.size()));
  if (is_new) persons.push_back({roll->name_of(person), enter(codes, roll->firm_of(person)), role});
  codes.persons.met[person.value] = entry->second;
}

}  // namespace nakodo::experiment

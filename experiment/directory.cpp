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
  shape_.reserve(experiment.points());
  for (std::size_t point = 0; point < experiment.points(); ++point) {
    if (first[point] != point) {
      shape_.push_back(shape_[first[point]]);
      continue;
    }
    const models::World world(experiment.scenario(point));
    horizon = std::max(horizon, world.scenario().time.horizon);
    Codes codes;
    for (const models::Body& body : world.cast().bodies())
      codes.bodies.present.push_back(code_of(bodies, body.name));
    for (const models::Person& person : world.cast().persons())
      codes.persons.present.push_back(
          code_of(persons, {world.cast().name(person.id), codes.bodies[person.body.index()],
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
    if (codes_.empty() || !(codes_.back() == codes)) codes_.push_back(std::move(codes));
    shape_.push_back(static_cast<std::uint32_t>(codes_.size() - 1));
  }
  present_persons_ = persons.size();
  present_bodies_ = bodies.size();
  const auto& factors = experiment.file.experiment.factors;
  if (std::any_of(factors.begin(), factors.end(), sets_the_horizon))
    for (const std::size_t point : extreme_points(experiment.design))
      horizon = std::max(horizon, experiment.scenario(point).time.horizon);
}

void Directory::enter(const RunBatch& batch) {
  Codes& codes = codes_[shape_[batch.point]];
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

std::optional<Directory::Translation> Directory::adopt(std::span<const PersonEntry> their_persons,
                                                       std::span<const std::string> their_bodies) {
  if (their_bodies.size() < present_bodies_ || their_persons.size() < present_persons_ ||
      !std::equal(bodies.begin(), bodies.begin() + static_cast<std::ptrdiff_t>(present_bodies_),
                  their_bodies.begin()) ||
      !std::equal(persons.begin(), persons.begin() + static_cast<std::ptrdiff_t>(present_persons_),
                  their_persons.begin()))
    return std::nullopt;
  Translation codes;
  for (std::size_t i = 0; i < their_bodies.size(); ++i)
    codes.bodies.push_back(i < present_bodies_ ? static_cast<std::int32_t>(i)
                                               : enter_firm(their_bodies[i]));
  for (std::size_t i = 0; i < their_persons.size(); ++i) {
    PersonEntry entry = their_persons[i];
    if (entry.firm < 0 || static_cast<std::size_t>(entry.firm) >= codes.bodies.size())
      return std::nullopt;
    entry.firm = codes.bodies[static_cast<std::size_t>(entry.firm)];
    codes.persons.push_back(i < present_persons_ ? static_cast<std::int32_t>(i)
                                                 : enter_person(std::move(entry)));
  }
  return codes;
}

std::int32_t Directory::enter_firm(const std::string& name) {
  const auto [entry, is_new] =
      firms_met_.try_emplace(name, static_cast<std::int32_t>(bodies.size()));
  if (is_new) bodies.push_back(name);
  return entry->second;
}

std::int32_t Directory::enter_person(PersonEntry person) {
  const auto [entry, is_new] = persons_met_.try_emplace(
      person.name + '\n' + std::to_string(person.role), static_cast<std::int32_t>(persons.size()));
  if (is_new) persons.push_back(std::move(person));
  return entry->second;
}

std::int32_t Directory::enter(Codes& codes, models::BodyId firm) {
  if (codes.bodies.knows(firm)) return Codes::translate(codes.bodies, firm);
  const auto roll = std::find_if(codes.populations.begin(), codes.populations.end(),
                                 [&](const models::Roll& each) { return each.holds(firm); });
  return codes.bodies.met[firm.value] = enter_firm(roll->name_of(firm));
}

void Directory::enter(Codes& codes, models::PersonId person) {
  if (codes.persons.knows(person)) return;
  const auto roll = std::find_if(codes.populations.begin(), codes.populations.end(),
                                 [&](const models::Roll& each) { return each.holds(person); });
  const auto role = static_cast<std::uint8_t>(roll->roles[roll->seat_of(person).number]);
  codes.persons.met[person.value] =
      enter_person({roll->name_of(person), enter(codes, roll->firm_of(person)), role});
}

}  // namespace nakodo::experiment

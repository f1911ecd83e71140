#include "models/cast.hpp"

#include <algorithm>
#include <stdexcept>
#include <utility>

namespace nakodo::models {

Cast::Cast(const Scenario& scenario, kernel::Calendars& calendars) : calendars_(calendars) {
  const auto next_body = [&] { return make_id<BodyId>(bodies_.size()); };
  const auto next_person = [&] { return make_id<PersonId>(persons_.size()); };
  for (const auto& [name, firm] : scenario.firms)
    if (firm.count == 1) add(house_of(scenario, name, firm, next_body(), next_person()));
  for (const auto& [name, intermediary] : scenario.intermediaries)
    add(house_of(scenario, name, intermediary, next_body(), next_person()));

  BodyId body = next_body();
  PersonId person = next_person();
  for (const auto& [name, firm] : scenario.firms) {
    if (firm.count == 1) continue;
    House pattern = house_of(scenario, {}, firm, body, person);
    body.value += firm.count;
    person.value += firm.count * static_cast<std::int32_t>(pattern.persons.size());
    populations_.emplace_back(name, firm, std::move(pattern));
  }
}

void Cast::add(House house) {
  for (Person& person : house.persons) {
    person.calendar = calendars_.add();
    persons_.push_back(std::move(person));
  }
  bodies_.push_back(std::move(house.body));
}

const SupplySpec* Cast::supply(BodyId body, std::string_view resource) const {
  if (body.index() >= bodies_.size())
    return populations_[population_of(body)].supply(body, resource);
  const FirmSpec* firm = bodies_[body.index()].firm;
  return firm != nullptr ? firm->supplies.find(resource) : nullptr;
}

std::vector<BodyId> Cast::firms(std::string_view name, std::size_t count) const {
  for (const Population& population : populations_) {
    const Roll& roll = population.roll();
    if (roll.name != name) continue;
    std::vector<BodyId> found;
    for (std::size_t i = 0; i < std::min(count, roll.count()); ++i) found.push_back(roll.firm(i));
    return found;
  }
  return {body(name)};
}

BodyId Cast::body(std::string_view name) const {
  for (const Body& body : bodies_)
    if (body.name == name) return body.id;
  throw std::invalid_argument("there is no firm or intermediary '" + std::string(name) + "'");
}

PersonId Cast::person(BodyId body, std::string_view name) const {
  for (const Person& person : persons_)
    if (person.body == body && person.name == name) return person.id;
  throw std::invalid_argument("'" + std::string(name) + "' is not one of the people of " +
                              bodies_[body.index()].name);
}

// --- Populations
// ------------------------------------------------------------------------------------------------

void Cast::meet(BodyId firm) {
  const std::size_t p = population_of(firm);
  if (p == populations_.size() || populations_[p].slot(firm) >= 0) return;
  populations_[p].put(firm, static_cast<std::int32_t>(met_.size()));
  give_calendars(met_.emplace_back(populations_[p].house_with_contact(firm)), 0);
}

void Cast::hire(BodyId firm) {
  const std::size_t p = population_of(firm);
  if (p == populations_.size()) return;
  meet(firm);
  House& house = met_[static_cast<std::size_t>(populations_[p].slot(firm))];
  const std::size_t there = house.persons.size();
  populations_[p].complete(house);
  give_calendars(house, there);
}

void Cast::give_calendars(House& house, std::size_t from) {
  for (std::size_t i = from; i < house.persons.size(); ++i) {
    const std::size_t number = persons_.size() + owners_.size();
    house.persons[i].calendar = number < calendars_.size()
                                    ? kernel::CalendarId{static_cast<std::uint32_t>(number)}
                                    : calendars_.add();
    owners_.push_back(house.persons[i].id);
  }
}

std::size_t Cast::population_of(BodyId firm) const {
  std::size_t p = 0;
  while (p < populations_.size() && !populations_[p].roll().holds(firm)) ++p;
  return p;
}

const Person& Cast::met_person(PersonId id) const {
  std::size_t p = 0;
  while (!populations_[p].roll().holds(id)) ++p;
  const Roll& roll = populations_[p].roll();
  return met_house(roll.firm_of(id)).persons[roll.seat(id)];
}

}  // namespace nakodo::models

#include "models/cast.hpp"

#include <algorithm>
#include <stdexcept>
#include <utility>

#include "models/roll_call.hpp"

namespace nakodo::models {

Cast::Cast(const Scenario& scenario, kernel::Calendars& calendars,
           const kernel::Simulation& simulation)
    : calendars_(calendars), acquaintances_(scenario.ties.table.get()) {
  call_roll(
      scenario,
      [&](const std::string& name, const FirmSpec& firm, std::size_t entry) {
        const auto& organisational = firm.style.organisational;
        if (firm.varies_in_size() || (organisational && !is_same(*organisational)))
          throw std::invalid_argument(name + " is a single firm: its size and style are no draws");
        const Traits& its = traits_.emplace_back(firm, entry, simulation);
        add(house_of(scenario, name, firm, {its.is_small(0), its.organisational(0)}, next_body_,
                     next_person_));
      },
      [&](const std::string& name, const IntermediarySpec& intermediary) {
        add(house_of(scenario, name, intermediary, next_body_, next_person_));
      },
      [&](const std::string& name, const FirmSpec& firm, std::size_t entry) {
        add_population(scenario, name, firm, Traits(firm, entry, simulation));
      });
}

void Cast::add_population(const Scenario& scenario, const std::string& name, const FirmSpec& firm,
                          Traits traits) {
  std::vector<House> patterns;
  for (const bool small : {true, false})
    if (firm.varies_in_size() || small == traits.is_small(0))
      patterns.push_back(house_of(scenario, {}, firm, {.small = small}, next_body_, next_person_));
  next_body_.value += static_cast<std::int32_t>(firm.number());
  next_person_.value += static_cast<std::int32_t>(firm.number() * patterns.back().persons.size());
  populations_.emplace_back(name, firm, traits, std::move(patterns));
}

void Cast::add(House house) {
  for (Person& person : house.persons) {
    person.calendar = calendars_.add();
    persons_.push_back(std::move(person));
  }
  bodies_.push_back(std::move(house.body));
  next_body_ = make_id<BodyId>(bodies_.size());
  next_person_ = make_id<PersonId>(persons_.size());
}

std::optional<double> Cast::fit(BodyId body, std::string_view resource) const {
  if (body.index() >= bodies_.size()) return populations_[population_of(body)].fit(body, resource);
  const FirmSpec* firm = bodies_[body.index()].firm;
  if (firm == nullptr) return std::nullopt;
  return traits_[body.index()].fit(0, resource, firm->supplies.index(resource));
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

std::optional<double> Cast::best_fit(BodyId body, const OneOrMore<std::string>& any_of) const {
  std::optional<double> best;
  for (const std::string& resource : any_of)
    if (const auto found = fit(body, resource); found && (!best || *found > *best)) best = found;
  return best;
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
  const std::vector<Person>& persons = met_house(roll.firm_of(id)).persons;
  const std::size_t seat = roll.seat(id);
  if (seat < persons.size() && persons[seat].id == id) return persons[seat];
  // In the units of a small firm not every seat is taken.
  return *std::find_if(persons.begin(), persons.end(),
                       [&](const Person& person) { return person.id == id; });
}

}  // namespace nakodo::models

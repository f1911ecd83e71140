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
  next_person_.value += static_cast<std::int32_t>(firm.number() * patterns.back().residents.size());
  populations_.emplace_back(name, firm, traits, std::move(patterns));
}

void Cast::add(House house) {
  for (Resident& resident : house.residents) {
    persons_.push_back(residents_.emplace_back(std::move(resident)).at_work());
    persons_.back().calendar = calendars_.add();
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
  for (const Resident& resident : residents_)
    if (resident.person.body == body && resident.name == name) return resident.person.id;
  throw std::invalid_argument("'" + std::string(name) + "' is not one of the people of " +
                              bodies_[body.index()].name);
}

// --- Populations
// ------------------------------------------------------------------------------------------------

void Cast::meet(BodyId firm) {
  const std::size_t p = population_of(firm);
  if (p == populations_.size() || populations_[p].slot(firm) >= 0) return;
  populations_[p].put(firm, static_cast<std::int32_t>(met_count_));
  if (met_count_ == met_.capacity()) met_.grow();
  Met& met = met_[met_count_++];
  met = {populations_[p].contact(firm)};
  give_calendar(met.contact);
}

void Cast::hire(BodyId firm) {
  const std::size_t p = population_of(firm);
  if (p == populations_.size()) return;
  meet(firm);
  Met& met = met_[static_cast<std::size_t>(populations_[p].slot(firm))];
  if (met.house >= 0) return;
  met.house = static_cast<std::int32_t>(houses_.size());
  houses_.push_back({populations_[p].body(firm), populations_[p].others(firm)});
  for (Person& person : houses_.back().others) give_calendar(person);
}

void Cast::give_calendar(Person& person) {
  const std::size_t number = persons_.size() + owners_.size();
  person.calendar = number < calendars_.size()
                        ? kernel::CalendarId{static_cast<std::uint32_t>(number)}
                        : calendars_.add();
  owners_.push_back(person.id);
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
  const auto [firm, seat] = roll.seat_of(id);
  const Met& met = met_[static_cast<std::size_t>(populations_[p].slot(firm))];
  if (seat == 0) return met.contact;
  const std::vector<Person>& others = houses_[static_cast<std::size_t>(met.house)].others;
  if (seat <= others.size() && others[seat - 1].id == id) return others[seat - 1];
  // In the units of a small firm not every seat is taken.
  return *std::find_if(others.begin(), others.end(),
                       [&](const Person& person) { return person.id == id; });
}

std::string Cast::name(PersonId id) const {
  if (id.index() < residents_.size()) return residents_[id.index()].name;
  const auto found =
      std::find_if(populations_.begin(), populations_.end(),
                   [&](const Population& population) { return population.roll().holds(id); });
  return found->roll().name_of(id);
}

}  // namespace nakodo::models

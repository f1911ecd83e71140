#include "models/cast.hpp"

#include <stdexcept>
#include <utility>

namespace nakodo::models {
namespace {

bool is_small(const FirmSpec& firm) { return firm.employees <= small_firm_employees; }

double national_style(const Scenario& scenario, const std::string& community) {
  const CommunitySpec* found = scenario.communities.find(community);
  if (found == nullptr) throw std::invalid_argument("there is no community '" + community + "'");
  return found->style.national;
}

}  // namespace

Cast::Cast(const Scenario& scenario, kernel::Calendars& calendars) {
  for (const auto& [name, firm] : scenario.firms) add_firm(scenario, name, firm, calendars);
  for (const auto& [name, intermediary] : scenario.intermediaries)
    add_intermediary(scenario, name, intermediary, calendars);
}

void Cast::add_firm(const Scenario& scenario, const std::string& name, const FirmSpec& firm,
                    kernel::Calendars& calendars) {
  Body body{.id = make_id<BodyId>(bodies_.size()),
            .name = name,
            .firm = &firm,
            .intermediary = nullptr,
            .people = {},
            .stakeholders = {},
            .deciders = {}};
  // Small firms resemble each other across nations, large ones are bureaucratic (seed A VI,
  // second).
  const Style style{
      .national = national_style(scenario, firm.community),
      .organisational = firm.style.organisational.value_or(is_small(firm) ? 0.2 : 0.9),
      .technical = 0.0};
  const auto styled = [&](double technical) {
    Style own = style;
    own.technical = technical;
    return std::vector<Style>{own};
  };

  const std::string champion = firm.champion.empty() ? name + " champion" : firm.champion;
  const PersonSpec* found = firm.people.find(champion);
  const PersonSpec spec = found != nullptr ? *found : PersonSpec{};
  add_person(body, Role::champion, champion, styled(spec.technical), spec.availability,
             spec.attention, spec.duties, calendars);
  for (const auto& [person, other] : firm.people)
    if (person != champion)
      add_person(body, Role::engineer, person, styled(other.technical), other.availability,
                 other.attention, other.duties, calendars);

  const StakeholderSpec& inside = firm.stakeholders;
  const int count = inside.count.value_or(is_small(firm) ? 3 : 8);
  for (int i = 1; i <= count; ++i)
    body.stakeholders.push_back(add_person(
        body, Role::stakeholder, name + " stakeholder " + std::to_string(i),
        styled(inside.technical), inside.availability, inside.attention, inside.duties, calendars));
  if (firm.assent.protocol != Protocol::delegated) {
    body.deciders = body.stakeholders;
  } else {
    const std::string& delegate = firm.assent.delegate;
    for (const PersonId person : body.people)
      if (persons_[person.index()].name == (delegate.empty() ? champion : delegate))
        body.deciders = {person};
    if (body.deciders.empty())
      throw std::invalid_argument("'" + delegate + "' is not one of the people of " + name);
  }
  bodies_.push_back(std::move(body));
}

void Cast::add_intermediary(const Scenario& scenario, const std::string& name,
                            const IntermediarySpec& intermediary, kernel::Calendars& calendars) {
  Body body{.id = make_id<BodyId>(bodies_.size()),
            .name = name,
            .firm = nullptr,
            .intermediary = &intermediary,
            .people = {},
            .stakeholders = {},
            .deciders = {}};
  std::vector<Style> styles;
  for (const std::string& community : intermediary.speaks)
    styles.push_back({.national = national_style(scenario, community),
                      .organisational = intermediary.style.organisational.value_or(0.2),
                      .technical = intermediary.technical});
  for (int i = 1; i <= intermediary.staff; ++i)
    add_person(body, Role::go_between,
               intermediary.staff == 1 ? name : name + " staff " + std::to_string(i), styles,
               intermediary.availability, Attention::fifo, intermediary.clients, calendars);
  bodies_.push_back(std::move(body));
}

PersonId Cast::add_person(Body& body, Role role, std::string name, std::vector<Style> styles,
                          double availability, Attention attention, const DutiesSpec& duties,
                          kernel::Calendars& calendars) {
  const auto id = make_id<PersonId>(persons_.size());
  persons_.push_back({id, body.id, role, std::move(name), std::move(styles), availability,
                      attention, duties, calendars.add()});
  if (role != Role::stakeholder) body.people.push_back(id);
  return id;
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

}  // namespace nakodo::models

#include "models/house.hpp"

#include <algorithm>
#include <span>
#include <stdexcept>
#include <utility>

namespace nakodo::models {
namespace {

double national_style(const Scenario& scenario, const std::string& community) {
  const CommunitySpec* found = scenario.communities.find(community);
  if (found == nullptr) throw std::invalid_argument("there is no community '" + community + "'");
  return found->style.national;
}

PersonId add_person(House& house, PersonId first, Role role, std::string name,
                    std::vector<Style> styles, double availability, Attention attention,
                    const DutiesSpec& duties) {
  const auto id = make_id<PersonId>(first.index() + house.residents.size());
  house.residents.push_back({.person = {.id = id,
                                        .body = house.body.id,
                                        .role = role,
                                        .attention = attention,
                                        .calendar = {},
                                        .availability = availability,
                                        .styles = {}},
                             .name = std::move(name),
                             .styles = std::move(styles),
                             .duties = duties});
  if (role == Role::officer)
    house.body.officers.push_back(id);
  else if (role != Role::stakeholder)
    house.body.people.push_back(id);
  return id;
}

void add_unit(House& house, PersonId first, const StakeholderSpec& stakeholders,
              const AssentSpec& assent, std::span<const PersonId> members) {
  Body& body = house.body;
  FirmUnit unit{&stakeholders, &assent, body.deciders.size(), 0};
  if (assent.protocol == Protocol::delegated) {
    const auto decides = std::find_if(body.people.begin(), body.people.end(), [&](PersonId person) {
      return assent.delegate.empty() ||
             house.residents[person.index() - first.index()].name == assent.delegate;
    });
    if (decides == body.people.end())
      throw std::invalid_argument("'" + assent.delegate + "' is not one of the people of " +
                                  body.name);
    body.deciders.push_back(*decides);
  } else {
    const auto* at_least = std::get_if<AtLeast>(&assent.rule);
    if (at_least != nullptr && static_cast<std::size_t>(at_least->k) > members.size())
      throw std::invalid_argument("more have to assent in " + body.name + " than are asked");
    body.deciders.insert(body.deciders.end(), members.begin(), members.end());
  }
  unit.size = body.deciders.size() - unit.first;
  body.units.push_back(unit);
}

}  // namespace

House house_of(const Scenario& scenario, const std::string& name, const FirmSpec& firm,
               const Build& build, BodyId id, PersonId first) {
  House house;
  house.body.id = id;
  house.body.name = name;
  house.body.firm = &firm;
  const Style style{.national = national_style(scenario, firm.community),
                    .organisational = build.organisational,
                    .technical = 0.0};
  const auto styled = [&](double technical) {
    Style own = style;
    own.technical = technical;
    return std::vector<Style>{own};
  };

  const std::string champion = firm.champion.empty() ? name + " champion" : firm.champion;
  const PersonSpec* found = firm.people.find(champion);
  const PersonSpec spec = found != nullptr ? *found : PersonSpec{};
  add_person(house, first, Role::champion, champion, styled(spec.technical), spec.availability,
             spec.attention, spec.duties);
  for (const auto& [person, other] : firm.people)
    if (person != champion)
      add_person(house, first, Role::engineer, person, styled(other.technical), other.availability,
                 other.attention, other.duties);

  const auto stakeholders_of = [&](const std::string& of, const StakeholderSpec& inside) {
    std::vector<PersonId> members;
    for (int i = 1; i <= how_many(inside, build.small); ++i)
      members.push_back(add_person(
          house, first, Role::stakeholder, of + " stakeholder " + std::to_string(i),
          styled(inside.technical), inside.availability, inside.attention, inside.duties));
    house.body.stakeholders.insert(house.body.stakeholders.end(), members.begin(), members.end());
    return members;
  };
  const bool one_decides = firm.assent.protocol == Protocol::delegated;
  if (firm.units.empty()) {
    add_unit(house, first, firm.stakeholders, firm.assent,
             stakeholders_of(name, firm.stakeholders));
  } else {
    if (firm.assent.protocol == Protocol::meeting)
      throw std::invalid_argument(name + ": units do not meet; let each unit have its meeting");
    if (one_decides) add_unit(house, first, firm.stakeholders, firm.assent, {});
    for (const auto& [unit, part] : firm.units) {
      const auto members = stakeholders_of(name + " " + unit, part.stakeholders);
      if (!one_decides) add_unit(house, first, part.stakeholders, part.assent, members);
    }
  }
  return house;
}

House house_of(const Scenario& scenario, const std::string& name,
               const IntermediarySpec& intermediary, BodyId id, PersonId first) {
  House house;
  house.body.id = id;
  house.body.name = name;
  house.body.intermediary = &intermediary;
  std::vector<Style> styles;
  for (const std::string& community : intermediary.speaks)
    styles.push_back({.national = national_style(scenario, community),
                      .organisational = intermediary.style.organisational.value_or(0.2),
                      .technical = intermediary.technical});
  for (int i = 1; i <= intermediary.staff; ++i)
    add_person(house, first, Role::go_between,
               intermediary.staff == 1 ? name : name + " staff " + std::to_string(i), styles,
               intermediary.availability, Attention::fifo, intermediary.clients);
  if (intermediary.bureau) {
    const BureauSpec& bureau = *intermediary.bureau;
    for (int i = 1; i <= bureau.stages; ++i)
      add_person(house, first, Role::officer, name + " officer " + std::to_string(i), styles,
                 intermediary.availability, Attention::fifo,
                 {.load = bureau.applicants, .piece = bureau.service, .at_start = InTray::usual});
  }
  return house;
}

}  // namespace nakodo::models

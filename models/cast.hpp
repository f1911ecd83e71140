// The cast: persons and bodies of a world, numbered, with their names. Made once from a scenario;
// runs only read it.
#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "kernel/calendar.hpp"
#include "models/ids.hpp"
#include "models/person.hpp"
#include "models/scenario.hpp"

namespace nakodo::models {

/// A part of a firm that comes to a decision of its own: some of its deciders, one after another.
struct FirmUnit {
  const StakeholderSpec* stakeholders = nullptr;
  const AssentSpec* assent = nullptr;
  std::size_t first = 0;  ///< its first decider among those of the firm
  std::size_t size = 0;
};

/// A firm or an intermediary.
struct Body {
  BodyId id;
  std::string name;
  const FirmSpec* firm = nullptr;                  // of a firm
  const IntermediarySpec* intermediary = nullptr;  // of an intermediary
  std::vector<PersonId> people;                    // champion or staff first
  std::vector<PersonId> stakeholders;
  // Whose assent a deal needs, unit by unit: the stakeholders, or the one who was delegated. Who
  // decides for two units stands there twice.
  std::vector<PersonId> deciders;
  std::vector<FirmUnit> units;  // of a firm: at least one

  /// Whom one meets when one meets the body.
  PersonId contact() const { return people.front(); }
};

class Cast {
 public:
  /// Adds a calendar for everybody. The scenario must outlive the cast.
  Cast(const Scenario& scenario, kernel::Calendars& calendars);

  const std::vector<Person>& persons() const { return persons_; }
  const std::vector<Body>& bodies() const { return bodies_; }
  const Person& operator[](PersonId id) const { return persons_[id.index()]; }
  const Body& operator[](BodyId id) const { return bodies_[id.index()]; }
  const Body& body_of(PersonId id) const { return bodies_[persons_[id.index()].body.index()]; }

  /// What is true of this resource as a body supplies it; nullptr if it does not.
  const SupplySpec* supply(BodyId body, std::string_view resource) const {
    const FirmSpec* firm = bodies_[body.index()].firm;
    return firm != nullptr ? firm->supplies.find(resource) : nullptr;
  }

  /// The body of this name; throws std::invalid_argument if there is none.
  BodyId body(std::string_view name) const;
  /// The person of this body called so; throws std::invalid_argument if there is none.
  PersonId person(BodyId body, std::string_view name) const;

 private:
  void add_firm(const Scenario& scenario, const std::string& name, const FirmSpec& firm,
                kernel::Calendars& calendars);
  void add_unit(Body& body, const StakeholderSpec& stakeholders, const AssentSpec& assent,
                std::span<const PersonId> members) const;
  void add_intermediary(const Scenario& scenario, const std::string& name,
                        const IntermediarySpec& intermediary, kernel::Calendars& calendars);
  PersonId add_person(Body& body, Role role, std::string name, std::vector<Style> styles,
                      double availability, Attention attention, const DutiesSpec& duties,
                      kernel::Calendars& calendars);

  std::vector<Person> persons_;
  std::vector<Body> bodies_;
};

}  // namespace nakodo::models

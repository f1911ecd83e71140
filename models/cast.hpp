// The cast: persons and bodies of a world, numbered, with their names. Made once from a scenario;
// runs only read it.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "kernel/calendar.hpp"
#include "models/ids.hpp"
#include "models/person.hpp"
#include "models/scenario.hpp"

namespace nakodo::models {

/// A firm or an intermediary.
struct Body {
  BodyId id;
  std::string name;
  const FirmSpec* firm = nullptr;                  // of a firm
  const IntermediarySpec* intermediary = nullptr;  // of an intermediary
  std::vector<PersonId> people;                    // champion or staff first
  std::vector<PersonId> stakeholders;
  std::vector<PersonId>
      deciders;  // whose assent a deal needs: the stakeholders, or the one who was delegated

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

  /// The body of this name; throws std::invalid_argument if there is none.
  BodyId body(std::string_view name) const;
  /// The person of this body called so; throws std::invalid_argument if there is none.
  PersonId person(BodyId body, std::string_view name) const;

 private:
  void add_firm(const Scenario& scenario, const std::string& name, const FirmSpec& firm,
                kernel::Calendars& calendars);
  void add_intermediary(const Scenario& scenario, const std::string& name,
                        const IntermediarySpec& intermediary, kernel::Calendars& calendars);
  PersonId add_person(Body& body, Role role, std::string name, std::vector<Style> styles,
                      double availability, Attention attention, const DutiesSpec& duties,
                      kernel::Calendars& calendars);

  std::vector<Person> persons_;
  std::vector<Body> bodies_;
};

/// Up to this many employees a firm is small (Small and Medium-sized Enterprise Basic Act of Japan,
/// art. 2).
constexpr int small_firm_employees = 300;

}  // namespace nakodo::models

// The cast: persons and bodies of a world, numbered, with their names. Made once from a scenario;
// runs only read it, but for the firms of populations, which join it as they are met and are
// forgotten when a run is.
#pragma once

#include <cstddef>
#include <cstdint>
#include <deque>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "kernel/blocks.hpp"
#include "kernel/calendar.hpp"
#include "models/house.hpp"
#include "models/ids.hpp"
#include "models/person.hpp"
#include "models/population.hpp"
#include "models/scenario.hpp"
#include "models/traits.hpp"

namespace nakodo::models {

class Cast {
 public:
  /// Adds a calendar for everybody who is there from the start. Scenario, calendars and simulation
  /// must outlive the cast. Throws std::invalid_argument for a single firm whose size or style is
  /// left to be drawn: its people are there before any run.
  Cast(const Scenario& scenario, kernel::Calendars& calendars,
       const kernel::Simulation& simulation);

  /// Those who are there from the start: firms by name, then intermediaries. Numbers of
  /// populations follow on theirs.
  const std::vector<Person>& persons() const { return persons_; }
  const std::vector<Body>& bodies() const { return bodies_; }
  const std::vector<Population>& populations() const { return populations_; }
  /// Calls `visit(const Person&)` for those of populations who were met or hired in this run, firm
  /// by firm in the order of meeting, the contact first.
  template <class Visit>
  void visit_met(Visit visit) const {
    for (std::size_t i = 0; i < met_count_; ++i) {
      const Met& met = met_[i];
      visit(met.contact);
      if (met.house < 0) continue;
      for (const Person& person : houses_[static_cast<std::size_t>(met.house)].others)
        visit(person);
    }
  }

  /// Of a population, somebody who was met or hired. Stays where it is until the run is over.
  const Person& operator[](PersonId id) const {
    return id.index() < persons_.size() ? persons_[id.index()] : met_person(id);
  }
  /// Of a population, a firm that was hired.
  const Body& operator[](BodyId id) const {
    return id.index() < bodies_.size() ? bodies_[id.index()] : hired(id).body;
  }
  /// What he is called; of a population he need not have been met.
  std::string name(PersonId id) const;
  /// What else he has to do than deals; of a population nobody has.
  const DutiesSpec& duties(PersonId id) const { return residents_[id.index()].duties; }
  /// Whose calendar this is.
  PersonId owner(kernel::CalendarId calendar) const {
    return calendar.index < persons_.size() ? persons_[calendar.index].id
                                            : owners_[calendar.index - persons_.size()];
  }

  /// Whom one meets when one meets this body, which need not have been met.
  PersonId contact(BodyId body) const {
    return body.index() < bodies_.size() ? bodies_[body.index()].contact()
                                         : populations_[population_of(body)].roll().person(body, 0);
  }
  /// What is true of a firm, which need not have been met; nullptr for an intermediary.
  const FirmSpec* firm(BodyId body) const {
    return body.index() < bodies_.size() ? bodies_[body.index()].firm
                                         : &populations_[population_of(body)].firm();
  }
  /// The same of the firm somebody is of, who was met or hired.
  const FirmSpec* firm_of(PersonId person) const { return firm((*this)[person].body); }

  // What is true of a body in this run; it need not have been met.

  /// How well this resource serves as the body supplies it, in [0, 1]; none if it does not.
  std::optional<double> fit(BodyId body, std::string_view resource) const;
  /// The same for the one of several resources that serves best.
  std::optional<double> best_fit(BodyId body, const OneOrMore<std::string>& any_of) const;
  /// Number of employees of a firm.
  int employees(BodyId firm) const { return traits(firm).employees(place_in_population(firm)); }
  /// How visible a firm is, > 0.
  double visibility(BodyId firm) const {
    return traits(firm).visibility(place_in_population(firm));
  }
  /// Whom a body knows from the start according to the list of ties, ascending.
  std::span<const BodyId> acquaintances(BodyId body) const {
    return acquaintances_ != nullptr ? acquaintances_->of(body) : std::span<const BodyId>{};
  }
  /// Whether the list of ties says that the two know each other.
  bool acquainted(BodyId a, BodyId b) const {
    return acquaintances_ != nullptr && acquaintances_->know(a, b);
  }

  /// The firms of this name: one, or those of a population, of which at most `count` from the
  /// first on. Throws std::invalid_argument if there is none.
  std::vector<BodyId> firms(std::string_view name, std::size_t count) const;
  /// The body of this name; throws std::invalid_argument if there is none.
  BodyId body(std::string_view name) const;
  /// The person of this body called so; throws std::invalid_argument if there is none.
  PersonId person(BodyId body, std::string_view name) const;

  /// A new run: those who were met are forgotten. Calendars are kept and must be reset by now.
  /// @param stream for what a population supplies, of a number of its own for each resource
  template <class Streams>
  void reset(Streams stream) {
    met_count_ = 0;
    houses_.clear();
    owners_.clear();
    for (std::size_t p = 0; p < populations_.size(); ++p) {
      populations_[p].reset();
      populations_[p].draw_supplies([&](std::size_t place) { return stream(p << 16U | place); });
    }
  }
  /// Somebody turns to this firm: its contact is there from now on.
  void meet(BodyId firm);
  /// This firm becomes a party to a deal: everybody of it is there from now on.
  void hire(BodyId firm);

 private:
  /// A firm of a population, as far as a run knows it.
  struct Met {
    Person contact;
    std::int32_t house = -1;  // once it was hired
  };
  /// A firm of a population that is a party.
  struct Hired {
    Body body;
    std::vector<Person> others;  // than the contact
  };

  void add(House house);
  void add_population(const Scenario& scenario, const std::string& name, const FirmSpec& firm,
                      Traits traits);
  const Traits& traits(BodyId firm) const {
    return firm.index() < bodies_.size() ? traits_[firm.index()]
                                         : populations_[population_of(firm)].traits();
  }
  std::size_t place_in_population(BodyId firm) const {
    return firm.index() < bodies_.size() ? 0 : populations_[population_of(firm)].roll().place(firm);
  }
  /// Of the population this firm belongs to; how many there are if it belongs to none.
  std::size_t population_of(BodyId firm) const;
  const Met& met(BodyId firm) const {
    return met_[static_cast<std::size_t>(populations_[population_of(firm)].slot(firm))];
  }
  const Hired& hired(BodyId firm) const {
    return houses_[static_cast<std::size_t>(met(firm).house)];
  }
  const Person& met_person(PersonId id) const;
  void give_calendar(Person& person);

  kernel::Calendars& calendars_;
  std::vector<Person> persons_;
  std::vector<Resident> residents_;  // the same, as they are in all runs
  std::vector<Body> bodies_;
  std::vector<Traits> traits_;  // of the firms that are there from the start
  std::vector<Population> populations_;
  const Acquaintances* acquaintances_;  // none if nobody listed any
  BodyId next_body_{0};                 // after those of the populations
  PersonId next_person_{0};
  kernel::Blocks<Met, 6> met_;  // in the order of meeting
  std::size_t met_count_ = 0;
  std::deque<Hired> houses_;      // in the order of hiring
  std::vector<PersonId> owners_;  // of the calendars beyond those who are there from the start
};

}  // namespace nakodo::models

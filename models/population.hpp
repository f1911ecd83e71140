// Population: firms of which no more is kept than whether they were met and what they supply
// (model section 9).
//
// Memory: a firm takes 4 bytes, and a bit for each resource that only some of the population
// supply. Name, numbers, people and traits follow from its place in the population, or are read
// from a table that all worlds share; its contact is made when it is met, its house when it becomes
// a party.
#pragma once

#include <cstddef>
#include <cstdint>
#include <deque>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "kernel/random.hpp"
#include "models/firm_table.hpp"
#include "models/house.hpp"
#include "models/traits.hpp"

namespace nakodo::models {

/// Which numbers the firms of a population and their persons have, and what they are called. The
/// firms are numbered on from `first_firm`; the persons firm by firm, on from `first_person`.
struct Roll {
  std::string name;
  BodyId first_firm;
  std::int32_t firms = 0;
  PersonId first_person;
  std::vector<std::string> persons;  // of one firm, at most; what follows its name
  std::vector<Role> roles;
  std::shared_ptr<const FirmTable> table = nullptr;  // of their names, if they have any

  bool operator==(const Roll&) const = default;

  BodyId firm(std::size_t place) const { return make_id<BodyId>(first_firm.index() + place); }
  /// Its place in the population, from 0.
  std::size_t place(BodyId firm) const { return firm.index() - first_firm.index(); }
  BodyId firm_of(PersonId person) const { return seat_of(person).firm; }
  struct Seat {
    BodyId firm;
    std::size_t number;  ///< from 0, the contact's
  };
  /// Which of the persons of which firm somebody is.
  Seat seat_of(PersonId person) const {
    const auto offset_of_his = static_cast<std::uint32_t>(offset(person));
    const auto seats = static_cast<std::uint32_t>(persons.size());
    return {firm(offset_of_his / seats), offset_of_his % seats};
  }
  PersonId person(BodyId firm, std::size_t seat) const {
    return make_id<PersonId>(first_person.index() + place(firm) * persons.size() + seat);
  }

  bool holds(BodyId firm) const {
    return firm >= first_firm && firm.value < first_firm.value + firms;
  }
  bool holds(PersonId person) const {
    return person >= first_person && offset(person) < persons.size() * count();
  }
  std::size_t count() const { return static_cast<std::size_t>(firms); }

  std::string name_of(BodyId firm) const {
    return table != nullptr ? std::string(table->name(place(firm)))
                            : name + " " + std::to_string(place(firm) + 1);
  }
  std::string name_of(PersonId person) const {
    const auto [firm, number] = seat_of(person);
    return name_of(firm) + " " + persons[number];
  }

 private:
  std::size_t offset(PersonId person) const { return person.index() - first_person.index(); }
};

class Population {
 public:
  /// @param patterns the house of its first firm, made without a name; if its firms may be small or
  /// large, that of a small one and that of a large one, in which all of the small one have a place
  Population(std::string name, const FirmSpec& firm, Traits traits, std::vector<House> patterns);

  const Roll& roll() const { return roll_; }
  const FirmSpec& firm() const { return firm_; }
  const Traits& traits() const { return traits_; }

  /// A new run: nobody has met any of them.
  void reset();
  /// Which of them supply what only a share supplies: exactly round(share·n), any as likely.
  /// @param stream of the place of a resource among `supplies`
  template <class Streams>
  void draw_supplies(Streams stream) {
    for (Shared& shared : shared_) {
      auto random = stream(shared.place);
      draw(shared, random);
    }
  }
  /// How well a resource serves as this firm supplies it; none if it does not.
  std::optional<double> fit(BodyId firm, std::string_view resource) const;

  /// Where it was put when it was met; −1 if it was not.
  std::int32_t slot(BodyId firm) const { return slots_[roll_.place(firm)]; }
  void put(BodyId firm, std::int32_t slot) { slots_[roll_.place(firm)] = slot; }
  /// Whom one meets when one meets this firm, without a calendar; as he is in this run.
  Person contact(BodyId firm) { return person(firm, pattern_of(firm), 0); }
  /// The firm as a body.
  Body body(BodyId firm) const;
  /// Everybody of it but the contact, without calendars; as they are in this run.
  std::vector<Person> others(BodyId firm);

  /// What is kept for all its firms, houses apart.
  std::size_t bytes() const;

 private:
  struct Shared {
    std::size_t place;  // among the supplies of the firm
    std::size_t suppliers;
    std::vector<std::uint64_t> bits;  // by firm
  };

  struct Pattern {
    House house;
    std::vector<std::size_t> seats;  // of its persons, among those of the roll
  };

  void draw(Shared& shared, kernel::RandomStream& random) const;
  const Pattern& pattern_of(BodyId firm) const;
  Person person(BodyId firm, const Pattern& pattern, std::size_t number);

  const FirmSpec& firm_;
  Traits traits_;
  Roll roll_;
  std::vector<Pattern> patterns_;
  std::vector<std::int32_t> slots_;
  std::deque<std::vector<Style>> own_styles_;  // of who differs from the pattern, in this run
  std::vector<Shared> shared_;
};

}  // namespace nakodo::models

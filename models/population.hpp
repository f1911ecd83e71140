// Population: firms alike, of which no more is kept than whether they were met and what they supply
// (model section 9).
//
// Memory: a firm takes 4 bytes, and a bit for each resource that only some of the population
// supply. Name, numbers and people follow from its place in the population; a house is made when
// the firm is met.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "kernel/random.hpp"
#include "models/house.hpp"

namespace nakodo::models {

/// Which numbers the firms of a population and their persons have, and what they are called. The
/// firms are numbered on from `first_firm`; the persons firm by firm, on from `first_person`.
struct Roll {
  std::string name;
  BodyId first_firm;
  std::int32_t firms = 0;
  PersonId first_person;
  std::vector<std::string> persons;  // of one firm; what follows its name
  std::vector<Role> roles;

  bool operator==(const Roll&) const = default;

  BodyId firm(std::size_t place) const { return make_id<BodyId>(first_firm.index() + place); }
  /// Its place in the population, from 0.
  std::size_t place(BodyId firm) const { return firm.index() - first_firm.index(); }
  BodyId firm_of(PersonId person) const { return firm(offset(person) / persons.size()); }
  /// Which of the persons of his firm somebody is, from 0.
  std::size_t seat(PersonId person) const { return offset(person) % persons.size(); }
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

  std::string name_of(BodyId firm) const { return name + " " + std::to_string(place(firm) + 1); }
  std::string name_of(PersonId person) const {
    return name_of(firm_of(person)) + " " + persons[seat(person)];
  }

 private:
  std::size_t offset(PersonId person) const { return person.index() - first_person.index(); }
};

class Population {
 public:
  /// @param pattern the house of its first firm, made without a name
  Population(std::string name, const FirmSpec& firm, House pattern);

  const Roll& roll() const { return roll_; }
  const FirmSpec& firm() const { return firm_; }

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
  /// What is true of a resource as this firm supplies it; nullptr if it does not.
  const SupplySpec* supply(BodyId firm, std::string_view resource) const;

  /// Where it was put when it was met; −1 if it was not.
  std::int32_t slot(BodyId firm) const { return slots_[roll_.place(firm)]; }
  void put(BodyId firm, std::int32_t slot) { slots_[roll_.place(firm)] = slot; }
  /// The house of a firm with its contact alone.
  House house_with_contact(BodyId firm) const;
  /// The others move in.
  void complete(House& house) const;

  /// What is kept for all its firms, houses apart.
  std::size_t bytes() const;

 private:
  struct Shared {
    std::size_t place;  // among the supplies of the firm
    std::size_t suppliers;
    std::vector<std::uint64_t> bits;  // by firm
  };

  void draw(Shared& shared, kernel::RandomStream& random) const;
  Person person(BodyId firm, std::size_t seat) const;

  const FirmSpec& firm_;
  Roll roll_;
  House pattern_;
  std::vector<std::int32_t> slots_;
  std::vector<Shared> shared_;
};

}  // namespace nakodo::models

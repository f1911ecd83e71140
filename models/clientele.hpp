// Clientele: how many open deals each of the staff of the intermediaries serves, over all projects.
// Who serves fewest takes the next one.
#pragma once

#include <span>
#include <vector>

#include "models/ids.hpp"

namespace nakodo::models {

class Clientele {
 public:
  /// Nobody serves anybody.
  void reset(std::size_t persons) { deals_.assign(persons, 0); }

  void took_on(PersonId person) { ++deals_[person.index()]; }
  void was_released(PersonId person) { --deals_[person.index()]; }
  int of(PersonId person) const { return deals_[person.index()]; }

  /// Who of these, at least one, serves fewest deals; of several the first.
  PersonId least_busy(std::span<const PersonId> staff) const {
    PersonId found = staff.front();
    for (const PersonId person : staff)
      if (of(person) < of(found)) found = person;
    return found;
  }

 private:
  std::vector<int> deals_;  // by person
};

}  // namespace nakodo::models

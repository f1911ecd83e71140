// House: a firm or an intermediary and those who live in it, numbered but not yet at work.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

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
  std::vector<PersonId> officers;  // of a bureau, stage by stage
  // Whose assent a deal needs, unit by unit: the stakeholders, or the one who was delegated. Who
  // decides for two units stands there twice.
  std::vector<PersonId> deciders;
  std::vector<FirmUnit> units;  // of a firm: at least one

  /// Whom one meets when one meets the body.
  PersonId contact() const { return people.front(); }
};

/// Somebody of a house, with what is true of him in all runs.
struct Resident {
  Person person;  ///< without a calendar, and without styles
  std::string name;
  std::vector<Style> styles;
  DutiesSpec duties = {};

  /// As a run sees him, still without a calendar; the resident's styles must outlive him.
  Person at_work() const {
    Person seen = person;
    seen.styles = styles;
    return seen;
  }
};

struct House {
  Body body;
  std::vector<Resident> residents;  // the contact first
};

/// What decides how a house of a firm is built.
struct Build {
  bool small = true;            ///< so many stakeholders unless their number is given
  double organisational = 0.2;  ///< place on the organisational axis
};

/// How many stakeholders a firm, or a unit of it, has.
inline int how_many(const StakeholderSpec& inside, bool small) {
  return inside.count.value_or(small ? 3 : 8);
}

/// The house of a firm.
/// @param first number of its first person; the others follow
/// Throws std::invalid_argument for a community that does not exist, a delegate who is not of the
/// house, and for an assent that cannot be given.
House house_of(const Scenario& scenario, const std::string& name, const FirmSpec& firm,
               const Build& build, BodyId id, PersonId first);

/// The house of an intermediary. Throws std::invalid_argument for a community that does not exist.
House house_of(const Scenario& scenario, const std::string& name,
               const IntermediarySpec& intermediary, BodyId id, PersonId first);

}  // namespace nakodo::models

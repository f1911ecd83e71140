// Directory: the names behind the codes of a results file, and how the codes of each design point
// translate.
//
// Points may have different casts (a factor can vary how many stakeholders there are); the file has
// one dictionary of each kind, in order of first appearance. Of the firms of populations and their
// persons only those have a name in it that some row mentions, after all others.
#pragma once

#include <cstddef>
#include <cstdint>
#include <deque>
#include <optional>
#include <span>
#include <string>
#include <unordered_map>
#include <vector>

#include "experiment/experiment.hpp"
#include "experiment/run_batch.hpp"
#include "models/population.hpp"

namespace nakodo::experiment {

/// Codes of the firms or persons of one design point → codes of the file.
struct CastCodes {
  std::vector<std::int32_t> present;                   // from the start
  std::unordered_map<std::int32_t, std::int32_t> met;  // of populations

  /// Whether it has a code yet.
  template <class Id>
  bool knows(Id id) const {
    return !id.some() || id.index() < present.size() || met.contains(id.value);
  }
  std::int32_t operator[](std::size_t number) const {
    return number < present.size() ? present[number] : met.at(static_cast<std::int32_t>(number));
  }

  bool operator==(const CastCodes&) const = default;
};

/// Codes of one design point → codes of the file. −1 stays −1.
struct Codes {
  CastCodes persons;
  CastCodes bodies;
  std::vector<models::Roll> populations;
  std::vector<std::int32_t> projects;
  std::vector<std::int32_t> resources;
  std::vector<std::int32_t> occasions;
  std::vector<std::int32_t> media;

  template <class Table, class Id>
  static std::int32_t translate(const Table& table, Id id) {
    return id.some() ? table[id.index()] : -1;
  }

  bool operator==(const Codes&) const = default;
};

class Directory {
 public:
  explicit Directory(const Experiment& experiment);

  const Codes& codes(std::size_t point) const { return codes_[shape_[point]]; }
  /// Gives a code and a name to whoever of a population the rows of a batch mention.
  void enter(const RunBatch& batch);

  struct PersonEntry {
    std::string name;
    std::int32_t firm = -1;
    std::uint8_t role = 0;

    bool operator==(const PersonEntry&) const = default;
  };

  std::vector<PersonEntry> persons;
  std::vector<std::string> bodies;
  std::vector<std::string> projects;
  std::vector<std::string> resources;
  std::vector<std::string> occasions;
  std::vector<std::string> media;
  double horizon = 0.0;  // the longest of all points, days

  /// Codes of another file of this experiment → codes of this one.
  struct Translation {
    std::vector<std::int32_t> persons;
    std::vector<std::int32_t> bodies;
  };
  /// Gives a code to whoever of a population another file of this experiment names, in its order.
  /// nullopt if that file cannot be of this experiment.
  std::optional<Translation> adopt(std::span<const PersonEntry> their_persons,
                                   std::span<const std::string> their_bodies);

 private:
  std::int32_t enter(Codes& codes, models::BodyId firm);
  void enter(Codes& codes, models::PersonId person);
  std::int32_t enter_firm(const std::string& name);
  std::int32_t enter_person(PersonEntry person);

  std::size_t present_persons_ = 0;  // who was there from the start
  std::size_t present_bodies_ = 0;
  std::vector<std::uint32_t> shape_;  // by point: whose codes it has
  std::deque<Codes> codes_;
  // By name: equal names in different points are the same.
  std::unordered_map<std::string, std::int32_t> firms_met_;
  std::unordered_map<std::string, std::int32_t> persons_met_;
};

}  // namespace nakodo::experiment

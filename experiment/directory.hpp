// Directory: the names behind the codes of a results file, and how the codes of each design point
// translate.
//
// Points may have different casts (a factor can vary how many stakeholders there are); the file has
// one dictionary of each kind, in order of first appearance.
#pragma once

#include <cstddef>
#include <memory>
#include <string>
#include <vector>

#include "experiment/experiment.hpp"

namespace nakodo::experiment {

/// Codes of one design point → codes of the file. −1 stays −1.
struct Codes {
  std::vector<std::int32_t> persons;
  std::vector<std::int32_t> bodies;
  std::vector<std::int32_t> projects;
  std::vector<std::int32_t> resources;
  std::vector<std::int32_t> occasions;
  std::vector<std::int32_t> media;

  template <class Id>
  static std::int32_t translate(const std::vector<std::int32_t>& table, Id id) {
    return id.some() ? table[id.index()] : -1;
  }

  bool operator==(const Codes&) const = default;
};

class Directory {
 public:
  explicit Directory(const Experiment& experiment);

  const Codes& codes(std::size_t point) const { return *codes_[point]; }

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

 private:
  std::vector<std::shared_ptr<const Codes>> codes_;  // points with equal codes share them
};

}  // namespace nakodo::experiment

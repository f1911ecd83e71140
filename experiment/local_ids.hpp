// Local ids: what the codes of a results file are in the world of a design point: code, name,
// number.
//
// Policy: by name alone. Within one world a name is of one firm; a person is a name, a role and a
// firm. So the file may be of another experiment, with other names and another order of them.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "experiment/directory.hpp"
#include "experiment/hdf5_input.hpp"
#include "models/firm_table.hpp"
#include "models/ids.hpp"

namespace nakodo::experiment {

class LocalIds {
 public:
  /// @param directory of the experiment that the worlds belong to; it outlives this
  /// Throws StorageError if the file has no such names.
  LocalIds(const InputFile& file, const Directory& directory);

  /// From now on codes are those of rows of this design point.
  void of_point(std::size_t point);

  // -1 is nobody. Who does not exist in the world of the point is a StorageError.
  models::BodyId body(std::int32_t code);
  models::PersonId person(std::int32_t code);
  models::ProjectId project(std::int32_t code) const;
  models::ResourceId resource(std::int32_t code) const;
  models::OccasionId occasion(std::int32_t code) const;
  models::MediumId medium(std::int32_t code) const;

 private:
  /// Names of the file, and what they are at the point.
  struct Dictionary {
    std::vector<std::string> names;
    std::vector<std::int32_t> numbers;
  };
  static constexpr std::int32_t not_known = -1;

  std::int32_t number(const Dictionary& dictionary, std::int32_t code) const;
  const std::string& name(const Dictionary& dictionary, std::int32_t code) const;
  models::BodyId find_body(const std::string& name);
  models::PersonId find_person(std::int32_t code);
  models::BodyId find_in(const models::Roll& roll, const std::string& name);
  [[noreturn]] void refuse(const std::string& what) const;

  std::string file_;
  const Directory& directory_;
  const Codes* codes_ = nullptr;
  Dictionary bodies_;
  Dictionary persons_;
  std::vector<std::int32_t> person_firms_;  // codes of the file
  std::vector<std::uint8_t> person_roles_;
  Dictionary projects_;
  Dictionary resources_;
  Dictionary occasions_;
  Dictionary media_;
  std::unordered_map<std::string, std::int32_t> present_bodies_;  // of the point, by name
  std::unordered_map<std::string, std::int32_t> present_persons_;
  std::unordered_map<const models::FirmTable*, std::unordered_map<std::string_view, std::size_t>>
      places_;  // of imported firms, by name
};

}  // namespace nakodo::experiment

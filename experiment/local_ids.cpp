#include "experiment/local_ids.hpp"

#include <algorithm>
#include <charconv>

#include "experiment/storage_error.hpp"

namespace nakodo::experiment {
namespace {

std::string key_of(const std::string& name, std::uint8_t role, const std::string& firm) {
  return name + '\n' + std::to_string(role) + '\n' + firm;
}

/// Names of the file → places in the world.
std::vector<std::int32_t> places_of(const std::vector<std::string>& names,
                                    const std::vector<std::int32_t>& codes,
                                    const std::vector<std::string>& dictionary) {
  std::vector<std::int32_t> places;
  for (const std::string& name : names) {
    const auto found = std::find_if(codes.begin(), codes.end(), [&](std::int32_t code) {
      return dictionary[static_cast<std::size_t>(code)] == name;
    });
    places.push_back(found == codes.end() ? -1 : static_cast<std::int32_t>(found - codes.begin()));
  }
  return places;
}

}  // namespace

LocalIds::LocalIds(const InputFile& file, const Directory& directory)
    : file_(file.path().string()),
      directory_(directory),
      bodies_{file.names("firm"), {}},
      persons_{file.names("person"), {}},
      person_firms_(file.numbers<std::int32_t>("/names/person_firm", H5T_NATIVE_INT32)),
      person_roles_(file.numbers<std::uint8_t>("/names/person_role", H5T_NATIVE_UINT8)),
      projects_{file.names("project"), {}},
      resources_{file.names("resource"), {}},
      occasions_{file.names("occasion"), {}},
      media_{file.names("medium"), {}} {
  if (person_firms_.size() != persons_.names.size() ||
      person_roles_.size() != persons_.names.size())
    refuse("does not say of every person which firm and role he is of");
}

void LocalIds::of_point(std::size_t point) {
  const Codes& codes = directory_.codes(point);
  if (&codes == codes_) return;
  codes_ = &codes;
  projects_.numbers = places_of(projects_.names, codes.projects, directory_.projects);
  resources_.numbers = places_of(resources_.names, codes.resources, directory_.resources);
  occasions_.numbers = places_of(occasions_.names, codes.occasions, directory_.occasions);
  media_.numbers = places_of(media_.names, codes.media, directory_.media);
  // Of firms and persons those that are asked for: of populations there may be many.
  bodies_.numbers.assign(bodies_.names.size(), not_known);
  persons_.numbers.assign(persons_.names.size(), not_known);
  present_bodies_.clear();
  present_persons_.clear();
  for (const std::int32_t code : codes.bodies.present)
    present_bodies_.emplace(directory_.bodies[static_cast<std::size_t>(code)],
                            static_cast<std::int32_t>(present_bodies_.size()));
  for (std::size_t i = 0; i < codes.persons.present.size(); ++i) {
    const auto& person = directory_.persons[static_cast<std::size_t>(codes.persons.present[i])];
    present_persons_.emplace(
        key_of(person.name, person.role, directory_.bodies[static_cast<std::size_t>(person.firm)]),
        static_cast<std::int32_t>(i));
  }
}

models::BodyId LocalIds::body(std::int32_t code) {
  if (code < 0) return {};
  const std::string& called = name(bodies_, code);
  std::int32_t& number = bodies_.numbers[static_cast<std::size_t>(code)];
  if (number == not_known) number = find_body(called).value;
  return {number};
}

models::PersonId LocalIds::person(std::int32_t code) {
  if (code < 0) return {};
  static_cast<void>(name(persons_, code));
  std::int32_t& number = persons_.numbers[static_cast<std::size_t>(code)];
  if (number == not_known) number = find_person(code).value;
  return {number};
}

models::ProjectId LocalIds::project(std::int32_t code) const { return {number(projects_, code)}; }
models::ResourceId LocalIds::resource(std::int32_t code) const {
  return {number(resources_, code)};
}
models::OccasionId LocalIds::occasion(std::int32_t code) const {
  return {number(occasions_, code)};
}
models::MediumId LocalIds::medium(std::int32_t code) const { return {number(media_, code)}; }

const std::string& LocalIds::name(const Dictionary& dictionary, std::int32_t code) const {
  if (static_cast<std::size_t>(code) >= dictionary.names.size())
    refuse("has a code without a name");
  return dictionary.names[static_cast<std::size_t>(code)];
}

std::int32_t LocalIds::number(const Dictionary& dictionary, std::int32_t code) const {
  if (code < 0) return -1;
  const std::string& called = name(dictionary, code);
  const std::int32_t number = dictionary.numbers[static_cast<std::size_t>(code)];
  if (number == not_known) refuse("names '" + called + "', which its experiment does not have");
  return number;
}

models::BodyId LocalIds::find_body(const std::string& name) {
  if (const auto found = present_bodies_.find(name); found != present_bodies_.end())
    return {found->second};
  for (const models::Roll& roll : codes_->populations)
    if (const models::BodyId firm = find_in(roll, name); firm.some()) return firm;
  refuse("names '" + name + "', whom its experiment does not have");
}

models::BodyId LocalIds::find_in(const models::Roll& roll, const std::string& name) {
  if (roll.table != nullptr) {
    auto& places = places_[roll.table.get()];
    if (places.empty())
      for (std::size_t i = 0; i < roll.table->size(); ++i) places.emplace(roll.table->name(i), i);
    const auto found = places.find(name);
    return found != places.end() ? roll.firm(found->second) : models::BodyId{};
  }
  if (!name.starts_with(roll.name + ' ')) return {};
  std::size_t number = 0;
  const char* const end = name.data() + name.size();
  const auto read = std::from_chars(name.data() + roll.name.size() + 1, end, number);
  if (read.ec != std::errc{} || read.ptr != end || number < 1 || number > roll.count()) return {};
  return roll.firm(number - 1);
}

models::PersonId LocalIds::find_person(std::int32_t code) {
  const auto i = static_cast<std::size_t>(code);
  const std::string& firm_name = name(bodies_, std::max(person_firms_[i], 0));
  const std::string& called = persons_.names[i];
  const auto present = present_persons_.find(key_of(called, person_roles_[i], firm_name));
  if (present != present_persons_.end()) return {present->second};
  const models::BodyId firm = body(person_firms_[i]);
  for (const models::Roll& roll : codes_->populations) {
    if (!roll.holds(firm)) continue;
    for (std::size_t seat = 0; seat < roll.persons.size(); ++seat)
      if (static_cast<std::uint8_t>(roll.roles[seat]) == person_roles_[i] &&
          called == firm_name + ' ' + roll.persons[seat])
        return roll.person(firm, seat);
  }
  refuse("names '" + called + "', whom its experiment does not have");
}

void LocalIds::refuse(const std::string& what) const { throw StorageError(file_ + " " + what); }

}  // namespace nakodo::experiment

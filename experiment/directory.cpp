#include "experiment/directory.hpp"

#include <algorithm>

#include "models/world.hpp"

namespace nakodo::experiment {
namespace {

template <class Entry>
std::int32_t code_of(std::vector<Entry>& entries, const Entry& entry) {
  const auto found = std::find(entries.begin(), entries.end(), entry);
  const auto code = static_cast<std::int32_t>(found - entries.begin());
  if (found == entries.end()) entries.push_back(entry);
  return code;
}

std::string name_of(const models::OccasionSpec& occasion) {
  if (const auto* event = std::get_if<models::SocialEventSpec>(&occasion)) return event->name;
  const auto& secondment = std::get<models::SecondmentSpec>(occasion);
  return "secondment of " + secondment.person + " to " + secondment.host;
}

}  // namespace

Directory::Directory(const Experiment& experiment) {
  for (std::size_t point = 0; point < experiment.points(); ++point) {
    const models::World world(experiment.scenario(point));
    horizon = std::max(horizon, world.scenario().time.horizon);
    Codes codes;
    for (const models::Body& body : world.cast().bodies())
      codes.bodies.push_back(code_of(bodies, body.name));
    for (const models::Person& person : world.cast().persons())
      codes.persons.push_back(code_of(persons, {person.name, codes.bodies[person.body.index()],
                                                static_cast<std::uint8_t>(person.role)}));
    for (const auto& [name, project] : world.scenario().projects)
      codes.projects.push_back(code_of(projects, name));
    for (const std::string& resource : world.resources())
      codes.resources.push_back(code_of(resources, resource));
    for (const models::OccasionSpec& occasion : world.scenario().occasions)
      codes.occasions.push_back(code_of(occasions, name_of(occasion)));
    for (const auto& [name, medium] : world.scenario().media)
      codes.media.push_back(code_of(media, name));
    codes_.push_back(!codes_.empty() && *codes_.back() == codes
                         ? codes_.back()
                         : std::make_shared<const Codes>(std::move(codes)));
  }
}

}  // namespace nakodo::experiment

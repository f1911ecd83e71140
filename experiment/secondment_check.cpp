#include "experiment/secondment_check.hpp"

#include <algorithm>
#include <set>
#include <string>
#include <utility>

#include "experiment/attribute_check.hpp"
#include "experiment/suggestion.hpp"

namespace nakodo::experiment {
namespace {

using namespace models;

bool is_delegate(const std::string& person, const FirmSpec& firm) {
  const auto decides = [&](const AssentSpec& assent) {
    return assent.protocol == Protocol::delegated && assent.delegate == person;
  };
  return decides(firm.assent) ||
         std::any_of(firm.units.begin(), firm.units.end(),
                     [&](const auto& unit) { return decides(unit.second.assent); });
}

void check_secondment(const std::string& path, const SecondmentSpec& secondment,
                      const Scenario& scenario, const Complaints& complaints) {
  const FirmSpec* firm = scenario.firms.find(secondment.firm);
  refuse_population(path + ".firm", secondment.firm, scenario, complaints);
  refuse_population(path + ".host", secondment.host, scenario, complaints);
  if (secondment.firm == secondment.host)
    complaints.error(path + ".host", "a firm cannot second somebody to itself", "name the partner");
  if (firm == nullptr) return;
  const auto people = people_of(*firm);
  if (std::find(people.begin(), people.end(), secondment.person) == people.end())
    complaints.error(path + ".person",
                     "'" + secondment.person + "' is not one of the people of " + secondment.firm,
                     suggest(secondment.person, people));
  const bool decides = is_delegate(secondment.person, *firm);
  if (secondment.person == firm->champion || decides)
    complaints.error(path + ".person",
                     "'" + secondment.person + "' is the " + (decides ? "delegate" : "champion") +
                         " of " + secondment.firm + ": who is away cannot work inside",
                     "name another of its people");
}

}  // namespace

void check_secondments(const Scenario& scenario, const Complaints& complaints) {
  std::set<std::pair<std::string, std::string>> sent;  // nobody lives in two places
  for (std::size_t i = 0; i < scenario.occasions.size(); ++i) {
    const auto* secondment = std::get_if<SecondmentSpec>(&scenario.occasions[i]);
    if (secondment == nullptr) continue;
    const std::string path = "occasions[" + std::to_string(i) + "].secondment";
    check_secondment(path, *secondment, scenario, complaints);
    if (!sent.emplace(secondment->firm, secondment->person).second)
      complaints.error(path + ".person", "'" + secondment->person + "' is already sent elsewhere",
                       "a person is seconded once; name another of its people");
  }
}

}  // namespace nakodo::experiment

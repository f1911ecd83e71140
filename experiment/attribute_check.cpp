#include "experiment/attribute_check.hpp"

namespace nakodo::experiment {

using namespace models;

void check_attributes(const std::string& path, const std::string& name, const FirmSpec& firm,
                      const Complaints& complaints) {
  const auto error = [&](const std::string& where, const std::string& message,
                         const std::string& advice) {
    complaints.error(path + where, message, advice);
  };
  if (firm.count > 1 && !firm.from.file.empty())
    error(".count", "how many firms there are is told by the file they come from",
          "leave `count` or `from` out");
  if (!firm.is_population()) {
    const std::string advice = "name one value; a population (`count`, `from`) may vary";
    if (!is_same(firm.employees))
      error(".employees", name + " is a single firm, whose size is not drawn", advice);
    if (firm.style.organisational && !is_same(*firm.style.organisational))
      error(".style.organisational", name + " is a single firm, whose style is not drawn", advice);
  }
  for (const auto& [resource, supply] : firm.supplies) {
    const auto* uniform = std::get_if<UniformFit>(&supply.fit);
    if (uniform != nullptr && uniform->low > uniform->high)
      error(".supplies." + resource + ".fit.uniform.low", "'low' is above 'high'",
            "a fit is drawn from [low, high]");
    if (firm.from.table != nullptr && firm.from.table->supplies().find(resource) != nullptr)
      error(".supplies." + resource,
            "who supplies '" + resource + "' is told by the file of the firms",
            "leave it out here, or remove the column 'supplies:" + resource + "'");
  }
}

void refuse_population(const std::string& path, const std::string& name, const Scenario& scenario,
                       const Complaints& complaints) {
  const FirmSpec* firm = scenario.firms.find(name);
  if (firm != nullptr && firm->is_population())
    complaints.error(
        path, "'" + name + "' is a population of " + std::to_string(firm->number()) + " firms",
        "name a single firm; one of a population is met in search only");
}

bool is_unread(const FirmSpec& firm) {
  return !firm.from.file.empty() && firm.from.table == nullptr;
}

std::vector<std::string> people_of(const FirmSpec& firm) {
  std::vector<std::string> names;
  if (!firm.champion.empty()) names.push_back(firm.champion);
  for (const auto& [name, person] : firm.people) names.push_back(name);
  return names;
}

bool may_be_small(const FirmSpec& firm) {
  const auto* same = std::get_if<Headcount>(&firm.employees);
  return firm.varies_in_size() || (same != nullptr && same->value <= small_firm_employees);
}

std::vector<std::string> resources_of(const FirmSpec& firm) {
  std::vector<std::string> resources;
  for (const auto& [resource, supply] : firm.supplies) resources.push_back(resource);
  if (firm.from.table != nullptr)
    for (const auto& [resource, column] : firm.from.table->supplies())
      if (column.count() > 0) resources.push_back(resource);
  return resources;
}

}  // namespace nakodo::experiment

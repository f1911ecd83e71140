#include "experiment/scenario_check.hpp"

#include <algorithm>
#include <cstddef>
#include <set>
#include <string>
#include <vector>

#include "experiment/attribute_check.hpp"
#include "experiment/complaints.hpp"
#include "experiment/event_check.hpp"
#include "experiment/quantity.hpp"
#include "experiment/search_check.hpp"
#include "experiment/secondment_check.hpp"
#include "experiment/suggestion.hpp"
#include "models/house.hpp"
#include "models/route.hpp"

namespace nakodo::experiment {
namespace {

using namespace models;

class Check {
 public:
  Check(const Scenario& scenario, const Complaints& complaints)
      : scenario_(scenario), complaints_(complaints) {}

  void all() {
    check_time();
    for (const auto& [name, firm] : scenario_.firms) check_firm(name, firm);
    for (const auto& [name, intermediary] : scenario_.intermediaries)
      check_gatekeeper("intermediaries." + name, name, intermediary);
    for (const auto& [name, project] : scenario_.projects) check_project(name, project);
    if (scenario_.projects.empty() && complaints_.said("projects") != nullptr)
      error("projects", "there is no project",
            "name one, with the firm it belongs to and what it needs");
  }

 private:
  void check_time() {
    if (scenario_.time.start.day + scenario_.time.horizon > last_day)
      error("time.horizon", "a run would end after 9999-12-31, the last date there is",
            "lower the horizon, or start earlier");
  }

  void check_firm(const std::string& name, const FirmSpec& firm) {
    const std::string path = "firms." + name;
    if (firm.is_population()) check_population(path, name, firm);
    check_attributes(path, name, firm, complaints_);
    for (const auto& [resource, supply] : firm.supplies)
      if (!firm.is_population() && supply.share < 1.0)
        error(path + ".supplies." + resource + ".share",
              "a share of the firms, but " + name + " is a single one",
              "leave the share out, or set `count`");
    for (std::size_t i = 0; i < firm.knows.size(); ++i)
      refuse_population(path + ".knows[" + std::to_string(i) + "]", firm.knows[i], scenario_,
                        complaints_);
    if (scenario_.intermediaries.find(name) != nullptr)
      error(path, "'" + name + "' is both a firm and an intermediary",
            "give one of them another name");
    check_unit(path, name, firm, firm.stakeholders, firm.assent);
    for (const auto& [unit, spec] : firm.units)
      check_unit(path + ".units." + unit, name, firm, spec.stakeholders, spec.assent);
    if (!firm.units.empty() && firm.assent.protocol == Protocol::meeting)
      error(path + ".assent.protocol", "the units of a firm do not meet",
            "say serial or parallel here, and `protocol: meeting` in the assent of a unit");
    check_champion(path, name, firm);
    if (std::find(firm.knows.begin(), firm.knows.end(), name) != firm.knows.end())
      error(path + ".knows", name + " knows itself", "list others only");
  }

  /// Who is not one of those named is a person of default attributes, or misspelt.
  void check_champion(const std::string& path, const std::string& name, const FirmSpec& firm) {
    if (firm.champion.empty() || firm.people.find(firm.champion) != nullptr) return;
    std::vector<std::string> named;
    for (const auto& [person, spec] : firm.people) named.push_back(person);
    if (const auto near = closest(firm.champion, named))
      error(
          path + ".champion", "'" + firm.champion + "' is not one of the people of " + name,
          "did you mean '" + *near + "'? If not, add '" + firm.champion + ": {}' to its `people`");
  }

  /// Of its firms nobody is there before he is met.
  void check_population(const std::string& path, const std::string& name, const FirmSpec& firm) {
    const bool has_a_project =
        std::any_of(scenario_.projects.begin(), scenario_.projects.end(),
                    [&](const auto& project) { return project.second.firm == name; });
    if (!firm.knows.empty() && !has_a_project)
      error(path + ".knows", "of a population only those who have a project know somebody",
            "leave it out, or make " + name + " a single firm");
    bool busy = firm.stakeholders.duties.load > 0.0;
    for (const auto& [unit, spec] : firm.units) busy |= spec.stakeholders.duties.load > 0.0;
    for (const auto& [person, spec] : firm.people) busy |= spec.duties.load > 0.0;
    if (busy)
      error(path, "the people of a population have no other duties",
            "lower their `availability` instead");
  }

  /// A unit, or a firm as the only one.
  void check_unit(const std::string& path, const std::string& name, const FirmSpec& firm,
                  const StakeholderSpec& stakeholders, const AssentSpec& assent) {
    const auto people = people_of(firm);
    if (!assent.delegate.empty() &&
        std::find(people.begin(), people.end(), assent.delegate) == people.end())
      error(path + ".assent.delegate",
            "'" + assent.delegate + "' is not one of the people of " + name,
            suggest(assent.delegate, people));
    const int count = how_many(stakeholders, may_be_small(firm));
    if (const auto* rule = std::get_if<AtLeast>(&assent.rule); rule != nullptr && rule->k > count)
      error(path + ".assent.rule.at_least",
            "at least " + std::to_string(rule->k) + " is more than the number of stakeholders, " +
                std::to_string(count),
            "ask for fewer, or raise `stakeholders.count`");
    check_cut(path + ".stakeholders.anchor", stakeholders.anchor);
    check_cut(path + ".stakeholders.fear", stakeholders.fear);
  }

  template <const Provenance& from>
  void check_cut(const std::string& path, const CutNormal<from>& distribution) {
    if (distribution.low > distribution.high)
      error(path + ".low", "'low' is above 'high'", "what is drawn is cut to [low, high]");
  }

  void check_gatekeeper(const std::string& path, const std::string& name,
                        const IntermediarySpec& gatekeeper) {
    if (gatekeeper.speaks.empty() && complaints_.said(path + ".speaks") != nullptr)
      error(path + ".speaks", name + " speaks no language, and can mediate for nobody",
            "list at least one community");
    std::vector<std::string> communities;
    for (const auto& [community, spec] : scenario_.communities) communities.push_back(community);
    for (const auto& [community, embedding] : gatekeeper.embedded)
      if (scenario_.communities.find(community) == nullptr)
        error(path + ".embedded." + community, "there is no community '" + community + "'",
              suggest(community, communities));
    const auto& ties = gatekeeper.tied_to;
    if (std::find(ties.begin(), ties.end(), name) != ties.end())
      error(path + ".tied_to", name + " is tied to itself", "list others only");
  }

  void check_project(const std::string& name, const ProjectSpec& project) {
    const std::string path = "projects." + name;
    const FirmSpec* own = scenario_.firms.find(project.firm);
    if (own != nullptr && !is_unread(*own) &&
        static_cast<std::size_t>(project.count) > own->number())
      error(path + ".count",
            "there are " + std::to_string(project.count) + " projects and " +
                std::to_string(own->number()) + (own->number() == 1 ? " firm" : " firms"),
            own->from.table != nullptr
                ? "a firm has one of them; lower it, or list more firms in the file of " +
                      project.firm
                : "a firm has one of them; lower it, or raise the `count` of " + project.firm);
    if (project.needs.empty())
      error(path + ".needs", "the project needs nothing", "list at least one resource");
    std::vector<std::string> supplied;
    for (const auto& [firm_name, firm] : scenario_.firms)
      if (firm_name != project.firm)
        for (const std::string& resource : resources_of(firm)) supplied.push_back(resource);
    std::set<std::string> needed;
    for (std::size_t i = 0; i < project.needs.size(); ++i)
      check_need(path + ".needs[" + std::to_string(i) + "]", project.needs[i], supplied, needed);
    check_go_between(path + ".go_between", project.go_between);
    if (own != nullptr) check_introduction(path + ".go_between.who", project, *own);
  }

  void check_need(const std::string& place, const OneOrMore<std::string>& any_of,
                  const std::vector<std::string>& supplied, std::set<std::string>& needed) {
    if (any_of.empty()) return error(place, "nothing will do for this need", "list what will");
    for (const std::string& resource : any_of)
      if (!needed.insert(resource).second)
        error(place, "'" + resource + "' is needed twice", "name each resource once");
    const bool is_supplied =
        std::any_of(any_of.begin(), any_of.end(), [&](const std::string& resource) {
          return std::find(supplied.begin(), supplied.end(), resource) != supplied.end();
        });
    if (!is_supplied && !some_firms_unread())
      error(place, "no other firm supplies '" + any_of[0] + "'", suggest(any_of[0], supplied));
  }

  /// Who supplies what is not known then.
  bool some_firms_unread() const {
    return std::any_of(scenario_.firms.begin(), scenario_.firms.end(),
                       [](const auto& firm) { return is_unread(firm.second); });
  }

  void check_go_between(const std::string& path, const GoBetweenSpec& go_between) {
    const auto& who = go_between.who;
    if (!std::holds_alternative<Never>(go_between.engage) && who.empty())
      error(path, "'who' is missing", "name the intermediary to be engaged");
    if (who.size() > Route::most)
      error(path + ".who[" + std::to_string(Route::most) + "]",
            "a route has at most " + std::to_string(Route::most) + " intermediaries",
            "name fewer of them");
    for (std::size_t i = 0; i < who.size(); ++i)
      if (std::count(who.begin(), who.begin() + static_cast<std::ptrdiff_t>(i), who[i]) > 0)
        error(path + ".who[" + std::to_string(i) + "]", "'" + who[i] + "' is twice on the route",
              "name each intermediary once");
    const auto* frustrated = std::get_if<WhenFrustrated>(&go_between.engage);
    const auto* relieved = std::get_if<WhenRelieved>(&go_between.disengage);
    if (frustrated != nullptr && relieved != nullptr && relieved->level > frustrated->level)
      error(path + ".disengage", "the go-between would leave at a level that does not call him",
            "let when_relieved be at most when_frustrated");
  }

  /// Who is engaged from the start is waited for: somebody has to introduce him.
  void check_introduction(const std::string& path, const ProjectSpec& project,
                          const FirmSpec& own) {
    const auto& who = project.go_between.who;
    if (who.empty() || !std::holds_alternative<FromStart>(project.go_between.engage) ||
        may_be_introduced(who[0], project, own))
      return;
    error(path,
          "nobody introduces '" + who[0] + "' to " + project.firm + ", who would wait for ever",
          "let them be acquainted: firms." + project.firm + ".knows: [" + who[0] + ", …]");
  }

  bool may_be_introduced(const std::string& who, const ProjectSpec& project,
                         const FirmSpec& own) const {
    if (std::find(own.knows.begin(), own.knows.end(), who) != own.knows.end()) return true;
    if (scenario_.ties.table != nullptr) return true;
    const IntermediarySpec* known = scenario_.intermediaries.find(who);
    if (known != nullptr && known->embedded.size() > 0 &&
        find_mode<ByReferral>(project.search) != nullptr)
      return true;
    return std::any_of(
        scenario_.occasions.begin(), scenario_.occasions.end(), [&](const OccasionSpec& occasion) {
          const auto* event = std::get_if<SocialEventSpec>(&occasion);
          return event != nullptr && is_there(*event, who) &&
                 (is_there(*event, project.firm) || event->invites.find(project.firm) != nullptr ||
                  event->invites.find(own.community) != nullptr);
        });
  }

  static bool is_there(const SocialEventSpec& event, const std::string& name) {
    return event.organiser == name || std::find(event.introduces.begin(), event.introduces.end(),
                                                name) != event.introduces.end();
  }

  void error(const std::string& path, const std::string& message, const std::string& advice) const {
    complaints_.error(path, message, advice);
  }

  const Scenario& scenario_;
  const Complaints& complaints_;
};

}  // namespace

void check_scenario(const Scenario& scenario, const Node& root, Diagnostics& diagnostics) {
  const Complaints complaints(root, diagnostics);
  Check(scenario, complaints).all();
  check_social_events(scenario, complaints);
  check_secondments(scenario, complaints);
  check_searches(scenario, complaints);
}

}  // namespace nakodo::experiment

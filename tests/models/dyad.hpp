#pragma once
// The reference dyad of the model (section 8) as a scenario, what tests change about it, and how
// they read what came of it. Home wants `module`, far supplies it, dcl stands between them.

#include <algorithm>
#include <array>
#include <cmath>
#include <string>
#include <utility>
#include <vector>

#include "models/world.hpp"

namespace nakodo::tests {

using namespace nakodo::models;

inline constexpr std::uint64_t dyad_seed = 1986;

/// @param national distance between the communities; Osaka to Silicon Valley is 1.2
inline Scenario reference_dyad(double national = 1.2, Engagement engage = Never{}) {
  Scenario scenario;
  scenario.communities.add("osaka");
  scenario.communities.add("silicon_valley", {.style = {.national = national}});
  FirmSpec& home = scenario.firms.add("home");
  home.community = "osaka";
  home.knows = {"far", "dcl"};
  FirmSpec& far = scenario.firms.add("far");
  far.community = "silicon_valley";
  far.supplies.add("module");
  scenario.intermediaries.add("dcl").speaks = {"osaka", "silicon_valley"};
  ProjectSpec& venture = scenario.projects.add("venture");
  venture.firm = "home";
  venture.needs = {"module"};
  venture.go_between = {.who = "dcl", .engage = engage};
  return scenario;
}

inline FirmSpec& firm(Scenario& scenario, const std::string& name) {
  return *scenario.firms.find(name);
}
inline ProjectSpec& venture(Scenario& scenario) { return *scenario.projects.find("venture"); }
inline IntermediarySpec& dcl(Scenario& scenario) { return *scenario.intermediaries.find("dcl"); }
inline Medium& fax(Scenario& scenario) { return *scenario.media.find("fax"); }
inline Medium& visit(Scenario& scenario) { return *scenario.media.find("visit"); }

/// Nothing is left to chance: everybody is alike, so that all is understood, a fax takes half a
/// day, all anchors are .4, and on one issue there is nothing to log-roll.
inline Scenario dyad_without_chance(Engagement engage = Never{}) {
  Scenario scenario = reference_dyad(0.0, engage);
  fax(scenario).latency = Constant{0.5};
  scenario.bargaining.issues = 1;
  for (auto& entry : scenario.firms) {
    entry.second.stakeholders.technical = 0.0;
    entry.second.stakeholders.anchor.sd = 0.0;
  }
  return scenario;
}

/// Everybody assents as soon as he is asked, which takes no time.
inline void open_all_doors(Scenario& scenario) {
  for (auto& entry : scenario.firms) entry.second.stakeholders.threshold = 0.0;
  scenario.persuasion.seal_effort = 0.0;
}

/// Nobody walks away, whatever happens.
inline void make_everybody_forbearing(Scenario& scenario) {
  for (auto& entry : scenario.firms) entry.second.patience = 1e12;
  scenario.trust.floor = 0.0;
}

/// The first offer is accepted: whoever receives it has no reservation left.
inline void make_everybody_content(Scenario& scenario) {
  scenario.bargaining.deadline = 1e-9;
  scenario.bargaining.reservation = 0.0;
  scenario.bargaining.minimum = 0.0;
}

/// National distance at which a leg over a medium of this reach is understood with probability p.
inline double distance_for(double p, double reach) { return reach * std::sqrt(-std::log(p)); }

/// Another intermediary like dcl, known to home, who is to be placed on a route.
inline IntermediarySpec& add_intermediary(Scenario& scenario, const std::string& name) {
  firm(scenario, "home").knows.push_back(name);
  return scenario.intermediaries.add(name, dcl(scenario));
}

/// A neighbour of home has a project of his own with a partner like far: two clients of dcl.
inline void add_neighbour(Scenario& scenario) {
  FirmSpec farther = firm(scenario, "far");
  farther.supplies.clear();
  farther.supplies.add("board");
  scenario.firms.add("farther", farther);
  FirmSpec neighbour = firm(scenario, "home");
  neighbour.knows = {"farther", "dcl"};
  scenario.firms.add("neighbour", neighbour);
  ProjectSpec own = venture(scenario);
  own.firm = "neighbour";
  own.needs = {"board"};
  scenario.projects.add("neighbour's", own);
}

/// A social event so many days after the start at which these meet.
inline void add_fair(Scenario& scenario, double day, std::vector<std::string> introduces) {
  SocialEventSpec fair;
  fair.name = "fair";
  fair.date.day = scenario.time.start.day + day;
  fair.introduces = std::move(introduces);
  scenario.occasions.emplace_back(std::move(fair));
}

inline DealOutcome only_deal(Scenario scenario, std::uint64_t replication = 0) {
  World world(std::move(scenario));
  return world.run(dyad_seed, replication).deals.at(0);
}

inline double at(const DealOutcome& deal, DealState state) {
  return deal.reached[static_cast<std::size_t>(state)];
}
inline bool ended_by(const DealOutcome& deal, Cause cause) {
  return deal.cause == static_cast<int>(cause);
}

inline std::vector<FactRow> facts_of(const World& world, Fact kind) {
  std::vector<FactRow> found;
  for (const FactRow& row : world.trace().facts())
    if (row.kind == kind) found.push_back(row);
  return found;
}
inline std::size_t count_of(const World& world, Fact kind) { return facts_of(world, kind).size(); }

inline PersonId contact(const World& world, const std::string& body) {
  return world.cast()[world.cast().body(body)].contact();
}

/// Equal up to rounding of a few hundred sums.
inline bool same(double a, double b) { return std::abs(a - b) < 1e-9 * (1.0 + std::abs(b)); }

/// Equal bit for bit; not reached equals not reached.
inline bool same_bits(double a, double b) { return a == b || (std::isnan(a) && std::isnan(b)); }

/// Everything a deal reports, the number of the intermediary apart.
inline bool same_deal(const DealOutcome& a, const DealOutcome& b) {
  for (std::size_t i = 0; i < a.reached.size(); ++i)
    if (!same_bits(a.reached[i], b.reached[i])) return false;
  return a.project == b.project && a.resource == b.resource && a.initiator == b.initiator &&
         a.partner == b.partner && a.state == b.state && a.cause == b.cause &&
         same_bits(a.t_ended, b.t_ended) && a.encounters == b.encounters &&
         a.clarifications == b.clarifications && a.surprises == b.surprises &&
         a.offers == b.offers && a.visits == b.visits &&
         same_bits(a.utility_initiator, b.utility_initiator) &&
         same_bits(a.utility_partner, b.utility_partner) &&
         same_bits(a.trust_initiator, b.trust_initiator) &&
         same_bits(a.trust_partner, b.trust_partner) &&
         same_bits(a.person_days_initiator, b.person_days_initiator) &&
         same_bits(a.person_days_partner, b.person_days_partner) && same_bits(a.fees, b.fees);
}

}  // namespace nakodo::tests

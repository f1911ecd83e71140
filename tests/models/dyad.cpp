#include "tests/models/dyad.hpp"

#include <cmath>
#include <utility>

namespace nakodo::tests {

Scenario reference_dyad(double national, Engagement engage) {
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

FirmSpec& firm(Scenario& scenario, const std::string& name) { return *scenario.firms.find(name); }

ProjectSpec& venture(Scenario& scenario) { return *scenario.projects.find("venture"); }

IntermediarySpec& dcl(Scenario& scenario) { return *scenario.intermediaries.find("dcl"); }

BureauSpec& bureau(Scenario& scenario, const std::string& name) {
  return *scenario.intermediaries.find(name)->bureau;
}

Medium& fax(Scenario& scenario) { return *scenario.media.find("fax"); }

Medium& visit(Scenario& scenario) { return *scenario.media.find("visit"); }

Scenario dyad_without_chance(Engagement engage) {
  Scenario scenario = reference_dyad(0.0, engage);
  fax(scenario).latency = Constant{0.5};
  scenario.bargaining.issues = 1;
  for (auto& entry : scenario.firms) {
    entry.second.stakeholders.technical = 0.0;
    entry.second.stakeholders.anchor.sd = 0.0;
  }
  return scenario;
}

void open_all_doors(Scenario& scenario) {
  for (auto& entry : scenario.firms) entry.second.stakeholders.threshold = 0.0;
  scenario.persuasion.seal_effort = 0.0;
}

void make_everybody_forbearing(Scenario& scenario) {
  for (auto& entry : scenario.firms) entry.second.patience = 1e12;
  scenario.trust.floor = 0.0;
}

void make_everybody_content(Scenario& scenario) {
  scenario.bargaining.deadline = 1e-9;
  scenario.bargaining.reservation = 0.0;
  scenario.bargaining.minimum = 0.0;
}

double distance_for(double p, double reach) { return reach * std::sqrt(-std::log(p)); }

IntermediarySpec& add_intermediary(Scenario& scenario, const std::string& name) {
  firm(scenario, "home").knows.push_back(name);
  return scenario.intermediaries.add(name, dcl(scenario));
}

void add_neighbour(Scenario& scenario) {
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

void add_fair(Scenario& scenario, double day, std::vector<std::string> introduces) {
  SocialEventSpec fair;
  fair.name = "fair";
  fair.date.day = scenario.time.start.day + day;
  fair.introduces = std::move(introduces);
  scenario.occasions.emplace_back(std::move(fair));
}

DealOutcome only_deal(Scenario scenario, std::uint64_t replication) {
  World world(std::move(scenario));
  return world.run(dyad_seed, replication).deals.at(0);
}

double at(const DealOutcome& deal, DealState state) {
  return deal.reached[static_cast<std::size_t>(state)];
}

double mandated_after(const Scenario& scenario) {
  return at(only_deal(scenario), DealState::mandated);
}

double searched(const DealOutcome& deal) { return deal.t_ended - at(deal, DealState::searching); }

bool ended_by(const DealOutcome& deal, Cause cause) {
  return deal.cause == static_cast<int>(cause);
}

std::vector<FactRow> facts_of(const World& world, Fact kind) {
  std::vector<FactRow> found;
  for (const FactRow& row : world.trace().facts())
    if (row.kind == kind) found.push_back(row);
  return found;
}

std::size_t count_of(const World& world, Fact kind) { return facts_of(world, kind).size(); }

PersonId contact(const World& world, const std::string& body) {
  return world.cast()[world.cast().body(body)].contact();
}

bool same(double a, double b) { return std::abs(a - b) < 1e-9 * (1.0 + std::abs(b)); }

bool same_bits(double a, double b) { return a == b || (std::isnan(a) && std::isnan(b)); }

bool same_deal(const DealOutcome& a, const DealOutcome& b) {
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

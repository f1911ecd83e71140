#pragma once
// Any world at all, as RapidCheck draws it: every process of the model is on in some, and the
// plainest is the reference dyad at distance 0. Call inside a property.

#include <utility>

#include "models/roll_call.hpp"
#include "tests/models/dyad.hpp"
#include "tests/models/property.hpp"

namespace nakodo::tests {

inline Rule any_rule() {
  switch (any_count(0, 2)) {
    case 0:
      return All{};
    case 1:
      return Majority{};
    default:
      return AtLeast{any_count(1, 2)};
  }
}

/// @param protocols of which to choose: all four, or but meetings
inline AssentSpec any_assent(int protocols = 4) {
  AssentSpec assent;
  assent.protocol = static_cast<Protocol>(any_count(0, protocols - 1));
  assent.objection = static_cast<Objection>(any_count(0, 1));
  assent.rule = any_rule();
  return assent;
}

inline void any_people(const std::string& name, FirmSpec& firm) {
  firm.patience = any_number(0.2, 2.2);
  firm.employees = maybe() ? 3000 : 30;
  firm.assent = any_assent();
  StakeholderSpec& inside = firm.stakeholders;
  inside.count = any_count(2, 4);
  inside.attention = static_cast<Attention>(any_count(0, 2));
  inside.anchor.mean = any_number(0.3, 0.7);
  if (maybe()) inside.peer = any_number(0.0, 0.3);
  if (maybe()) inside.fear = {.mean = any_number(0.0, 0.2), .sd = any_number(0.0, 0.2)};
  if (maybe()) {
    firm.assent.protocol = static_cast<Protocol>(any_count(0, 2));
    for (const char* unit : {"engineering", "sales"}) firm.units.add(unit, {inside, any_assent()});
  }
  if (maybe())
    firm.tactic = {.concession = any_number(0.3, 3.0), .imitation = any_number(0.0, 1.0)};
  if (maybe()) firm.mandate = {.floor = any_number(0.0, 0.9), .step = any_number(0.05, 0.5)};
  if (maybe()) firm.contract = any_number(0.0, 1.0);
  PersonSpec& champion = firm.people.add(name + " champion");
  champion.attention = static_cast<Attention>(any_count(0, 2));
  if (maybe()) champion.duties.load = any_number(0.0, 0.6);
  firm.people.add("engineer");
}

inline Engagement any_engagement() {
  switch (any_count(0, 2)) {
    case 0:
      return Never{};
    case 1:
      return FromStart{};
    default:
      return WhenFrustrated{any_number(0.0, 1.0)};
  }
}

/// One or two on the route, with all that may make up a go-between.
inline void any_go_betweens(Scenario& scenario) {
  if (maybe()) {
    scenario.intermediaries.add("bank", dcl(scenario)).speaks = {"osaka"};
    venture(scenario).go_between.who = {"bank", "dcl"};
  }
  for (auto& [name, any] : scenario.intermediaries) {
    any.staff = any_count(1, 2);
    any.shield = any_number(0.0, 1.0);
    any.repair = any_number(0.0, 1.0);
    any.fee = any_number(0.0, 1000.0);
    if (maybe()) any.clients.load = any_number(0.0, 0.6);
    if (maybe()) any.analysis_effort = any_number(0.0, 20.0);
    if (maybe()) any.analysis = any_number(0.0, 1.0);
    if (maybe()) any.retainer = any_number(0.0, 10.0);
  }
  GoBetweenSpec& policy = venture(scenario).go_between;
  if (maybe())
    policy.disengage = After{any_number(1.0, 200.0)};
  else if (const auto* when = std::get_if<WhenFrustrated>(&policy.engage); when && maybe())
    policy.disengage = WhenRelieved{when->level * any_number(0.0, 1.0)};
}

/// Its firms are those of a table.
inline void any_table(FirmSpec& pool) {
  auto table = std::make_shared<FirmTable>(std::vector<std::string>{"module"});
  for (int i = 0; i < pool.count; ++i) {
    const std::string name = "maker " + std::to_string(i);
    FirmTable::Row row{.name = name, .employees = {}, .visibility = {}, .organisational = {}};
    if (maybe()) row.employees = any_count(1, 1000);
    if (maybe()) row.visibility = any_number(0.1, 10.0);
    if (maybe()) row.organisational = any_number(0.0, 1.0);
    table->add(row);
    if (maybe()) table->supply(0, any_number(0.0, 1.0));
  }
  pool.count = 1;
  pool.supplies.clear();
  pool.from = {"makers.csv", {}, table};
}

/// Ties between anybody and anybody else.
inline void any_ties(Scenario& scenario) {
  int bodies = 0;
  call_roll(
      scenario, [&](auto&&...) { ++bodies; }, [&](auto&&...) { ++bodies; },
      [&](const std::string&, const FirmSpec& firm, std::size_t) {
        if (firm.from.table != nullptr) bodies += static_cast<int>(firm.number());
      });
  std::vector<std::pair<BodyId, BodyId>> ties;
  for (int i = any_count(0, 30); i-- > 0;) {
    const auto one = make_id<BodyId>(any_count(0, bodies - 1));
    const auto other = make_id<BodyId>(any_count(0, bodies - 1));
    if (one != other) ties.emplace_back(one, other);
  }
  scenario.ties = {
      "ties.csv", {}, std::make_shared<Acquaintances>(static_cast<std::size_t>(bodies), ties)};
}

/// A population on the far side, of firms like far; its people have no other duties.
inline void any_pool(Scenario& scenario) {
  FirmSpec pool = firm(scenario, "far");
  pool.count = any_count(2, 30);
  pool.supplies.find("module")->share = any_number(0.0, 1.0);
  for (auto& [name, person] : pool.people) person.duties = {};
  if (maybe()) pool.employees = LognormalIn<Unit::none>{any_number(30, 3000), any_number(0.1, 3.0)};
  if (maybe()) pool.visibility = GammaIn<Unit::none>{1.0, any_number(0.1, 2.0)};
  if (maybe()) pool.style.organisational = NormalPlace{0.5, any_number(0.1, 1.0)};
  if (maybe()) pool.supplies.find("module")->fit = UniformFit{any_number(0.0, 0.5), 1.0};
  if (maybe()) any_table(pool);
  scenario.firms.add("pool", pool);
  venture(scenario).required_fit = any_number(0.5, 1.0);
}

inline BureauSpec any_bureau() {
  BureauSpec bureau;
  bureau.stages = any_count(0, 3);
  bureau.service = Exponential{any_number(1.0, 60.0)};
  bureau.applicants = any_number(0.0, 0.8);
  bureau.coverage = any_number(0.0, 1.0);
  bureau.bias = any_number(-1.0, 1.0);
  bureau.relevance = any_number(0.0, 1.0);
  bureau.addresses = any_number(0.0, 1.0);
  return bureau;
}

inline SearchModes any_search() {
  SearchModes modes;
  if (maybe()) modes.add(AmongKnown{});
  if (maybe()) modes.add(AtOccasions{});
  if (maybe()) modes.add(AtRandom{.bias = any_number(0.0, 3.0)});
  if (maybe())
    modes.add(ByReferral{.hop = any_number(0.0, 30.0),
                         .forwarded = any_number(0.0, 1.0),
                         .effort = any_number(0.0, 1.0),
                         .judges = any_number(0.0, 1.0)});
  return modes;
}

/// The last social event becomes a conference to which firms of the far side are invited.
inline void any_conference(Scenario& scenario) {
  SocialEventSpec& event = std::get<SocialEventSpec>(scenario.occasions.back());
  for (const Envoy envoy : {Envoy::anybody, Envoy::executive, Envoy::engineer})
    if (maybe()) event.admits.add(envoy);
  event.noise = any_number(0.0, 0.5);
  event.round_trip = any_number(0.0, 30.0);
  event.lasts = any_number(1.0, 5.0);
  event.attendance = any_count(0, 30);
  event.invites.add("silicon_valley", {any_number(0.5, 1.0)});
  if (maybe()) event.introduces = {"far", "dcl"};
  if (maybe()) event.organiser = "dcl";
  if (!event.organiser.empty() && maybe()) event.call = Call::by_invitation;
  event.matching = static_cast<Matching>(any_count(0, 2));
  event.slots = any_count(1, 8);
}

inline Scenario any_world() {
  Scenario scenario = reference_dyad(any_number(0.0, 1.8), any_engagement());
  scenario.time.horizon = any_number(30.0, 1500.0);
  scenario.dialogue.requirements = any_count(0, 14);
  scenario.bargaining.issues = any_count(1, 6);
  scenario.bargaining.reservation = any_number(0.3, 0.7);
  scenario.bargaining.limit = any_number(60.0, 360.0);
  scenario.trust.floor = any_number(0.15, 0.45);
  scenario.understanding.surfacing = any_number(1.0, 100.0);
  scenario.persuasion.persistence = any_count(1, 20);
  if (maybe()) scenario.persuasion.rapport = any_number(0.0, 0.2);
  if (maybe()) scenario.persuasion.fit_noise = any_number(0.0, 0.3);
  venture(scenario).medium = any_of<const char*>({"fax", "letter", "call", "visit", "email"});
  venture(scenario).alliance.form = static_cast<Form>(any_count(0, 8));
  firm(scenario, "far").supplies.find("module")->fit = any_number(0.6, 1.0);
  scenario.firms.add("farther", firm(scenario, "far"));
  firm(scenario, "farther").supplies.add("board");
  for (auto& [name, any_firm] : scenario.firms) any_people(name, any_firm);
  if (maybe()) any_pool(scenario);
  for (auto& [name, medium] : scenario.media) medium.fare = any_number(0.0, 100.0);
  if (maybe()) venture(scenario).media.offer = any_of<const char*>({"call", "visit", "email"});
  scenario.bargaining.reciprocity = static_cast<Reciprocity>(any_count(0, 2));
  scenario.contract.drafting = any_count(0, 12);

  any_go_betweens(scenario);
  for (auto& [name, any] : scenario.intermediaries) {
    if (maybe()) any.embedded.add("osaka", {any_number(0.0, 1.0)});
    if (maybe()) any.embedded.add("silicon_valley", {any_number(0.0, 1.0)});
    for (const auto& [other, spec] : scenario.intermediaries)
      if (other != name && maybe()) any.tied_to.push_back(other);
    any.confidence = any_number(0.0, 1.0);
  }
  FirmSpec& home = firm(scenario, "home");
  home.knows.clear();
  for (const auto& [name, any] : scenario.intermediaries)
    if (!maybe()) home.knows.push_back(name);
  for (const char* other : {"far", "farther"})
    if (!maybe()) home.knows.emplace_back(other);
  if (maybe()) venture(scenario).needs.emplace_back("board");
  if (maybe()) venture(scenario).search = any_search();
  if (maybe()) {
    dcl(scenario).bureau = any_bureau();
    if (IntermediarySpec* bank = scenario.intermediaries.find("bank"); bank != nullptr && maybe()) {
      bank->bureau = any_bureau();
      dcl(scenario).bureau->counterpart = "bank";
    }
    venture(scenario).search.add(ByBureau{.agency = "dcl", .effort = any_number(0.1, 3.0)});
  }
  if (maybe()) add_fair(scenario, any_number(0.0, 400.0), {"home", "far", "farther", "dcl"});
  if (!scenario.occasions.empty() && maybe()) any_conference(scenario);
  if (maybe()) {
    SecondmentSpec secondment;
    secondment.firm = "home";
    secondment.person = "engineer";
    secondment.host = "far";
    if (maybe()) secondment.cover = any_number(0.0, 1.0);
    secondment.upkeep = any_number(0.0, 50.0);
    scenario.occasions.emplace_back(secondment);
  }
  if (maybe()) {
    firm(scenario, "far").knows = {"home"};
    home.supplies.add("market");
    ProjectSpec counter = venture(scenario);
    counter.firm = "far";
    counter.needs = {"market"};
    counter.go_between = {};
    scenario.projects.add("counter", counter);
  }
  if (maybe()) any_ties(scenario);
  return scenario;
}

}  // namespace nakodo::tests

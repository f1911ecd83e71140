// Social events with an admission rule and slots: model section 9, occasion.
#include "tests/models/conference.hpp"

#include <algorithm>
#include <cmath>
#include <map>

#include "tests/catch.hpp"
#include "tests/validation/sample.hpp"

namespace nakodo::tests {
namespace {

using Envoys = OneOrMore<Envoy>;

/// Home and far meet on day 100, both delegating, under this admission rule.
Scenario two_who_meet(const Envoys& admits) {
  Scenario scenario = dyad_without_chance();
  firm(scenario, "home").knows.clear();
  for (auto& entry : scenario.firms) entry.second.assent.protocol = Protocol::delegated;
  add_fair(scenario, 100.0, {"home", "far"});
  event(scenario).admits = admits;
  return scenario;
}
double counter_mandate(const DealOutcome& deal) {
  return at(deal, DealState::counter_mandated) - at(deal, DealState::contacted);
}

TEST_CASE("two decision makers settle on the spot, which saves the assent round", "[conference]") {
  const double round = counter_mandate(only_deal(two_who_meet({})));
  CHECK(round > 0.0);
  World world(two_who_meet({Envoy::executive, Envoy::engineer}));
  const DealOutcome deal = world.run(dyad_seed, 0, TraceLevel::events).deals[0];
  CHECK(at(deal, DealState::contacted) == 102.0);
  CHECK(counter_mandate(deal) == 0.0);
  const auto settled = facts_of(world, Fact::settled);
  REQUIRE(settled.size() == 1);
  CHECK(settled[0].value == 0.0);  // the first occasion
  CHECK(settled[0].t == 102.0);
  REQUIRE(deal.is_signed());
}

TEST_CASE("without authority there is a round trip home before the assent round", "[conference]") {
  const double round = counter_mandate(only_deal(two_who_meet({})));
  for (const Envoys& admits : {Envoys{Envoy::engineer}, Envoys{Envoy::anybody}}) {
    Scenario scenario = two_who_meet(admits);
    event(scenario).noise = 0.0;
    CHECK(same(counter_mandate(only_deal(scenario)), 14.0 + round));
    event(scenario).round_trip = 3.0;
    CHECK(same(counter_mandate(only_deal(scenario)), 3.0 + round));
    event(scenario).round_trip = 0.0;
    CHECK(same(counter_mandate(only_deal(scenario)), round));
  }
}

TEST_CASE("a decision maker whose firm does not delegate has to ask at home", "[conference]") {
  for (const char* name : {"home", "far"}) {
    Scenario scenario = two_who_meet({Envoy::executive, Envoy::engineer});
    firm(scenario, name).assent.protocol = Protocol::serial;
    CHECK(counter_mandate(only_deal(scenario)) > 14.0);
  }
}

TEST_CASE("the horizon may come while somebody is on his way home", "[conference]") {
  Scenario scenario = two_who_meet({Envoy::engineer});
  scenario.time.horizon = 110.0;
  const DealOutcome deal = only_deal(scenario);
  CHECK(deal.state == DealState::contacted);
  CHECK(ended_by(deal, Cause::horizon));
}

TEST_CASE("an engineer sees the fit as it is, whatever the noise inside", "[conference]") {
  Scenario scenario = two_who_meet({Envoy::executive, Envoy::engineer});
  firm(scenario, "far").supplies.find("module")->fit = 0.7;
  scenario.persuasion.fit_noise = 0.3;
  World world(scenario);
  const DealOutcome deal = world.run(dyad_seed, 0, TraceLevel::events).deals[0];
  REQUIRE(count_of(world, Fact::sized_up) == 1);
  CHECK(facts_of(world, Fact::sized_up)[0].value == 0.7);
  CHECK(deal.perceived_fit_initiator == 0.7);
  CHECK(deal.perceived_fit_partner == 0.7);
}

TEST_CASE("without an engineer the fit is seen through noise, by either side (|z| < 4.5)",
          "[conference]") {
  Scenario scenario = two_who_meet({Envoy::executive});
  firm(scenario, "far").supplies.find("module")->fit = 0.5;
  event(scenario).noise = 0.1;
  World world(scenario);
  std::vector<double> initiator;
  std::vector<double> partner;
  for (std::uint64_t i = 0; i < 4000; ++i) {
    const DealOutcome deal = world.run(dyad_seed, i, TraceLevel::events).deals[0];
    REQUIRE(facts_of(world, Fact::sized_up)[0].value == deal.perceived_fit_initiator);
    initiator.push_back(deal.perceived_fit_initiator);
    partner.push_back(deal.perceived_fit_partner);
  }
  for (const auto* side : {&initiator, &partner}) {
    CHECK(std::abs(z_of_mean(*side, 0.5)) < z_bound);
    CHECK(std::abs(z_of_variance(*side, 0.01)) < z_bound);
  }
}

TEST_CASE("who seems not to fit is not pursued (|z| < 4.5)", "[conference]") {
  Scenario scenario = two_who_meet({Envoy::executive, Envoy::engineer});
  venture(scenario).required_fit = 0.9;
  CHECK(only_deal(scenario).partner.some());
  firm(scenario, "far").supplies.find("module")->fit = 0.89;
  CHECK(ended_by(only_deal(scenario), Cause::search));
  event(scenario).admits = Envoy::executive;
  firm(scenario, "far").supplies.find("module")->fit = 0.6;
  venture(scenario).required_fit = 0.9;  // a standard deviation above
  World world(scenario);
  constexpr int runs = 4000;
  int pursued = 0;
  for (std::uint64_t i = 0; i < runs; ++i) pursued += world.run(dyad_seed, i).deals[0].fit == 0.6;
  CHECK(std::abs(z_of_count(pursued, runs, 0.158655)) < z_bound);
}

TEST_CASE("under no rule nobody judges, and nobody is counted at a meeting of friends",
          "[conference]") {
  World world(two_who_meet({}));
  const RunOutcome& outcome = world.run(dyad_seed, 0, TraceLevel::events);
  CHECK(outcome.attendances == 2);
  for (const Fact kind : {Fact::attended, Fact::sized_up, Fact::settled})
    CHECK(count_of(world, kind) == 0);
}

TEST_CASE("in free slots one meets suppliers as in a sample of all invited (|z| < 4.5)",
          "[conference]") {
  // 39 of 100 firms come, home is the 40th and meets 6 of them: a sample of 6 of 100, of which 30
  // supply.
  Scenario scenario = conference(30, 70, 39);
  event(scenario).slots = 6;
  World world(scenario);
  const Roll& makers = world.cast().populations()[0].roll();
  std::vector<double> suppliers;
  for (std::uint64_t i = 0; i < 2000; ++i) {
    world.run(dyad_seed, i, TraceLevel::milestones);
    const std::vector<BodyId> met = firms_met(world, "home");
    REQUIRE(met.size() == 6);
    suppliers.push_back(static_cast<double>(
        std::count_if(met.begin(), met.end(), [&](BodyId firm) { return makers.holds(firm); })));
  }
  CHECK(std::abs(z_of_mean(suppliers, 1.8)) < z_bound);
  CHECK(std::abs(z_of_variance(suppliers, 6.0 * 0.3 * 0.7 * 94.0 / 99.0)) < z_bound);
}

TEST_CASE("nobody has more meetings than slots, and the organiser meets everybody besides",
          "[conference]") {
  for (const Matching matching : {Matching::free, Matching::curated}) {
    Scenario scenario = conference(30, 70, 49);
    event(scenario).matching = matching;
    event(scenario).slots = 5;
    dcl(scenario).embedded.add("silicon_valley", {0.7});
    World world(scenario);
    for (std::uint64_t i = 0; i < 20; ++i) {
      const RunOutcome& outcome = world.run(dyad_seed, i, TraceLevel::milestones);
      CHECK(outcome.attendances == 50);
      CHECK(facts_of(world, Fact::attended).at(0).value == 50.0);
      const PersonId organiser = contact(world, "dcl");
      std::map<PersonId, int> meetings;
      int with_organiser = 0;
      for (const FactRow& row : facts_of(world, Fact::introduced)) {
        if (row.from == organiser || row.to == organiser) {
          ++with_organiser;
        } else {
          ++meetings[row.from];
          ++meetings[row.to];
        }
      }
      CHECK(with_organiser == 50);
      for (const auto& [who, count] : meetings) CHECK(count <= 5);
      if (matching == Matching::free) {
        CHECK(meetings.size() == 50);
        CHECK(count_of(world, Fact::introduced) == 50 + 50 * 5 / 2);
      }
    }
  }
}

TEST_CASE("curated is a pair of which the organiser knows both (|z| < 4.5)", "[conference]") {
  // Home is invited like the others, of whom one supplies; everybody has one slot. If home and the
  // maker are both known they meet; else they do as any two of 20: one time in 19.
  Scenario scenario = conference(2, 18, 20);
  firm(scenario, "makers").count = 1;
  event(scenario).introduces.clear();
  event(scenario).invites.clear();
  event(scenario).invites.add("osaka", {0.05});
  event(scenario).invites.add("silicon_valley", {0.95});
  event(scenario).matching = Matching::curated;
  event(scenario).slots = 1;
  dcl(scenario).embedded.add("osaka", {0.5});
  dcl(scenario).embedded.add("silicon_valley", {0.6});
  World world(scenario);
  constexpr int runs = 4000;
  int found = 0;
  for (std::uint64_t i = 0; i < runs; ++i) {
    const RunOutcome& outcome = world.run(dyad_seed, i);
    CHECK(outcome.attendances == 20);
    found += outcome.deals[0].partner.some();
  }
  const double both = 0.5 * 0.6;
  CHECK(std::abs(z_of_count(found, runs, both + (1.0 - both) / 19.0)) < z_bound);
}

TEST_CASE("curated meetings begin with the best fit", "[conference]") {
  Scenario scenario = conference(10, 29, 0);
  FirmSpec best = firm(scenario, "makers");
  best.supplies.find("module")->fit = 0.95;
  best.count = 2;
  scenario.firms.add("masters", best);
  event(scenario).attendance = 41;
  event(scenario).matching = Matching::curated;
  dcl(scenario).embedded.add("silicon_valley", {1.0});
  World world(scenario);
  for (std::uint64_t i = 0; i < 20; ++i) {
    CHECK(world.run(dyad_seed, i, TraceLevel::milestones).deals[0].fit == 0.95);
    // Both masters, then makers: all eight slots of home supply.
    const std::vector<BodyId> met = firms_met(world, "home");
    REQUIRE(met.size() == 8);
    for (const BodyId one : met) CHECK(world.cast().fit(one, "module").has_value());
  }
}

TEST_CASE("meetings are spread evenly over the days an event lasts", "[conference]") {
  Scenario scenario = conference(30, 70, 49);
  event(scenario).lasts = 3.0;
  event(scenario).slots = 6;
  World world(scenario);
  world.run(dyad_seed, 0, TraceLevel::milestones);
  const PersonId organiser = contact(world, "dcl");
  std::map<double, int> by_day;
  for (const FactRow& row : facts_of(world, Fact::introduced))
    if (row.from != organiser && row.to != organiser) ++by_day[row.t];
  CHECK(by_day == std::map<double, int>{{100.0, 50}, {101.0, 50}, {102.0, 50}});
}

TEST_CASE("who might be invited waits for the event, and no longer", "[conference]") {
  Scenario scenario = conference(10, 30, 20);
  firm(scenario, "makers").supplies.clear();
  firm(scenario, "home").supplies.clear();
  FirmSpec far_off = firm(scenario, "others");
  far_off.count = 1;
  far_off.supplies.add("module");
  scenario.communities.add("elsewhere");
  far_off.community = "elsewhere";
  scenario.firms.add("far off", far_off);
  const DealOutcome deal = only_deal(scenario);
  CHECK(ended_by(deal, Cause::search));
  CHECK(deal.t_ended == 100.0);
}

TEST_CASE("a firm of a population that was met before it was needed is not forgotten",
          "[conference]") {
  Scenario scenario = conference(30, 1 + 1, 30);
  event(scenario).date.day = scenario.time.start.day;
  event(scenario).admits = {Envoy::executive, Envoy::engineer};
  event(scenario).attendance = 60;
  event(scenario).slots = 40;
  World world(scenario);
  const DealOutcome deal = world.run(dyad_seed, 0).deals[0];
  CHECK(at(deal, DealState::searching) > 0.0);
  REQUIRE(deal.is_signed());
  CHECK(world.cast().populations()[0].roll().holds(deal.partner));
  CHECK(deal.occasion == make_id<OccasionId>(0));
  venture(scenario).search = SearchMode{AtOccasions{}};
  CHECK(ended_by(only_deal(scenario), Cause::search));
}

TEST_CASE("a deal tells at which occasion the two met", "[conference]") {
  CHECK(only_deal(two_who_meet({})).occasion == make_id<OccasionId>(0));
  CHECK_FALSE(only_deal(dyad_without_chance()).occasion.some());
}

}  // namespace
}  // namespace nakodo::tests

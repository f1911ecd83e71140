#include "models/deal.hpp"

#include <algorithm>
#include <cmath>

#include "tests/catch.hpp"
#include "tests/models/by_hand.hpp"
#include "tests/models/dyad.hpp"

namespace nakodo::tests {
namespace {

void goes_as_worked_out_by_hand(const DealOutcome& deal, const DyadByHand& hand) {
  REQUIRE(deal.is_signed());
  CHECK(same(at(deal, DealState::mandated), hand.mandated));
  CHECK(same(at(deal, DealState::searching), hand.mandated));
  CHECK(same(at(deal, DealState::contacted), hand.contacted));
  CHECK(same(at(deal, DealState::counter_mandated), hand.dialogue));
  CHECK(same(at(deal, DealState::dialogue), hand.dialogue));
  CHECK(same(at(deal, DealState::bargaining), hand.bargaining));
  CHECK(same(at(deal, DealState::sealing), hand.sealing));
  CHECK(same(deal.t_signed(), hand.signed_));
  CHECK(same(deal.trust_initiator, hand.trust_at_signing));
  CHECK(same(deal.trust_partner, hand.trust_at_signing));
  CHECK(deal.offers == hand.offers);
  CHECK(deal.visits == hand.visits);
  CHECK(deal.encounters == hand.encounters);
  CHECK(same(std::max(deal.utility_initiator, deal.utility_partner), hand.utility_of_maker));
  CHECK(same(deal.person_days_initiator, hand.person_days[0]));
  CHECK(same(deal.person_days_partner, hand.person_days[1]));
}

/// Nothing gets across and everybody notices, but nobody walks away for the wrong reason.
Scenario deaf_dyad() {
  Scenario scenario = dyad_without_chance();
  scenario.communities.find("silicon_valley")->style.national = 1000.0;
  fax(scenario).noticed = 1.0;
  open_all_doors(scenario);
  return scenario;
}

TEST_CASE("without chance the direct dyad goes as worked out by hand", "[deal]") {
  goes_as_worked_out_by_hand(only_deal(dyad_without_chance()), DyadByHand(false));
}

TEST_CASE("without chance the dyad with a go-between goes as worked out by hand", "[deal]") {
  const DealOutcome deal = only_deal(dyad_without_chance(FromStart{}));
  goes_as_worked_out_by_hand(deal, DyadByHand(true));
  CHECK(deal.intermediary.some());
  CHECK(same(at(deal, DealState::conceived), 0.0));
}

TEST_CASE("a side walks away when its frustration passes its patience", "[deal]") {
  Scenario scenario = deaf_dyad();
  scenario.trust.floor = 0.0;
  const DealOutcome deal = only_deal(scenario);
  CHECK(ended_by(deal, Cause::patience));
  CHECK(deal.state == DealState::dropped);
  CHECK(deal.clarifications == 34);  // 34 · .03 = 1.02 > 1
}

TEST_CASE("a side walks away when its trust falls below the floor", "[deal]") {
  const DealOutcome deal = only_deal(deaf_dyad());
  CHECK(ended_by(deal, Cause::trust));
  CHECK(deal.clarifications == 8);  // 1 / (2 + 8 · .5 · 2.5 · .5) < .15 <= 1 / (2 + 7 · …)
}

TEST_CASE("patience is the cause when patience and trust run out at once", "[deal]") {
  Scenario scenario = deaf_dyad();
  for (auto& entry : scenario.firms) entry.second.patience = 0.23;
  CHECK(ended_by(only_deal(scenario), Cause::patience));
}

TEST_CASE("who asks for everything is without agreement when the limit runs out", "[deal]") {
  Scenario scenario = dyad_without_chance();
  scenario.bargaining.reservation = 1.0;
  scenario.bargaining.credit = 0.0;
  scenario.patience.rejection = 0.0;
  const DealOutcome deal = only_deal(scenario);
  CHECK(ended_by(deal, Cause::no_agreement));
  CHECK(same(deal.t_ended, at(deal, DealState::bargaining) + 360.0));
  CHECK(std::isnan(deal.utility_initiator));
}

TEST_CASE("the limit on bargaining does not end what is being sealed", "[deal]") {
  Scenario scenario = dyad_without_chance();
  const DyadByHand hand(false);
  scenario.bargaining.limit = 0.5 * (hand.sealing + hand.signed_) - hand.bargaining;
  REQUIRE(hand.signed_ - hand.sealing > 1.0);
  const DealOutcome deal = only_deal(scenario);
  CHECK(deal.is_signed());
  CHECK(same(deal.t_signed(), hand.signed_));
}

TEST_CASE("with nobody known and no occasion to come the search is over", "[deal]") {
  Scenario scenario = dyad_without_chance();
  firm(scenario, "home").knows = {"dcl"};
  const DealOutcome deal = only_deal(scenario);
  CHECK(ended_by(deal, Cause::search));
  CHECK(same(deal.t_ended, DyadByHand(false).mandated));
  CHECK_FALSE(deal.partner.some());
}

TEST_CASE("whoever is known but supplies something else is nobody's partner", "[deal]") {
  Scenario scenario = dyad_without_chance();
  firm(scenario, "far").supplies.clear();
  firm(scenario, "far").supplies.add("something else");
  CHECK(ended_by(only_deal(scenario), Cause::search));
}

TEST_CASE("the first of the firms known that supply what is needed is approached", "[deal]") {
  Scenario scenario = dyad_without_chance();
  FirmSpec also = firm(scenario, "far");
  scenario.firms.add("also far", also);
  firm(scenario, "home").knows = {"also far", "far"};
  World world(scenario);
  CHECK(world.run(dyad_seed, 0).deals[0].partner == world.cast().body("far"));
}

TEST_CASE("a deal that the horizon overtakes is censored where it stands", "[deal]") {
  Scenario scenario = dyad_without_chance();
  const DyadByHand hand(false);
  scenario.time.horizon = hand.bargaining - 1.0;
  const DealOutcome deal = only_deal(scenario);
  CHECK(deal.state == DealState::dialogue);
  CHECK(ended_by(deal, Cause::horizon));
  CHECK(deal.t_ended == scenario.time.horizon);
  CHECK(same(at(deal, DealState::dialogue), hand.dialogue));
  CHECK(std::isnan(at(deal, DealState::bargaining)));
  CHECK(std::isnan(deal.trust_initiator));
}

TEST_CASE("a deal signed at the horizon is signed", "[deal]") {
  Scenario scenario = dyad_without_chance();
  scenario.time.horizon = only_deal(scenario).t_signed();
  CHECK(only_deal(scenario).is_signed());
}

TEST_CASE("the partner's fit, not the hoped one, convinces once he is known", "[deal]") {
  Scenario scenario = dyad_without_chance();
  firm(scenario, "far").supplies.find("module")->fit = 0.5;
  const DealOutcome deal = only_deal(scenario);
  CHECK(same(at(deal, DealState::contacted), DyadByHand(false).contacted));
  CHECK(ended_by(deal, Cause::veto));
}

TEST_CASE("what surfaces reopens a requirement before the deal can be signed", "[deal]") {
  // Half of what is said is misunderstood and nobody notices; it surfaces soon.
  Scenario scenario = reference_dyad(distance_for(0.5, 0.9));
  fax(scenario).noticed = 0.0;
  scenario.understanding.familiarity = 0.0;
  scenario.understanding.surfacing = 1.0;
  make_everybody_forbearing(scenario);
  scenario.persuasion.news = 0.0;
  World world(scenario);
  for (std::uint64_t replication = 0; replication < 20; ++replication) {
    const DealOutcome deal = world.run(dyad_seed, replication, TraceLevel::events).deals[0];
    REQUIRE(deal.is_signed());
    int disputes = 0;
    int surfaced_before = 0;
    for (const FactRow& row : world.trace().facts()) {
      const bool dispute =
          row.kind == Fact::encounter_begun && row.value == static_cast<double>(Topic::dispute);
      surfaced_before += row.kind == Fact::surprise;
      disputes += dispute;
      if (dispute) CHECK(disputes <= surfaced_before);
    }
    CHECK(deal.surprises > 0);
    CHECK(disputes == deal.surprises);
  }
}

TEST_CASE("a dropped deal does no further work", "[deal]") {
  // One deal is vetoed while the other lives on: nothing more happens to the first.
  Scenario scenario = reference_dyad(0.8);
  FirmSpec stubborn = firm(scenario, "far");
  stubborn.supplies.clear();
  stubborn.supplies.add("board", {.fit = 0.4});
  scenario.firms.add("stubborn", stubborn);
  firm(scenario, "home").knows = {"far", "stubborn", "dcl"};
  venture(scenario).needs = {"module", "board"};
  World world(scenario);
  int lived_on = 0;
  for (std::uint64_t replication = 0; replication < 20; ++replication) {
    const RunOutcome& outcome = world.run(dyad_seed, replication, TraceLevel::events);
    const DealOutcome& vetoed = outcome.deals[1];
    if (vetoed.state != DealState::dropped) continue;
    bool ended = false;
    for (const FactRow& row : world.trace().facts()) {
      if (row.deal.value != 1) continue;
      CHECK_FALSE(ended);
      ended = row.kind == Fact::ended;
    }
    CHECK(ended);
    lived_on += outcome.deals[0].t_ended > vetoed.t_ended || outcome.deals[0].is_signed();
  }
  CHECK(lived_on > 0);
}

}  // namespace
}  // namespace nakodo::tests

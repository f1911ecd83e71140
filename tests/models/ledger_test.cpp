#include "models/ledger.hpp"

#include <utility>

#include "tests/catch.hpp"
#include "tests/models/dyad.hpp"

namespace nakodo::tests {
namespace {

double person_days(const RunOutcome& outcome, Side side, Phase phase) {
  double sum = 0.0;
  for (const CostOutcome& row : outcome.costs)
    if (row.side == side && row.phase == phase) sum += row.cost.person_days;
  return sum;
}

/// Visits and seals inside a firm between two moments, in person-days: a visit takes the champion
/// and the stakeholder half a day each, a seal a quarter.
double inside(const World& world, const std::string& name, double from, double to) {
  double sum = 0.0;
  for (const FactRow& row : facts_of(world, Fact::visit))
    if (row.from == contact(world, name) && row.t > from && row.t <= to) sum += 1.0;
  for (const FactRow& row : facts_of(world, Fact::assented))
    if (row.to == contact(world, name) && row.t > from && row.t <= to) sum += 0.25;
  return sum;
}

}  // namespace

TEST_CASE("a cost goes to the phase the deal is in, and to the last one when it is over",
          "[ledger]") {
  Ledger ledger;
  ledger.state_was_entered(DealState::conceived);
  ledger.worked(Side::initiator, 1.0);
  ledger.fee_was_paid(300.0);
  ledger.state_was_entered(DealState::mandated);
  ledger.state_was_entered(DealState::searching);
  ledger.travelled(Side::partner, 20.0);
  ledger.state_was_entered(DealState::contacted);
  ledger.worked(Side::partner, 2.0);
  ledger.state_was_entered(DealState::counter_mandated);
  ledger.worked(Side::intermediary, 3.0);
  ledger.state_was_entered(DealState::dialogue);
  ledger.worked(Side::intermediary, 4.0);
  ledger.state_was_entered(DealState::bargaining);
  ledger.state_was_entered(DealState::sealing);
  ledger.worked(Side::initiator, 5.0);
  ledger.state_was_entered(DealState::signed_);
  ledger.worked(Side::initiator, 6.0);
  CHECK(ledger.cost(Side::initiator, Phase::mandate).person_days == 1.0);
  CHECK(ledger.cost(Side::initiator, Phase::mandate).fees == 300.0);
  CHECK(ledger.cost(Side::partner, Phase::search).travel == 20.0);
  CHECK(ledger.cost(Side::partner, Phase::counter_mandate).person_days == 2.0);
  CHECK(ledger.cost(Side::intermediary, Phase::dialogue).person_days == 7.0);
  CHECK_FALSE(ledger.cost(Side::initiator, Phase::bargaining).some());
  CHECK(ledger.cost(Side::initiator, Phase::sealing).person_days == 11.0);
  std::vector<CostOutcome> rows;
  ledger.report(DealId{3}, rows);
  REQUIRE(rows.size() == 5);
  CHECK(rows.front().deal == DealId{3});
  CHECK(rows.front().side == Side::initiator);
  CHECK(rows.front().phase == Phase::mandate);
  CHECK(rows.back().side == Side::intermediary);
}

TEST_CASE("person-days by phase are the visits, seals and messages of the phase", "[ledger]") {
  // Nobody misunderstands anything, so an encounter is one fax: a quarter of a day to write, and a
  // quarter to read; a go-between reads and passes on what he has read.
  const double message = 0.25;
  for (const bool through : {false, true}) {
    CAPTURE(through);
    Scenario scenario = dyad_without_chance(through ? Engagement{FromStart{}} : Never{});
    dcl(scenario).fee = 5000.0;
    World world(scenario);
    const RunOutcome& outcome = world.run(dyad_seed, 0, TraceLevel::events);
    const DealOutcome& deal = outcome.deals.at(0);
    REQUIRE(deal.is_signed());
    const auto spent = [&](Side side, Phase phase) { return person_days(outcome, side, phase); };
    const double never = -1.0;
    const double mandated = at(deal, DealState::mandated);
    const double contacted = at(deal, DealState::contacted);
    const double countered = at(deal, DealState::counter_mandated);
    const double sealing = at(deal, DealState::sealing);
    const double signed_at = deal.t_signed();

    CHECK(same(spent(Side::initiator, Phase::mandate), inside(world, "home", never, mandated)));
    CHECK(same(spent(Side::partner, Phase::counter_mandate),
               inside(world, "far", contacted, countered)));
    for (const auto& [side, name] :
         {std::pair{Side::initiator, "home"}, std::pair{Side::partner, "far"}}) {
      CHECK(same(spent(side, Phase::search), message));
      CHECK(same(spent(side, Phase::dialogue), 12 * message));
      CHECK(same(spent(side, Phase::bargaining), deal.offers * message));
      CHECK(same(spent(side, Phase::sealing), inside(world, name, sealing, signed_at)));
    }
    CHECK(same(spent(Side::intermediary, Phase::dialogue), through ? 12 * message : 0.0));
    CHECK(same(deal.person_days_intermediary, through ? deal.encounters * message : 0.0));
    CHECK(deal.fees == (through ? 5000.0 : 0.0));
    CHECK(outcome.costs.front().cost.fees == deal.fees);  // paid before anything else
  }
}

TEST_CASE("work in hand when a deal is dropped is counted in the phase it was dropped in",
          "[ledger]") {
  Scenario scenario = dyad_without_chance();
  scenario.bargaining.limit = 0.1;  // the first offer takes .25/.3 days to write
  World world(scenario);
  const RunOutcome& outcome = world.run(dyad_seed, 0);
  const DealOutcome& deal = outcome.deals.at(0);
  REQUIRE(ended_by(deal, Cause::no_agreement));
  CHECK(same(person_days(outcome, Side::initiator, Phase::bargaining), 0.1 * 0.3));
  CHECK(person_days(outcome, Side::partner, Phase::bargaining) == 0.0);
  CHECK(same(person_days(outcome, Side::initiator, Phase::dialogue), 12 * 0.25));
}

}  // namespace nakodo::tests

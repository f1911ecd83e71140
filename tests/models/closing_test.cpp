#include "models/closing.hpp"

#include <algorithm>
#include <cmath>

#include "tests/catch.hpp"
#include "tests/models/dyad.hpp"

namespace nakodo::tests {
namespace {

constexpr double availability = 0.3;
constexpr double days_of_encounter = 0.25 / availability + 0.5 + 0.25 / availability;
constexpr double days_of_round = 3 * 0.25 / availability;  // three seals, one after another

/// All is understood, everybody assents when asked, trust stays ½: concession is linear.
Scenario patient_dyad() {
  Scenario scenario = dyad_without_chance();
  make_everybody_forbearing(scenario);
  for (auto& entry : scenario.firms) entry.second.stakeholders.threshold = 0.0;
  scenario.trust.weight = 0.0;
  scenario.dialogue.requirements = 0;
  return scenario;
}

double asked(double elapsed) { return 0.45 + 0.55 * (1.0 - std::min(elapsed, 180.0) / 180.0); }

struct BargainedByHand {
  double days = 0.0;
  int offers = 0;
  int rounds = 0;
  int acceptor = 0;
  double floor = 0.0;

  /// @param mandate_of_home the floor of its mandate at first
  BargainedByHand(double mandate_of_home, double step) : floor(mandate_of_home) {
    for (int maker = 0;; maker = 1 - maker) {
      if (maker == 0 && asked(days) < floor) {
        ++rounds;
        days += days_of_round;
        while (asked(days) < floor) floor -= step;
      }
      ++offers;
      const double offered = 1.0 - asked(days);
      days += days_of_encounter;
      acceptor = 1 - maker;
      if (offered >= asked(days)) return;
    }
  }
};

void is_bargained_as_worked_out_by_hand(double floor, double step, int rounds) {
  Scenario scenario = patient_dyad();
  firm(scenario, "home").mandate = {.floor = floor, .step = step};
  World world(scenario);
  const DealOutcome deal = world.run(dyad_seed, 0, TraceLevel::events).deals[0];
  const BargainedByHand hand(floor, step);
  REQUIRE(deal.is_signed());
  CHECK(same(at(deal, DealState::sealing) - at(deal, DealState::bargaining), hand.days));
  CHECK(deal.offers == hand.offers);
  CHECK(deal.mandate_rounds == hand.rounds);
  CHECK(hand.rounds == rounds);
  const auto widened = facts_of(world, Fact::mandate_widened);
  REQUIRE(widened.size() == static_cast<std::size_t>(rounds));
  for (const FactRow& row : widened) CHECK(row.from == contact(world, "home"));
  if (rounds > 0) CHECK(same(widened.back().value, hand.floor));
  // Before: the inside and the partner's; after: one each.
  CHECK(count_of(world, Fact::round_begun) == static_cast<std::size_t>(rounds) + 4);
}

TEST_CASE("a champion whose mandate covers everything never goes back inside", "[closing]") {
  is_bargained_as_worked_out_by_hand(0.0, 0.1, 0);
}

TEST_CASE("a champion goes back inside whenever he would ask for less than his mandate",
          "[closing]") {
  is_bargained_as_worked_out_by_hand(0.8, 0.1, 3);
}

TEST_CASE("wider leave is asked for more seldom", "[closing]") {
  is_bargained_as_worked_out_by_hand(0.8, 0.4, 1);
}

TEST_CASE("the limit runs on while the inside gives leave", "[closing]") {
  Scenario scenario = patient_dyad();
  firm(scenario, "home").mandate.floor = 1.0;
  scenario.persuasion.seal_effort = 50.0;  // three of them take 500 days
  scenario.time.horizon = 4000.0;
  const DealOutcome deal = only_deal(scenario);
  CHECK(ended_by(deal, Cause::no_agreement));
  CHECK(deal.offers == 2);
  CHECK(deal.mandate_rounds == 1);
  CHECK(same(deal.t_ended, at(deal, DealState::bargaining) + 360.0));
}

TEST_CASE("an inside that gives no leave ends the deal by veto", "[closing]") {
  // It had assented to what it hoped for; what was found does not convince it again.
  Scenario scenario = patient_dyad();
  scenario.persuasion.news = 0.0;
  FirmSpec& home = firm(scenario, "home");
  home.stakeholders.threshold = 0.6;
  home.mandate.floor = 0.9;
  firm(scenario, "far").supplies.find("module")->fit = 0.5;
  const DealOutcome deal = only_deal(scenario);
  CHECK(ended_by(deal, Cause::veto));
  CHECK(deal.mandate_rounds == 1);
  CHECK(deal.t_ended > at(deal, DealState::bargaining));
  CHECK(std::isnan(at(deal, DealState::sealing)));
}

/// The first offer is accepted, by far; evidence does not fade.
Scenario content_dyad() {
  Scenario scenario = dyad_without_chance();
  open_all_doors(scenario);
  make_everybody_forbearing(scenario);
  make_everybody_content(scenario);
  scenario.trust.forgetting = 0.0;
  return scenario;
}

/// Trust of either after so many understood encounters and so much blame.
double trust_after(int understood, double blame) {
  return (0.5 * understood + 1.0) / (0.5 * understood + blame + 2.0);
}

constexpr int until_agreed = 1 + 12 + 1;  // the pitch, the dialogue, the offer

TEST_CASE("without a preference there is no contract and nothing to draft", "[closing]") {
  Scenario scenario = content_dyad();
  const DealOutcome deal = only_deal(scenario);
  REQUIRE(deal.is_signed());
  CHECK(deal.encounters == until_agreed);
  CHECK(deal.completeness == 0.0);
  CHECK(deal.completeness_gap == 0.0);
  CHECK(deal.t_signed() == at(deal, DealState::sealing));
  scenario.contract = {.relief = 0.9, .drafting = 99, .gap = 7.0};
  CHECK(same_deal(only_deal(scenario), deal));
}

TEST_CASE("a contract is drafted in explain encounters, as many as it is complete", "[closing]") {
  Scenario scenario = content_dyad();
  scenario.contract.relief = 0.0;
  for (auto& entry : scenario.communities) entry.second.contract = 0.6;
  World world(scenario);
  const DealOutcome deal = world.run(dyad_seed, 0, TraceLevel::events).deals[0];
  REQUIRE(deal.is_signed());
  CHECK(same(deal.completeness, 0.6));
  CHECK(deal.completeness_gap == 0.0);
  CHECK(deal.encounters == until_agreed + 7);  // 7.2
  CHECK(same(deal.t_signed() - at(deal, DealState::sealing), 7 * days_of_encounter));
  CHECK(same(deal.trust_initiator, trust_after(until_agreed + 7, 0.0)));
  CHECK(count_of(world, Fact::contract_outlined) == 1);
  CHECK(count_of(world, Fact::preferences_clashed) == 0);
  // They speak in turns: home made the offer, so far has the first section.
  const auto begun = facts_of(world, Fact::encounter_begun);
  REQUIRE(begun.size() == until_agreed + 7);
  for (std::size_t i = until_agreed; i < begun.size(); ++i) {
    CHECK(begun[i].value == static_cast<double>(Topic::explain));
    CHECK(begun[i].from == contact(world, i % 2 == 0 ? "far" : "home"));
  }
}

TEST_CASE("a gap between preferences is held against both", "[closing]") {
  Scenario scenario = content_dyad();
  scenario.contract.relief = 0.0;
  scenario.communities.find("osaka")->contract = 0.2;
  firm(scenario, "far").contract = 0.8;
  const DealOutcome deal = only_deal(scenario);
  REQUIRE(deal.is_signed());
  CHECK(same(deal.completeness, 0.8));
  CHECK(same(deal.completeness_gap, 0.6));
  const int sections = 10;  // 9.6
  CHECK(deal.encounters == until_agreed + sections);
  const double blame = 0.6 * 0.5 * 2.5 * 0.5;  // gap, its weight, loss aversion, blame
  CHECK(same(deal.trust_initiator, trust_after(until_agreed + sections, blame)));
  CHECK(same(deal.trust_partner, trust_after(until_agreed + sections, blame)));
}

TEST_CASE("trust when the offer is accepted relieves of the wish for completeness", "[closing]") {
  Scenario scenario = content_dyad();
  for (auto& entry : scenario.communities) entry.second.contract = 0.8;
  const DealOutcome deal = only_deal(scenario);
  const double trust = trust_after(until_agreed, 0.0);
  CHECK(same(deal.completeness, 0.8 * (1.0 - 0.5 * trust)));
  CHECK(deal.encounters == until_agreed + 5);  // 5.33
}

TEST_CASE("the form of an alliance asks for its contract", "[closing]") {
  Scenario scenario = content_dyad();
  venture(scenario).alliance.form = Form::licence;
  const DealOutcome deal = only_deal(scenario);
  CHECK(deal.completeness == 0.6);
  CHECK(deal.encounters == until_agreed + 7);
}

TEST_CASE("a gap that destroys the last trust ends the deal when the offer is accepted",
          "[closing]") {
  Scenario scenario = content_dyad();
  scenario.contract.relief = 0.0;
  scenario.contract.gap = 40.0;
  scenario.trust.floor = 0.15;
  firm(scenario, "far").contract = 1.0;
  const DealOutcome deal = only_deal(scenario);
  REQUIRE(trust_after(until_agreed, 40.0 * 2.5 * 0.5) < 0.15);
  CHECK(ended_by(deal, Cause::trust));
  CHECK(same(deal.t_ended, at(deal, DealState::sealing)));
  CHECK(deal.encounters == until_agreed);
  CHECK(std::isnan(deal.completeness));
}

TEST_CASE("what is misunderstood in a draft surfaces and is settled like anything else",
          "[closing]") {
  Scenario scenario = reference_dyad(0.8);
  open_all_doors(scenario);
  make_everybody_forbearing(scenario);
  make_everybody_content(scenario);
  scenario.dialogue.requirements = 0;
  scenario.contract.relief = 0.0;
  scenario.contract.drafting = 40;
  scenario.understanding.surfacing = 1.0;
  for (auto& entry : scenario.communities) entry.second.contract = 1.0;
  World world(scenario);
  int settled = 0;
  for (std::uint64_t replication = 0; replication < 20; ++replication) {
    const DealOutcome deal = world.run(dyad_seed, replication, TraceLevel::events).deals[0];
    REQUIRE(deal.is_signed());
    int disputes = 0;
    for (const FactRow& row : facts_of(world, Fact::encounter_begun))
      disputes += row.value == static_cast<double>(Topic::dispute);
    CHECK(deal.encounters == 1 + deal.offers + 40 + disputes);
    CHECK(disputes == deal.surprises);
    settled += disputes;
  }
  CHECK(settled > 20);
}

TEST_CASE("one issue is always divided efficiently", "[closing]") {
  const DealOutcome deal = only_deal(dyad_without_chance());
  REQUIRE(deal.is_signed());
  CHECK(same(deal.welfare, 1.0));
  CHECK(deal.pareto_distance < 1e-12);
  CHECK(same(deal.nash_ratio, 4.0 * deal.utility_initiator * deal.utility_partner));
  CHECK(same(deal.kalai_smorodinsky_distance,
             std::sqrt(2.0) * std::abs(deal.utility_initiator - 0.5)));
}

TEST_CASE("what is signed lies within the front and is measured against it", "[closing]") {
  World world(reference_dyad(0.4));
  int found = 0;
  for (std::uint64_t replication = 0; replication < 50; ++replication) {
    const DealOutcome deal = world.run(dyad_seed, replication).deals[0];
    CHECK(std::isnan(deal.nash_ratio) == !deal.is_signed());
    if (!deal.is_signed()) continue;
    ++found;
    CHECK((deal.nash_ratio > 0.0 && deal.nash_ratio <= 1.0));
    CHECK(deal.pareto_distance <= deal.kalai_smorodinsky_distance + 1e-12);
    CHECK(same(deal.welfare, deal.utility_initiator + deal.utility_partner));
    CHECK(deal.welfare >= 0.9);  // twice the reservation
  }
  CHECK(found > 10);
}

}  // namespace
}  // namespace nakodo::tests

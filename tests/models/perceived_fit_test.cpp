#include "models/perceived_fit.hpp"

#include <cmath>
#include <numeric>

#include "tests/catch.hpp"
#include "tests/kernel/statistics.hpp"
#include "tests/models/dyad.hpp"

namespace nakodo::tests {
namespace {

/// A dyad where the partner is known at once, as far as the middle of its fits.
Scenario dyad_judging(double noise) {
  Scenario scenario = dyad_without_chance();
  open_all_doors(scenario);
  scenario.persuasion.fit_noise = noise;
  firm(scenario, "far").supplies.find("module")->fit = 0.5;
  firm(scenario, "far").stakeholders.count = 4;
  scenario.time.horizon = 0.1;
  return scenario;
}

TEST_CASE("the error of a firm falls with the root of those who judge", "[fit]") {
  PerceivedFit perceived;
  perceived.judge(0.5, 0.2, -1.5, 1);
  CHECK(same(perceived.value(0.0), 0.2));
  perceived.judge(0.5, 0.2, -1.5, 9);
  CHECK(same(perceived.value(0.0), 0.4));
}

TEST_CASE("an analysis takes away its share of the error", "[fit]") {
  PerceivedFit perceived;
  perceived.judge(0.5, 0.2, 1.0, 4);
  CHECK(same(perceived.value(0.0), 0.6));
  CHECK(same(perceived.value(0.75), 0.525));
  CHECK(perceived.value(1.0) == 0.5);
}

TEST_CASE("a perceived fit stays within 0 and 1", "[fit]") {
  PerceivedFit perceived;
  perceived.judge(0.9, 1.0, 3.0, 1);
  CHECK(perceived.value(0.0) == 1.0);
  perceived.judge(0.9, 1.0, -3.0, 1);
  CHECK(perceived.value(0.0) == 0.0);
}

TEST_CASE("without noise a fit is seen as it is", "[fit]") {
  const DealOutcome deal = only_deal(dyad_judging(0.0));
  CHECK(deal.fit == 0.5);
  CHECK(deal.perceived_fit_initiator == 0.5);
  CHECK(deal.perceived_fit_partner == 0.5);
}

TEST_CASE("before the partner is known nothing is perceived", "[fit]") {
  Scenario scenario = dyad_judging(0.1);
  firm(scenario, "home").stakeholders.threshold = 0.6;
  const DealOutcome deal = only_deal(scenario);
  CHECK(std::isnan(deal.fit));
  CHECK(std::isnan(deal.perceived_fit_initiator));
  CHECK(std::isnan(deal.perceived_fit_partner));
}

TEST_CASE("perceived fit has the true mean and variance σ²/n, each side for itself (99.9 %)",
          "[fit]") {
  World world(dyad_judging(0.1));
  std::vector<double> initiator(4000);
  std::vector<double> partner(4000);
  std::vector<double> products(4000);
  for (std::size_t i = 0; i < initiator.size(); ++i) {
    const DealOutcome deal = world.run(dyad_seed, i).deals[0];
    initiator[i] = deal.perceived_fit_initiator;
    partner[i] = deal.perceived_fit_partner;
    products[i] = (initiator[i] - 0.5) * (partner[i] - 0.5);
  }
  CHECK(mean_of(initiator).holds(0.5));
  CHECK(mean_of(partner).holds(0.5));
  CHECK(variance_of(initiator).holds(0.01 / 3));
  CHECK(variance_of(partner).holds(0.01 / 4));
  CHECK(mean_of(products).holds(0.0));
}

TEST_CASE("who delegates errs by the same draw, but more", "[fit]") {
  Scenario scenario = dyad_judging(0.1);
  const DealOutcome three = only_deal(scenario);
  firm(scenario, "home").assent.protocol = Protocol::delegated;
  const DealOutcome one = only_deal(scenario);
  CHECK(same(one.perceived_fit_initiator - 0.5,
             std::sqrt(3.0) * (three.perceived_fit_initiator - 0.5)));
  CHECK(one.perceived_fit_partner == three.perceived_fit_partner);
}

TEST_CASE("a firm is persuaded by the fit it perceives", "[fit]") {
  Scenario scenario = dyad_without_chance();
  scenario.persuasion.relaxation = 0.0;
  scenario.trust.forgetting = 0.0;
  scenario.persuasion.fit_noise = 0.1;
  World world(scenario);
  const DealOutcome deal = world.run(dyad_seed, 0, TraceLevel::events).deals[0];
  REQUIRE(deal.perceived_fit_partner != deal.fit);
  // The pitch was understood: trust (1 + ½)/(2 + ½), stances .4 + .02.
  const double merit = deal.perceived_fit_partner * (0.5 + 0.5 * 0.6);
  for (const FactRow& row : facts_of(world, Fact::visit)) {
    if (row.from != contact(world, "far")) continue;
    CHECK(same(row.value, 0.42 + 0.3 * (merit - 0.42)));
    return;
  }
  FAIL("nobody was visited");
}

TEST_CASE("a wrong partner costs rework in proportion to the fit that is missing", "[fit]") {
  Scenario scenario = dyad_without_chance();
  make_everybody_content(scenario);
  open_all_doors(scenario);
  venture(scenario).required_fit = 0.95;
  venture(scenario).rework = 40.0;
  const DealOutcome deal = only_deal(scenario);
  REQUIRE(deal.is_signed());
  CHECK(same(deal.rework, 40.0 * (0.95 - 0.9)));
  venture(scenario).required_fit = 0.9;
  CHECK(only_deal(scenario).rework == 0.0);
  venture(scenario).required_fit = 0.95;
  firm(scenario, "far").stakeholders.threshold = 1.0;
  CHECK(only_deal(scenario).rework == 0.0);  // never signed
}

}  // namespace
}  // namespace nakodo::tests

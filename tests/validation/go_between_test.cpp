// From where on a go-between pays, in time per understood item when all legs cost the same
// (validation section 1): an item misunderstood on any leg has to be told again from the start.
#include "tests/catch.hpp"
#include "tests/validation/plain_worlds.hpp"
#include "tests/validation/sample.hpp"

namespace nakodo::tests {
namespace {

constexpr double reach = 0.9;
constexpr double midpoint = 1.177410;   // √(2 ln 2)
constexpr double bilingual = 0.832555;  // √(ln 2)

double p(double apart) { return probability_understood(1.0, apart, 0.0, reach); }

TEST_CASE("a go-between halfway pays from a distance of 1.177410 reaches", "[validation]") {
  const double root =
      root_of([](double d) { return 1.0 / p(d) - 2.0 / (p(d / 2) * p(d / 2)); }, 0.1, 3.0);
  CHECK(is_figure(root / reach, midpoint, 6));
}

TEST_CASE("a bilingual go-between pays from a distance of 0.832555 reaches", "[validation]") {
  const double root = root_of([](double d) { return 1.0 / p(d) - 2.0; }, 0.1, 3.0);
  CHECK(is_figure(root / reach, bilingual, 6));
}

constexpr int items = 20000;

/// Days per understood item: a leg takes a day and nobody notices what was misunderstood.
double days_per_item(double apart, bool through_go_between, std::vector<std::string> speaks,
                     double expected_share) {
  Scenario scenario = plain_dyad(
      1.0, Constant{1.0}, through_go_between ? Engagement{FromStart{}} : Engagement{Never{}});
  scenario.communities.find("silicon_valley")->style.national = apart;
  scenario.communities.add("halfway", {.style = {.national = apart / 2}});
  dcl(scenario).speaks = std::move(speaks);
  fax(scenario).noticed = 0.0;
  scenario.dialogue.requirements = items;
  World world(scenario);
  const DealOutcome deal = world.run(dyad_seed, 0, TraceLevel::events).deals[0];
  double understood = 0.0;
  for (const FactRow& row : facts_of(world, Fact::understood))
    understood += row.t > at(deal, DealState::dialogue) && row.t <= at(deal, DealState::bargaining);
  CHECK(std::abs(z_of_count(understood, items, expected_share)) < z_bound);
  return (at(deal, DealState::bargaining) - at(deal, DealState::dialogue)) / understood;
}

TEST_CASE("encounters halfway cost more before the break-even and less behind it (|z| < 4.5)",
          "[validation]") {
  const auto gain = [](double x) {
    const double apart = x * reach;
    return days_per_item(apart, false, {"osaka"}, p(apart)) /
           days_per_item(apart, true, {"halfway"}, p(apart / 2) * p(apart / 2));
  };
  CHECK(gain(0.85 * midpoint) < 1.0);
  CHECK(gain(1.15 * midpoint) > 1.0);
}

TEST_CASE("bilingual encounters cost more before the break-even and less behind it (|z| < 4.5)",
          "[validation]") {
  const auto days_direct = [](double x) {
    return days_per_item(x * reach, false, {"osaka"}, p(x * reach));
  };
  // Over a bilingual everything is understood: two days an item, at any distance.
  CHECK(days_direct(0.85 * bilingual) < 2.0);
  CHECK(days_direct(1.15 * bilingual) > 2.0);

  Scenario scenario = plain_dyad(1.0, Constant{1.0}, FromStart{});
  scenario.communities.find("silicon_valley")->style.national = 5.0;
  scenario.dialogue.requirements = 100;
  const DealOutcome deal = only_deal(scenario);
  CHECK(at(deal, DealState::bargaining) - at(deal, DealState::dialogue) == 200.0);
}

}  // namespace
}  // namespace nakodo::tests

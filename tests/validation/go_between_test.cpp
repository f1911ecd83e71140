// From where on a go-between pays, in time per understood item when all legs cost the same
// (validation section 1): an item misunderstood on any leg has to be told again from the start.
#include <cmath>
#include <utility>

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

/// From so many reaches on, k go-betweens at equal steps beat a direct message when every
/// misunderstanding is noticed: (k+1)/p_leg legs an item, p_leg = exp(−(D/((k+1)·ℓ))²), against
/// 1/p.
double break_even(int go_betweens) {
  const double legs = go_betweens + 1;
  return std::sqrt(std::log(legs) / (1.0 - 1.0 / (legs * legs)));
}

TEST_CASE("k go-betweens who ask back pay from 0.961351, 1.111728, 1.216024 reaches",
          "[validation]") {
  int k = 0;
  for (const double figure : {0.961351, 1.111728, 1.216024}) {
    ++k;
    CHECK(is_figure(break_even(k), figure, 6));
    const double root = root_of(
        [k](double x) { return 1.0 / p(x * reach) - (k + 1) / p(x * reach / (k + 1)); }, 0.1, 3.0);
    CHECK(is_figure(root, figure, 6));
  }
}

/// Standard errors between the days that so many items take over k go-betweens at equal steps, a
/// day a leg and every misunderstanding noticed, and (k+1)/p_leg days an item.
double z_of_route(int go_betweens, double apart) {
  Scenario scenario = plain_dyad(1.0, Constant{1.0}, FromStart{});
  scenario.communities.find("silicon_valley")->style.national = apart;
  venture(scenario).go_between.who.clear();
  const IntermediarySpec like = dcl(scenario);
  for (int i = 1; i <= go_betweens; ++i) {
    const std::string name = "step" + std::to_string(i);
    scenario.communities.add(name, {.style = {.national = apart * i / (go_betweens + 1)}});
    scenario.intermediaries.add(name, like).speaks = {name};
    firm(scenario, "home").knows.push_back(name);
    venture(scenario).go_between.who.add(name);
  }
  if (go_betweens == 0) venture(scenario).go_between.engage = Never{};
  scenario.dialogue.requirements = items;
  const DealOutcome deal = only_deal(scenario);
  const double days = at(deal, DealState::bargaining) - at(deal, DealState::dialogue);
  const double legs = items * (go_betweens + 1.0);
  const double p_leg = p(apart / (go_betweens + 1));
  return (days - legs / p_leg) / std::sqrt(legs * (1.0 - p_leg) / (p_leg * p_leg));
}

TEST_CASE("an item takes (k+1)/p_leg legs over k go-betweens at equal steps (|z| < 4.5)",
          "[validation]") {
  for (const int go_betweens : {0, 1, 2, 3, 8})
    for (const double apart : {0.9, 1.4}) {
      CAPTURE(go_betweens, apart);
      CHECK(std::abs(z_of_route(go_betweens, apart)) < z_bound);
    }
}

}  // namespace
}  // namespace nakodo::tests

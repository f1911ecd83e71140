#include "models/duties.hpp"

#include <algorithm>
#include <cmath>

#include "tests/catch.hpp"
#include "tests/models/dyad.hpp"
#include "tests/validation/plain_worlds.hpp"
#include "tests/validation/sample.hpp"

namespace nakodo::tests {
namespace {

constexpr double arrival = 500.0;  // long after the first piece of other work

/// A pitch that reaches far's champion on day 500, takes no effort, and waits behind his duties.
Scenario pitch_to_a_busy_champion(DutiesSpec duties) {
  Scenario scenario = plain_dyad(1.0, Constant{arrival});
  firm(scenario, "far").people.add("far champion", {.duties = duties});
  return scenario;
}
std::vector<double> waits(const DutiesSpec& duties, std::uint64_t runs) {
  World world(pitch_to_a_busy_champion(duties));
  std::vector<double> found(runs);
  for (std::uint64_t i = 0; i < runs; ++i)
    found[i] = at(world.run(dyad_seed, i).deals[0], DealState::contacted) - arrival;
  return found;
}

TEST_CASE("an encounter waits behind exponential duties as in an M/M/1 queue (|z| < 4.5)",
          "[duties]") {
  // Wq = ρ/(1−ρ)·s = 2 days at ρ = .5, s = 2; and nobody waits with probability 1 − ρ.
  constexpr std::uint64_t runs = 10000;
  const std::vector<double> found = waits({.load = 0.5, .piece = Exponential{2.0}}, runs);
  CHECK(std::abs(z_of_mean(found, 2.0)) < z_bound);
  const auto at_once = std::count_if(found.begin(), found.end(), [](double w) { return w == 0.0; });
  CHECK(std::abs(z_of_count(static_cast<double>(at_once), runs, 0.5)) < z_bound);
}

TEST_CASE("an encounter waits behind constant duties as in an M/D/1 queue (|z| < 4.5)",
          "[duties]") {
  // Wq = ρ/(2(1−ρ))·s = 2 days at ρ = .8, s = 1 (validation section 1).
  CHECK(std::abs(z_of_mean(waits({.load = 0.8, .piece = Constant{1.0}}, 10000), 2.0)) < z_bound);
}

TEST_CASE("duties take their load of the time in the long run (|z| < 4.5)", "[duties]") {
  Scenario scenario = pitch_to_a_busy_champion({.load = 0.3, .piece = Gamma{1.0, 0.5}});
  scenario.time.horizon = arrival - 1.0;
  World world(scenario);
  const std::size_t champion = contact(world, "far").index();
  std::vector<double> shares(1000);
  for (std::uint64_t i = 0; i < shares.size(); ++i) {
    const PersonOutcome person = world.run(dyad_seed, i).persons[champion];
    CHECK(same(person.duty_days, person.busy_days));
    shares[i] = person.duty_days / (arrival - 1.0);
  }
  // From an empty desk: what still waits at the end, ρ/(1−ρ)·s·(1+cv²)/2 days, is not done yet.
  const double undone = 0.3 / 0.7 * 1.0 * (1.0 + 0.25) / 2.0;
  CHECK(std::abs(z_of_mean(shares, 0.3 - undone / (arrival - 1.0))) < z_bound);
}

TEST_CASE("with his usual in-tray somebody is as busy from day 0 on as in the long run (|z| < 4.5)",
          "[duties]") {
  // Wq = ρ/(1−ρ)·s·(1+cv²)/2, and who arrives at the start waits as long as who arrives later.
  const DutiesSpec duties{
      .load = 0.6, .piece = Gamma{.mean = 4.0, .cv = 1.5}, .at_start = InTray::usual};
  const double wait = 0.6 / 0.4 * 4.0 * (1.0 + 2.25) / 2.0;
  Scenario scenario = pitch_to_a_busy_champion(duties);
  for (const double day : {0.01, 3.0, 40.0}) {
    fax(scenario).latency = Constant{day};
    World world(scenario);
    std::vector<double> found(10000);
    for (std::uint64_t i = 0; i < found.size(); ++i)
      found[i] = at(world.run(dyad_seed, i).deals[0], DealState::contacted) - day;
    INFO("day " << day);
    CHECK(std::abs(z_of_mean(found, wait)) < z_bound);
  }
}

TEST_CASE("duties that fill the in-tray from the start take their load of any time (|z| < 4.5)",
          "[duties]") {
  Scenario scenario = pitch_to_a_busy_champion(
      {.load = 0.3, .piece = Lognormal{2.0, 0.7}, .at_start = InTray::usual});
  scenario.time.horizon = 20.0;
  World world(scenario);
  const std::size_t champion = contact(world, "far").index();
  std::vector<double> shares(10000);
  for (std::uint64_t i = 0; i < shares.size(); ++i)
    shares[i] = world.run(dyad_seed, i).persons[champion].duty_days / 20.0;
  CHECK(std::abs(z_of_mean(shares, 0.3)) < z_bound);
}

TEST_CASE("who has no duties has none of their events, and pieces of no length load nobody",
          "[duties]") {
  World without(pitch_to_a_busy_champion({}));
  World weightless(pitch_to_a_busy_champion({.load = 0.5, .piece = Constant{0.0}}));
  const RunOutcome a = without.run(dyad_seed, 0);
  const RunOutcome& b = weightless.run(dyad_seed, 0);
  CHECK(a.fingerprint == b.fingerprint);
  CHECK(a.events == b.events);
  for (const PersonOutcome& person : a.persons) CHECK(person.duty_days == 0.0);
}

TEST_CASE("the other clients of a go-between fill his days too", "[duties]") {
  Scenario scenario = reference_dyad(1.2, FromStart{});
  const double alone = only_deal(scenario).t_signed();
  dcl(scenario).clients = {.load = 0.8, .piece = Constant{5.0}};
  World world(scenario);
  const RunOutcome& outcome = world.run(dyad_seed, 0);
  const PersonOutcome& staff = outcome.persons[contact(world, "dcl").index()];
  CHECK(staff.duty_days > 0.0);
  CHECK(staff.backlog_max > 0);
  CHECK(outcome.deals[0].t_signed() > alone);
}

}  // namespace
}  // namespace nakodo::tests

#include "models/world.hpp"

#include <algorithm>
#include <cmath>

#include "tests/catch.hpp"
#include "tests/kernel/statistics.hpp"
#include "tests/models/dyad.hpp"

namespace nakodo::tests {
namespace {

TEST_CASE("a run ends with its last deal and has a row for everybody", "[world]") {
  World world(dyad_without_chance());
  const RunOutcome& outcome = world.run(dyad_seed, 0);
  CHECK(outcome.deals.size() == 1);
  CHECK(outcome.projects.size() == 1);
  CHECK(outcome.persons.size() == world.cast().persons().size());
  CHECK(outcome.events > 0);
}

TEST_CASE("resources are numbered in the order of their first mention", "[world]") {
  Scenario scenario = reference_dyad();
  venture(scenario).needs = {"module", "board"};
  ProjectSpec second = venture(scenario);
  second.needs = {"bus", "module"};
  scenario.projects.add("second", second);
  World world(scenario);
  const auto resources = world.resources();
  CHECK(std::vector<std::string>(resources.begin(), resources.end()) ==
        std::vector<std::string>{"module", "board", "bus"});
  const RunOutcome& outcome = world.run(dyad_seed, 0);
  REQUIRE(outcome.deals.size() == 4);
  CHECK(outcome.deals[2].resource == ResourceId{2});
  CHECK(outcome.deals[3].resource == ResourceId{0});
}

TEST_CASE("the backlog of a person is what waited in his in-tray", "[world]") {
  // In parallel three visits are booked at once: one goes on, two wait.
  Scenario scenario = dyad_without_chance();
  firm(scenario, "home").assent.protocol = Protocol::parallel;
  scenario.time.horizon = 1.0;
  World world(scenario);
  const PersonId who = contact(world, "home");
  const PersonOutcome champion = world.run(dyad_seed, 0, TraceLevel::events).persons[who.index()];
  CHECK(champion.backlog_max == 2);
  CHECK(same(champion.backlog_mean, 2.0));
  CHECK(same(champion.busy_days, 1.0));
  // Each visit takes him half a day at .3 of his time.
  std::vector<double> days_waiting;
  for (const StockRow& row : world.trace().stocks()) {
    if (row.stock != Stock::backlog) continue;
    CHECK(row.t == 0.0);
    CHECK(row.subject == who);
    CHECK_FALSE(row.object.some());
    CHECK_FALSE(row.deal.some());
    days_waiting.push_back(row.value);
  }
  REQUIRE(days_waiting.size() == 2);
  CHECK(same(days_waiting[0], 0.5 / 0.3));
  CHECK(same(days_waiting[1], 2 * 0.5 / 0.3));
}

TEST_CASE("a backlog that has been worked off is nothing again", "[world]") {
  Scenario scenario = reference_dyad(0.8, FromStart{});
  venture(scenario).needs = {"module", "board"};
  firm(scenario, "far").supplies.add("board");
  World world(scenario);
  const RunOutcome& outcome = world.run(dyad_seed, 0, TraceLevel::events);
  std::vector<double> last(outcome.persons.size(), 0.0);
  std::vector<double> longest(outcome.persons.size(), 0.0);
  for (const StockRow& row : world.trace().stocks()) {
    if (row.stock != Stock::backlog) continue;
    CHECK(row.value >= 0.0);
    last[row.subject.index()] = row.value;
    longest[row.subject.index()] = std::max(longest[row.subject.index()], row.value);
  }
  for (const PersonOutcome& person : outcome.persons) {
    CHECK(last[person.person.index()] == 0.0);  // all deals are closed: nothing waits
    CHECK((longest[person.person.index()] > 0.0) == (person.backlog_max > 0));
  }
  CHECK(outcome.persons[contact(world, "home").index()].backlog_max > 0);
}

TEST_CASE("a mirrored run is another one, the same again, and leaves nothing behind", "[world]") {
  World world(reference_dyad());
  const std::uint64_t plain = world.run(dyad_seed, 3).fingerprint;
  const auto mirrored = [&] {
    return world.run(dyad_seed, 3, TraceLevel::none, kernel::Draws::mirrored).fingerprint;
  };
  const std::uint64_t first = mirrored();
  CHECK(first != plain);
  CHECK(mirrored() == first);
  CHECK(world.run(dyad_seed, 3).fingerprint == plain);
}

TEST_CASE("mirrored runs end as plain ones do, within 4.5 standard errors", "[world]") {
  World world(reference_dyad(0.8));
  constexpr std::uint64_t runs = 2'000;
  struct Kind {
    std::vector<double> is_signed;
    std::vector<double> encounters;
  };
  const auto sample = [&](std::uint64_t first, kernel::Draws draws) {
    Kind kind;
    for (std::uint64_t r = first; r < first + runs; ++r) {
      const DealOutcome deal = world.run(dyad_seed, r, TraceLevel::none, draws).deals.at(0);
      kind.is_signed.push_back(deal.is_signed() ? 1.0 : 0.0);
      kind.encounters.push_back(deal.encounters);
    }
    return kind;
  };
  const Kind plain = sample(0, kernel::Draws::plain);
  const Kind mirrored = sample(runs, kernel::Draws::mirrored);
  const auto z = [](const std::vector<double>& a, const std::vector<double>& b) {
    const Interval of_a = mean_of(a);
    const Interval of_b = mean_of(b);
    return z_999 * (of_a.centre - of_b.centre) / std::hypot(of_a.half_width, of_b.half_width);
  };
  CHECK(mean_of(plain.is_signed).centre > 0.1);
  CHECK(mean_of(plain.is_signed).centre < 0.9);
  CHECK(std::abs(z(plain.is_signed, mirrored.is_signed)) < 4.5);
  CHECK(std::abs(z(plain.encounters, mirrored.encounters)) < 4.5);
}

}  // namespace
}  // namespace nakodo::tests

#include "models/channel.hpp"

#include "tests/catch.hpp"
#include "tests/models/dyad.hpp"

namespace nakodo::tests {
namespace {

constexpr std::uint64_t replications = 100;

/// A third of what is said directly gets across, so that both sides are soon frustrated.
Scenario frustrating_dyad(double level = 0.4) {
  Scenario scenario = reference_dyad(distance_for(0.33, 0.9), WhenFrustrated{level});
  scenario.understanding.familiarity = 0.0;
  scenario.trust.floor = 0.0;
  open_all_doors(scenario);
  return scenario;
}

TEST_CASE("who never wants a go-between talks directly", "[channel]") {
  World world(reference_dyad());
  const DealOutcome deal = world.run(dyad_seed, 0, TraceLevel::events).deals[0];
  CHECK_FALSE(deal.intermediary.some());
  const PersonId go_between = contact(world, "dcl");
  for (const FactRow& row : world.trace().facts())
    CHECK((row.from != go_between && row.to != go_between));
}

TEST_CASE("a go-between wanted from the start is engaged before anything else", "[channel]") {
  World world(reference_dyad(1.2, FromStart{}));
  const DealOutcome deal = world.run(dyad_seed, 0, TraceLevel::events).deals[0];
  const auto called = facts_of(world, Fact::go_between_called);
  const auto engaged = facts_of(world, Fact::go_between_engaged);
  REQUIRE(called.size() == 1);
  REQUIRE(engaged.size() == 1);
  CHECK(called[0].t == 0.0);
  CHECK(engaged[0].t == 45.0);
  for (const FactRow& row : world.trace().facts())
    if (row.t < 45.0) CHECK((row.kind == Fact::state || row.kind == Fact::go_between_called));
  CHECK(deal.intermediary == world.cast().body("dcl"));
  for (const FactRow& row : facts_of(world, Fact::message_sent))
    CHECK((row.from == contact(world, "dcl")) != (row.to == contact(world, "dcl")));
}

TEST_CASE("the go-between is called the first time a side is frustrated beyond the level",
          "[channel]") {
  World world(frustrating_dyad());
  for (std::uint64_t replication = 0; replication < replications; ++replication) {
    world.run(dyad_seed, replication, TraceLevel::events);
    double beyond = not_reached;
    for (const StockRow& row : world.trace().stocks())
      if (row.stock == Stock::frustration && row.value > 0.4 && std::isnan(beyond)) beyond = row.t;
    const auto called = facts_of(world, Fact::go_between_called);
    REQUIRE(called.size() == (std::isnan(beyond) ? 0U : 1U));
    if (called.empty()) continue;
    CHECK(called[0].t == beyond);
    CHECK(called[0].value > 0.4);
  }
}

TEST_CASE("a go-between takes 45 days, and encounters begun before go on directly", "[channel]") {
  World world(frustrating_dyad());
  int engaged_in_time = 0;
  int straddling = 0;
  for (std::uint64_t replication = 0; replication < replications; ++replication) {
    world.run(dyad_seed, replication, TraceLevel::events);
    const PersonId go_between = contact(world, "dcl");
    double called = not_reached;
    bool engaged = false;
    bool engaged_when_begun = false;
    for (const FactRow& row : world.trace().facts()) {
      if (row.kind == Fact::go_between_called) called = row.t;
      if (row.kind == Fact::go_between_engaged) {
        engaged = true;
        ++engaged_in_time;
        CHECK(same(row.t, called + 45.0));
      }
      if (row.kind == Fact::encounter_begun) engaged_when_begun = engaged;
      if (row.kind != Fact::message_sent) continue;
      CHECK(engaged_when_begun == (row.from == go_between || row.to == go_between));
      straddling += engaged && !engaged_when_begun;
    }
  }
  CHECK(engaged_in_time > 10);
  CHECK(straddling > 10);
}

TEST_CASE("while a go-between is engaged he keeps frustration away", "[channel]") {
  // The stocks of frustration rise by .03 a clarification before and .006 after.
  Scenario scenario = frustrating_dyad();
  scenario.patience.waiting = 0.0;
  scenario.patience.surprise = 0.0;
  scenario.patience.rejection = 0.0;
  dcl(scenario).speaks = {"osaka"};  // so that there is something to clarify still
  World world(scenario);
  int shielded = 0;
  for (std::uint64_t replication = 0; replication < 20; ++replication) {
    world.run(dyad_seed, replication, TraceLevel::events);
    const auto engaged = facts_of(world, Fact::go_between_engaged);
    const double since = engaged.empty() ? world.scenario().time.horizon : engaged[0].t;
    double before = 0.0;
    for (const StockRow& row : world.trace().stocks()) {
      if (row.stock != Stock::frustration || row.subject != contact(world, "home")) continue;
      const double rise = row.value - before;
      before = row.value;
      if (rise <= 0.0 || row.t == since) continue;
      CHECK(same(rise, row.t < since ? 0.03 : 0.03 * (1.0 - 0.8)));
      shielded += row.t > since;
    }
  }
  CHECK(shielded > 0);
}

TEST_CASE("a go-between whom nobody knows is called once he was introduced", "[channel]") {
  Scenario scenario = dyad_without_chance(FromStart{});
  firm(scenario, "home").knows = {"far"};
  add_fair(scenario, 100.0, {"home", "dcl"});
  World world(scenario);
  const DealOutcome with_dcl = world.run(dyad_seed, 0, TraceLevel::events).deals[0];
  REQUIRE(count_of(world, Fact::go_between_engaged) == 1);
  CHECK(facts_of(world, Fact::go_between_called)[0].t == 100.0);
  CHECK(facts_of(world, Fact::go_between_engaged)[0].t == 145.0);
  CHECK(at(with_dcl, DealState::mandated) > 145.0);
}

TEST_CASE("a go-between is wanted until somebody introduces him", "[channel]") {
  Scenario scenario = frustrating_dyad(0.0);
  make_everybody_forbearing(scenario);
  scenario.bargaining.reservation = 1.0;  // so that the deal lives for a while
  scenario.bargaining.credit = 0.0;
  firm(scenario, "home").knows = {"far"};
  add_fair(scenario, 20.0, {"home", "far"});
  add_fair(scenario, 60.0, {"home", "dcl"});
  World world(scenario);
  world.run(dyad_seed, 0, TraceLevel::events);
  const auto called = facts_of(world, Fact::go_between_called);
  REQUIRE(called.size() == 1);
  CHECK(called[0].t == 60.0);
  CHECK(facts_of(world, Fact::go_between_engaged)[0].t == 105.0);
}

TEST_CASE("a go-between nobody ever introduces leaves the project waiting", "[channel]") {
  Scenario scenario = dyad_without_chance(FromStart{});
  firm(scenario, "home").knows = {"far"};
  const DealOutcome deal = only_deal(scenario);
  CHECK(deal.state == DealState::conceived);
  CHECK(ended_by(deal, Cause::horizon));
  CHECK(deal.person_days_initiator == 0.0);
}

TEST_CASE("the fee is shared by the deals of the project", "[channel]") {
  Scenario scenario = reference_dyad(0.0, FromStart{});
  dcl(scenario).fee = 10.0;
  firm(scenario, "far").supplies.add("board");
  venture(scenario).needs = {"module", "board"};
  World world(scenario);
  const RunOutcome& outcome = world.run(dyad_seed, 0);
  CHECK(outcome.deals[0].fees == 5.0);
  CHECK(outcome.deals[1].fees == 5.0);
}

TEST_CASE("each deal keeps to one person of the staff", "[channel]") {
  Scenario scenario = reference_dyad(0.8, FromStart{});
  dcl(scenario).staff = 2;
  firm(scenario, "far").supplies.add("board");
  venture(scenario).needs = {"module", "board"};
  World world(scenario);
  world.run(dyad_seed, 0, TraceLevel::events);
  const auto& staff = world.cast()[world.cast().body("dcl")].people;
  std::array<int, 2> messages{};
  for (const FactRow& row : facts_of(world, Fact::message_sent)) {
    const PersonId own = staff[row.deal.index()];
    CHECK((row.from == own || row.to == own));
    ++messages[row.deal.index()];
  }
  CHECK(messages[0] > 0);
  CHECK(messages[1] > 0);
}

}  // namespace
}  // namespace nakodo::tests

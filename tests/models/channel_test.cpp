#include "models/channel.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <utility>

#include "models/project.hpp"
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

/// dyad_without_chance through a bank and dcl.
Scenario over_two(Scenario scenario) {
  add_intermediary(scenario, "bank");
  venture(scenario).go_between.who = {"bank", "dcl"};
  return scenario;
}

TEST_CASE("several go-betweens are called together and engaged when the last is ready",
          "[channel]") {
  Scenario scenario = over_two(dyad_without_chance(FromStart{}));
  scenario.intermediaries.find("bank")->setup = Constant{60.0};
  scenario.intermediaries.find("bank")->fee = 7.0;
  dcl(scenario).fee = 3.0;
  World world(scenario);
  const DealOutcome deal = world.run(dyad_seed, 0, TraceLevel::events).deals[0];
  const auto called = facts_of(world, Fact::go_between_called);
  const auto engaged = facts_of(world, Fact::go_between_engaged);
  REQUIRE(called.size() == 2);
  REQUIRE(engaged.size() == 2);
  CHECK(called[0].to == contact(world, "bank"));
  CHECK(called[1].to == contact(world, "dcl"));
  for (const FactRow& row : called) CHECK(row.t == 0.0);
  for (const FactRow& row : engaged) CHECK(row.t == 60.0);
  CHECK(engaged[0].value == 7.0);
  CHECK(engaged[1].value == 3.0);
  CHECK(deal.fees == 10.0);
  CHECK(deal.intermediary == world.cast().body("bank"));
}

TEST_CASE("who knows the first of a route reaches the others, who knows only the last does not",
          "[channel]") {
  Scenario scenario = over_two(dyad_without_chance(FromStart{}));
  firm(scenario, "home").knows = {"far", "bank"};
  CHECK(only_deal(scenario).is_signed());
  firm(scenario, "home").knows = {"far", "dcl"};
  CHECK(only_deal(scenario).state == DealState::conceived);
}

TEST_CASE("the set-up of the first of a route is what it is without the others", "[channel]") {
  Scenario scenario = over_two(dyad_without_chance(FromStart{}));
  for (auto& entry : scenario.intermediaries) entry.second.setup = Exponential{45.0};
  const auto engaged = [&](OneOrMore<std::string> who) {
    venture(scenario).go_between.who = std::move(who);
    World world(scenario);
    world.run(dyad_seed, 0, TraceLevel::events);
    return facts_of(world, Fact::go_between_engaged).at(0).t;
  };
  const double first = engaged("bank");
  CHECK(engaged("dcl") == first);  // the first of its route, too
  CHECK(engaged({"bank", "dcl"}) >= first);
  scenario.intermediaries.find("dcl")->setup = Constant{0.0};
  CHECK(engaged({"bank", "dcl"}) == first);
  scenario.intermediaries.find("dcl")->setup = Exponential{45.0};
  scenario.intermediaries.find("bank")->setup = Constant{0.0};
  CHECK(engaged({"bank", "dcl"}) != first);  // the second draws from a stream of his own
}

TEST_CASE("shields and analyses leave through what none of a route keeps away", "[channel]") {
  Scenario scenario = over_two(dyad_without_chance(FromStart{}));
  IntermediarySpec& bank = *scenario.intermediaries.find("bank");
  bank.shield = 0.5;
  bank.analysis = 0.25;
  bank.endorsement = 0.15;
  dcl(scenario).analysis = 0.5;
  Stage stage(scenario);
  std::vector<Secondment> nobody;
  const std::array resources{ResourceId{0}};
  Project project(stage, ProjectId{0}, venture(scenario), BodyId{0}, 0, DealId{0}, resources,
                  nobody);
  stage.reset(dyad_seed, 0, TraceLevel::none);
  stage.open_deals = 1;
  project.reset(0);
  stage.introduce(project.champion(), stage.cast[stage.cast.body("bank")].contact());
  project.begin();
  stage.simulation.run_until(44.0);
  const Channel& channel = project.channel();
  CHECK(channel.shield() == 0.0);
  CHECK(channel.analysis() == 0.0);
  CHECK(channel.endorsement() == 0.0);
  CHECK(channel.route(DealId{0}).size() == 0);
  stage.simulation.run_until(46.0);
  CHECK(same(channel.shield(), 1.0 - 0.5 * 0.2));
  CHECK(same(channel.analysis(), 1.0 - 0.75 * 0.5));
  CHECK(same(channel.endorsement(), 0.25));
  CHECK(channel.route(DealId{0}).size() == 2);
}

TEST_CASE("two shields keep away what one alone lets through", "[channel]") {
  // Nothing gets through to the bank; each clarification adds .03 · (1 − .8)(1 − .5).
  Scenario scenario = over_two(dyad_without_chance(FromStart{}));
  scenario.communities.find("silicon_valley")->style.national = 1000.0;
  for (auto& entry : scenario.intermediaries) entry.second.speaks = {"silicon_valley"};
  scenario.intermediaries.find("bank")->shield = 0.5;
  fax(scenario).noticed = 1.0;
  open_all_doors(scenario);
  const DealOutcome deal = only_deal(scenario);
  CHECK(ended_by(deal, Cause::patience));
  CHECK(deal.clarifications == 334);  // 334 · .003 > 1
}

TEST_CASE("endorsements add up in the eyes of stakeholders", "[channel]") {
  Scenario scenario = over_two(dyad_without_chance(FromStart{}));
  scenario.intermediaries.find("bank")->endorsement = 0.15;
  World world(scenario);
  world.run(dyad_seed, 0, TraceLevel::events);
  const double merit = 0.9 * 0.75 + 0.15 + 0.1;
  CHECK(same(facts_of(world, Fact::visit).at(0).value, 0.4 + 0.3 * (merit - 0.4)));
}

TEST_CASE("a route that is too long or names somebody twice is refused", "[channel]") {
  Scenario scenario = over_two(dyad_without_chance(FromStart{}));
  venture(scenario).go_between.who = {"dcl", "bank", "dcl"};
  CHECK_THROWS_AS(World(scenario), std::invalid_argument);
  venture(scenario).go_between.who = OneOrMore<std::string>{};
  CHECK_THROWS_AS(World(scenario), std::invalid_argument);
  for (std::size_t i = 0; i < Route::most; ++i) {
    const std::string name = "relay" + std::to_string(i);
    add_intermediary(scenario, name);
    venture(scenario).go_between.who.add(name);
  }
  CHECK(only_deal(scenario).is_signed());
  venture(scenario).go_between.who.add("dcl");
  CHECK_THROWS_AS(World(scenario), std::invalid_argument);
}

TEST_CASE("a go-between leaves after the time agreed, and what is begun then goes directly",
          "[channel]") {
  Scenario scenario = dyad_without_chance(FromStart{});
  venture(scenario).go_between.disengage = After{60.0};
  dcl(scenario).fee = 10.0;
  dcl(scenario).retainer = 2.0;
  World world(scenario);
  const DealOutcome deal = world.run(dyad_seed, 0, TraceLevel::events).deals[0];
  const auto left = facts_of(world, Fact::go_between_disengaged);
  REQUIRE(left.size() == 1);
  CHECK(left[0].t == 105.0);
  CHECK(left[0].value == 60.0);
  CHECK(left[0].from == contact(world, "home"));
  CHECK(left[0].to == contact(world, "dcl"));
  REQUIRE(deal.t_signed() > 105.0);
  CHECK(same(deal.fees, 10.0 + 2.0 * 60.0));
  CHECK(deal.intermediary.some());
  bool direct = false;
  std::array<int, 2> sent{};
  for (const FactRow& row : world.trace().facts()) {
    if (row.kind == Fact::encounter_begun) direct = row.t >= 105.0;
    if (row.kind != Fact::message_sent) continue;
    CHECK((row.from == contact(world, "dcl") || row.to == contact(world, "dcl")) != direct);
    ++sent[direct ? 1 : 0];
  }
  CHECK(sent[0] > 0);
  CHECK(sent[1] > 0);
  CHECK(count_of(world, Fact::go_between_called) == 1);
}

TEST_CASE("a go-between who has left shields and endorses no more", "[channel]") {
  // He leaves before the first visit is over; each clarification then adds .03.
  Scenario scenario = dyad_without_chance(FromStart{});
  scenario.communities.find("silicon_valley")->style.national = 1000.0;
  venture(scenario).go_between.disengage = After{0.5};
  fax(scenario).noticed = 1.0;
  scenario.trust.floor = 0.0;
  World world(scenario);
  const DealOutcome deal = world.run(dyad_seed, 0, TraceLevel::events).deals[0];
  CHECK(ended_by(deal, Cause::patience));
  CHECK(deal.clarifications == 34);
  CHECK(same(facts_of(world, Fact::visit).at(0).value, 0.4 + 0.3 * (0.9 * 0.75 - 0.4)));
}

TEST_CASE("a retainer is shared by the deals that are open, day by day", "[channel]") {
  // One of two deals ends when it is found that nobody supplies what it needs.
  Scenario scenario = dyad_without_chance(FromStart{});
  venture(scenario).needs = {"module", "what nobody supplies"};
  dcl(scenario).retainer = 3.0;
  const auto deals = [&] { return World(scenario).run(dyad_seed, 0).deals; };
  const auto done = deals();
  REQUIRE(done[0].is_signed());
  REQUIRE(ended_by(done[1], Cause::search));
  REQUIRE(done[1].t_ended < done[0].t_signed());
  const double both = 1.5 * (done[1].t_ended - 45.0);
  CHECK(same(done[1].fees, both));
  CHECK(same(done[0].fees, both + 3.0 * (done[0].t_signed() - done[1].t_ended)));

  scenario.time.horizon = done[1].t_ended - 1.0;
  for (const DealOutcome& deal : deals())
    CHECK(same(deal.fees, 1.5 * (scenario.time.horizon - 45.0)));
}

TEST_CASE("a go-between who was wanted from the start is not relieved before anybody was strained",
          "[channel]") {
  World world(reference_dyad(0.0, FromStart{}));
  Scenario scenario = reference_dyad(0.0, FromStart{});
  venture(scenario).go_between.disengage = WhenRelieved{0.1};
  World relieved(scenario);
  CHECK(same_deal(world.run(dyad_seed, 0).deals[0], relieved.run(dyad_seed, 0).deals[0]));
}

TEST_CASE("a go-between leaves when both sides are relieved and is called again when they are not",
          "[channel]") {
  Scenario scenario = frustrating_dyad(0.2);
  venture(scenario).go_between.disengage = WhenRelieved{0.1};
  scenario.dialogue.requirements = 60;
  dcl(scenario).fee = 5.0;
  dcl(scenario).retainer = 1.0;
  World world(scenario);
  int left = 0;
  int called_again = 0;
  for (std::uint64_t replication = 0; replication < 30; ++replication) {
    const DealOutcome deal = world.run(dyad_seed, replication, TraceLevel::events).deals[0];
    double engaged_at = not_reached;
    double days = 0.0;
    int called = 0;
    int engaged = 0;
    int gone = 0;
    for (const FactRow& row : world.trace().facts()) {
      if (row.kind == Fact::go_between_called) {
        CHECK(row.value > 0.2);
        CHECK(called++ == gone);
      }
      if (row.kind == Fact::go_between_engaged) {
        engaged_at = row.t;
        CHECK(engaged++ == gone);
      }
      if (row.kind == Fact::go_between_disengaged) {
        CHECK(same(row.value, row.t - engaged_at));
        days += row.value;
        ++gone;
      }
    }
    const double closed = deal.is_signed() ? deal.t_signed() : deal.t_ended;
    if (engaged > gone) days += closed - engaged_at;
    CHECK(same(deal.fees, 5.0 * engaged + days));
    left += gone;
    called_again += std::max(0, called - 1);

    // He leaves with the first fall of the worse side below the level.
    std::array<double, 2> frustration{};
    bool strained = false;
    std::vector<double> falls;
    for (const StockRow& row : world.trace().stocks()) {
      if (row.stock != Stock::frustration) continue;
      frustration[row.subject == contact(world, "home") ? 0 : 1] = row.value;
      const double worst = std::max(frustration[0], frustration[1]);
      if (worst >= 0.1) strained = true;
      if (worst < 0.1 && strained) falls.push_back(row.t);
      if (worst < 0.1) strained = false;
    }
    for (const FactRow& row : facts_of(world, Fact::go_between_disengaged))
      CHECK(std::find(falls.begin(), falls.end(), row.t) != falls.end());
  }
  CHECK(left > 10);
  CHECK(called_again > 10);
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

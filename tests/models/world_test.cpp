#include "models/world.hpp"

#include "tests/catch.hpp"
#include "tests/models/dyad.hpp"

namespace nakodo::tests {
namespace {

/// Any scenario at all: 300 of them, drawn from one stream.
Scenario random_scenario(kernel::RandomStream& random) {
  const auto one_of = [&](int n) {
    return static_cast<int>(random.below(static_cast<unsigned>(n)));
  };
  const std::array<Engagement, 3> policies{Never{}, FromStart{}, WhenFrustrated{random.uniform()}};
  Scenario scenario = reference_dyad(1.8 * random.uniform(), policies[random.below(3)]);
  scenario.time.horizon = 30.0 + 1500.0 * random.uniform();
  scenario.dialogue.requirements = one_of(15);
  scenario.bargaining.issues = 1 + one_of(6);
  scenario.bargaining.reservation = 0.3 + 0.4 * random.uniform();
  scenario.understanding.surfacing = 1.0 + 100.0 * random.uniform();
  const std::array media{"letter", "fax", "call", "visit", "email"};
  venture(scenario).medium = media[random.below(5)];
  firm(scenario, "far").supplies.find("module")->fit = 0.6 + 0.4 * random.uniform();
  scenario.firms.add("farther", firm(scenario, "far"));
  firm(scenario, "farther").supplies.add("board");
  for (auto& [name, any_firm] : scenario.firms) {
    any_firm.patience = 0.2 + 2.0 * random.uniform();
    any_firm.employees = random.chance(0.3) ? 3000 : 30;
    any_firm.assent.protocol = static_cast<Protocol>(one_of(4));
    any_firm.assent.objection = static_cast<Objection>(one_of(2));
    any_firm.stakeholders.attention = static_cast<Attention>(one_of(3));
    any_firm.stakeholders.anchor.mean = 0.3 + 0.4 * random.uniform();
    any_firm.people.add(name + " champion", {.attention = static_cast<Attention>(one_of(3))});
    any_firm.people.add("engineer");
  }
  FirmSpec& home = firm(scenario, "home");
  home.knows.clear();
  for (const char* other : {"far", "farther", "dcl"})
    if (random.chance(0.6)) home.knows.emplace_back(other);
  if (random.chance(0.5)) venture(scenario).needs.emplace_back("board");
  if (random.chance(0.5))
    add_fair(scenario, 400.0 * random.uniform(), {"home", "far", "farther", "dcl"});
  if (random.chance(0.5)) {
    SecondmentSpec secondment;
    secondment.firm = "home";
    secondment.person = "engineer";
    secondment.host = "far";
    scenario.occasions.emplace_back(secondment);
  }
  if (random.chance(0.3)) {
    firm(scenario, "far").knows = {"home"};
    home.supplies.add("market");
    ProjectSpec counter = venture(scenario);
    counter.firm = "far";
    counter.needs = {"market"};
    counter.go_between = {};
    scenario.projects.add("counter", counter);
  }
  return scenario;
}

void ends_in_one_way(const DealOutcome& deal, double horizon) {
  if (deal.is_signed()) {
    CHECK(deal.cause == -1);
    CHECK(std::isnan(deal.t_ended));
    CHECK(deal.t_signed() <= horizon);
    return;
  }
  REQUIRE(deal.cause >= 0);
  REQUIRE(deal.cause <= static_cast<int>(Cause::horizon));
  CHECK(std::isnan(deal.t_signed()));
  CHECK(deal.t_ended <= horizon);
  if (ended_by(deal, Cause::horizon)) {
    CHECK(deal.t_ended == horizon);
    CHECK(deal.state != DealState::dropped);
  } else {
    CHECK(deal.state == DealState::dropped);
  }
}

void goes_forward(const DealOutcome& deal) {
  double before = 0.0;
  bool stopped = false;
  for (const double t : deal.reached) {
    if (std::isnan(t)) {
      stopped = true;
      continue;
    }
    CHECK_FALSE(stopped);
    CHECK(t >= before);
    before = t;
  }
  if (!std::isnan(deal.t_ended)) CHECK(deal.t_ended >= before);
  if (deal.state != DealState::dropped) {
    CHECK_FALSE(std::isnan(at(deal, deal.state)));
    if (!deal.is_signed())
      CHECK(std::isnan(deal.reached[static_cast<std::size_t>(deal.state) + 1]));
  }
}

void is_plausible(const DealOutcome& deal) {
  const bool agreed = deal.is_signed();
  CHECK(std::isnan(deal.utility_initiator) == !agreed);
  CHECK(std::isnan(deal.utility_partner) == !agreed);
  if (agreed) {
    CHECK((deal.utility_initiator >= -1e-9 && deal.utility_initiator <= 1.0 + 1e-9));
    CHECK((deal.utility_partner >= -1e-9 && deal.utility_partner <= 1.0 + 1e-9));
  }
  CHECK(std::isnan(deal.trust_initiator) == !deal.is_signed());
  if (deal.is_signed()) {
    CHECK((deal.trust_initiator > 0.0 && deal.trust_initiator < 1.0));
    CHECK((deal.trust_partner > 0.0 && deal.trust_partner < 1.0));
  }
  CHECK(deal.partner.some() == (deal.encounters > 0));
  CHECK((deal.offers > 0) == !std::isnan(at(deal, DealState::bargaining)));
  CHECK(deal.person_days_initiator >= 0.0);
}

TEST_CASE("300 random scenarios: every deal goes forward and ends in exactly one way", "[world]") {
  kernel::RandomStream random(dyad_seed, 0, 0, 0);
  std::array<int, 7> ends{};
  for (int i = 0; i < 300; ++i) {
    INFO("scenario " << i);
    World world(random_scenario(random));
    const double horizon = world.scenario().time.horizon;
    for (std::uint64_t replication = 0; replication < 2; ++replication) {
      const RunOutcome& outcome = world.run(dyad_seed, replication);
      for (const DealOutcome& deal : outcome.deals) {
        ends_in_one_way(deal, horizon);
        goes_forward(deal);
        is_plausible(deal);
        ++ends[static_cast<std::size_t>(deal.cause + 1)];
      }
      double last = 0.0;
      for (const DealOutcome& deal : outcome.deals)
        last = std::max(last, deal.is_signed() ? deal.t_signed() : deal.t_ended);
      for (const PersonOutcome& person : outcome.persons)
        CHECK((person.busy_days >= 0.0 && person.busy_days <= last + 1e-9));
    }
  }
  for (const int count : ends) CHECK(count > 0);  // signed, and every cause
}

TEST_CASE("300 random scenarios: projects count their deals, and deals what people have worked",
          "[world]") {
  kernel::RandomStream random(dyad_seed, 1, 0, 0);
  int through_go_betweens = 0;
  for (int i = 0; i < 300; ++i) {
    INFO("scenario " << i);
    World world(random_scenario(random));
    const RunOutcome& outcome = world.run(dyad_seed, 0);
    for (const ProjectOutcome& project : outcome.projects) {
      int is_signed = 0;
      double last = 0.0;
      for (const DealOutcome& deal : outcome.deals) {
        if (deal.project != project.project || !deal.is_signed()) continue;
        ++is_signed;
        last = std::max(last, deal.t_signed());
      }
      CHECK(project.signed_deals == is_signed);
      if (is_signed == project.needs)
        CHECK(project.t_launched == last);
      else
        CHECK(std::isnan(project.t_launched));
    }
    std::array<double, 2> charged{};  // to the parties, to those who stand between them
    for (const DealOutcome& deal : outcome.deals) {
      charged[0] += deal.person_days_initiator + deal.person_days_partner;
      charged[1] += deal.person_days_intermediary;
    }
    std::array<double, 2> worked{};
    for (const PersonOutcome& person : outcome.persons)
      worked[world.cast()[person.person].role == Role::go_between] += person.person_days;
    CHECK(same(charged[0], worked[0]));
    CHECK(same(charged[1], worked[1]));
    through_go_betweens += worked[1] > 0.0;
  }
  CHECK(through_go_betweens > 50);
}

TEST_CASE(
    "300 random scenarios: costs by side and phase sum to those of the deals, and arise in "
    "phases they have reached",
    "[world]") {
  kernel::RandomStream random(dyad_seed, 2, 0, 0);
  constexpr std::array first_state{DealState::conceived,  DealState::mandated,
                                   DealState::contacted,  DealState::counter_mandated,
                                   DealState::bargaining, DealState::sealing};
  std::array<int, Ledger::phases> rows_in{};
  for (int i = 0; i < 300; ++i) {
    INFO("scenario " << i);
    World world(random_scenario(random));
    const RunOutcome& outcome = world.run(dyad_seed, 0);
    for (std::size_t d = 0; d < outcome.deals.size(); ++d) {
      const DealOutcome& deal = outcome.deals[d];
      std::array<Cost, Ledger::sides> of{};
      for (const CostOutcome& row : outcome.costs) {
        if (row.deal.index() != d) continue;
        CHECK(row.cost.some());
        const auto phase = static_cast<std::size_t>(row.phase);
        CHECK_FALSE(std::isnan(at(deal, first_state[phase])));
        ++rows_in[phase];
        Cost& sum = of[static_cast<std::size_t>(row.side)];
        sum.person_days += row.cost.person_days;
        sum.travel += row.cost.travel;
        sum.fees += row.cost.fees;
      }
      CHECK(same(of[0].person_days, deal.person_days_initiator));
      CHECK(same(of[1].person_days, deal.person_days_partner));
      CHECK(same(of[2].person_days, deal.person_days_intermediary));
      CHECK(same(of[0].travel, deal.travel_initiator));
      CHECK(same(of[1].travel, deal.travel_partner));
      CHECK(same(of[0].fees + of[1].fees + of[2].fees, deal.fees));
    }
  }
  for (const int rows : rows_in) CHECK(rows > 0);
}

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

}  // namespace
}  // namespace nakodo::tests

// What is true of every world, whatever its parameters (validation by properties). Each property is
// tried in worlds drawn with a fixed seed; a failure shows the plainest world that breaks it.
#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <set>

#include "models/ledger.hpp"
#include "tests/models/any_world.hpp"
#include "tests/validation/sample.hpp"

namespace nakodo::tests {
namespace {

constexpr int worlds = 200;

TEST_CASE("trust stays between 0 and 1, whatever people see of each other", "[property]") {
  holds(1000, [] {
    Evidence evidence{.base_rate = any_number(0.001, 0.999)};
    const double forgetting = any_number(0.0, 0.1);
    const double prior = any_number(0.01, 10.0);
    double now = 0.0;
    for (int deeds = any_count(0, 60); deeds > 0; --deeds) {
      now += any_number(0.0, 500.0);
      const double weight = any_number(0.0, 100.0);
      maybe() ? evidence.good_deed(weight, now, forgetting)
              : evidence.bad_deed(weight, now, forgetting);
      const double trust = evidence.trust(now + any_number(0.0, 500.0), forgetting, prior);
      RC_ASSERT(trust > 0.0);
      RC_ASSERT(trust < 1.0);
    }
  });
}

TEST_CASE("stocks keep their bounds: trust in (0, 1), stances in [0, 1], no frustration below 0",
          "[property]") {
  holds(worlds, [] {
    World world(any_world());
    world.run(dyad_seed, 0, TraceLevel::events);
    for (const StockRow& row : world.trace().stocks()) {
      RC_ASSERT(row.value >= 0.0);
      if (row.stock == Stock::trust) RC_ASSERT(row.value > 0.0 && row.value < 1.0);
      if (row.stock == Stock::stance) RC_ASSERT(row.value <= 1.0);
    }
  });
}

TEST_CASE("time never runs backwards", "[property]") {
  holds(worlds, [] {
    World world(any_world());
    const RunOutcome& outcome = world.run(dyad_seed, 0, TraceLevel::events);
    double before = 0.0;
    for (const FactRow& fact : world.trace().facts()) {
      RC_ASSERT(fact.t >= before);
      before = fact.t;
    }
    RC_ASSERT(before <= world.scenario().time.horizon);
    for (const DealOutcome& deal : outcome.deals) {
      double reached = 0.0;
      bool stopped = false;
      for (const double t : deal.reached) {
        stopped = stopped || std::isnan(t);
        if (stopped) RC_ASSERT(std::isnan(t));  // no state is passed over
        if (!stopped) RC_ASSERT(t >= reached);
        if (!stopped) reached = t;
      }
      if (!std::isnan(deal.t_ended)) RC_ASSERT(deal.t_ended >= reached);
    }
  });
}

TEST_CASE("every deal ends in exactly one cause, or is signed", "[property]") {
  std::array<int, 7> ends{};  // signed, and every cause
  holds(2 * worlds, [&] {
    World world(any_world());
    const double horizon = world.scenario().time.horizon;
    for (const DealOutcome& deal : world.run(dyad_seed, 0, TraceLevel::milestones).deals) {
      RC_ASSERT(deal.is_signed() == (deal.cause == -1));
      RC_ASSERT(deal.is_signed() == std::isnan(deal.t_ended));
      RC_ASSERT(deal.is_signed() != std::isnan(deal.t_signed()));
      RC_ASSERT(ended_by(deal, Cause::horizon) == (deal.t_ended == horizon));
      RC_ASSERT((deal.state == DealState::dropped) ==
                (!deal.is_signed() && !ended_by(deal, Cause::horizon)));
      RC_ASSERT(!deal.is_signed() || deal.t_signed() <= horizon);
      ++ends[static_cast<std::size_t>(deal.cause + 1)];
    }
    std::vector<int> told(world.run(dyad_seed, 0, TraceLevel::milestones).deals.size());
    for (const FactRow& fact : facts_of(world, Fact::ended)) ++told[fact.deal.index()];
    for (const FactRow& fact : facts_of(world, Fact::state))
      if (fact.value == static_cast<double>(DealState::signed_)) ++told[fact.deal.index()];
    for (const int count : told) RC_ASSERT(count == 1);
  });
  for (const int count : ends) CHECK(count > 0);
}

TEST_CASE("no firm is the partner of two deals for one need, however it was found", "[property]") {
  holds(10 * worlds, [] {
    World world(any_world());
    const RunOutcome& outcome = world.run(dyad_seed, 0);
    std::set<std::array<std::int32_t, 3>> partners;
    for (const DealOutcome& deal : outcome.deals)
      if (deal.partner.some())
        RC_ASSERT(
            partners.insert({deal.project.value, deal.resource.value, deal.partner.value}).second);
  });
}

TEST_CASE("what a deal reports fits together", "[property]") {
  holds(worlds, [] {
    World world(any_world());
    const RunOutcome& outcome = world.run(dyad_seed, 0);
    for (const DealOutcome& deal : outcome.deals) {
      for (const double value : {deal.utility_initiator, deal.utility_partner, deal.nash_ratio,
                                 deal.completeness, deal.completeness_gap})
        RC_ASSERT((deal.is_signed() ? value > -1e-9 && value < 1.0 + 1e-9 : std::isnan(value)));
      for (const double trust : {deal.trust_initiator, deal.trust_partner})
        RC_ASSERT((deal.is_signed() ? trust > 0.0 && trust < 1.0 : std::isnan(trust)));
      RC_ASSERT(deal.partner.some() == (deal.encounters > 0));
      RC_ASSERT(std::isnan(deal.fit) == !deal.partner.some());
      RC_ASSERT(deal.alignment_points > 0);
    }
    for (const ProjectOutcome& project : outcome.projects) {
      int is_signed = 0;
      double last = 0.0;
      for (const DealOutcome& deal : outcome.deals) {
        if (deal.project != project.project || !deal.is_signed()) continue;
        ++is_signed;
        last = std::max(last, deal.t_signed());
      }
      RC_ASSERT(project.signed_deals == is_signed);
      RC_ASSERT((is_signed == project.needs ? project.t_launched == last
                                            : std::isnan(project.t_launched)));
    }
  });
}

TEST_CASE("person-days in the ledger equal busy time in calendars", "[property]") {
  int through_go_betweens = 0;
  holds(2 * worlds, [&] {
    World world(any_world());
    const RunOutcome& outcome = world.run(dyad_seed, 0);
    std::array<double, 2> charged{};  // to the parties, to those who stand between them
    for (const DealOutcome& deal : outcome.deals) {
      charged[0] += deal.person_days_initiator + deal.person_days_partner;
      charged[1] += deal.person_days_intermediary;
    }
    std::array<double, 2> worked{};
    for (const PersonOutcome& person : outcome.persons) {
      const Person& who = world.cast()[person.person];
      RC_ASSERT(person.duty_days <= person.busy_days + 1e-9);
      worked[world.cast().firm(who.body) == nullptr] +=
          (person.busy_days - person.duty_days) * who.availability;
    }
    RC_ASSERT(same(charged[0], worked[0]));
    RC_ASSERT(same(charged[1], worked[1]));
    through_go_betweens += worked[1] > 0.0;
  });
  CHECK(through_go_betweens > 30);
}

TEST_CASE("costs by side and phase sum to those of the deal, in phases it has reached",
          "[property]") {
  constexpr std::array first_state{DealState::conceived,  DealState::mandated,
                                   DealState::contacted,  DealState::counter_mandated,
                                   DealState::bargaining, DealState::sealing};
  std::array<int, Ledger::phases> rows_in{};
  holds(2 * worlds, [&] {
    World world(any_world());
    const RunOutcome& outcome = world.run(dyad_seed, 0);
    std::vector<std::array<Cost, Ledger::sides>> sums(outcome.deals.size());
    for (const CostOutcome& row : outcome.costs) {
      RC_ASSERT(row.cost.some());
      const auto phase = static_cast<std::size_t>(row.phase);
      RC_ASSERT(!std::isnan(at(outcome.deals[row.deal.index()], first_state[phase])));
      ++rows_in[phase];
      Cost& sum = sums[row.deal.index()][static_cast<std::size_t>(row.side)];
      sum.person_days += row.cost.person_days;
      sum.travel += row.cost.travel;
      sum.fees += row.cost.fees;
    }
    for (std::size_t d = 0; d < sums.size(); ++d) {
      const DealOutcome& deal = outcome.deals[d];
      RC_ASSERT(same(sums[d][0].person_days, deal.person_days_initiator));
      RC_ASSERT(same(sums[d][1].person_days, deal.person_days_partner));
      RC_ASSERT(same(sums[d][2].person_days, deal.person_days_intermediary));
      RC_ASSERT(same(sums[d][0].travel, deal.travel_initiator));
      RC_ASSERT(same(sums[d][1].travel, deal.travel_partner));
      RC_ASSERT(same(sums[d][0].fees + sums[d][1].fees + sums[d][2].fees, deal.fees));
    }
  });
  for (const int rows : rows_in) CHECK(rows > 0);
}

TEST_CASE("a run again gives the same bits, traced or not", "[property]") {
  holds(worlds, [] {
    const Scenario scenario = any_world();
    World one(scenario);
    World two(scenario);
    two.run(dyad_seed, 1);
    const std::uint64_t fingerprint = one.run(dyad_seed, 0).fingerprint;
    RC_ASSERT(two.run(dyad_seed, 0, TraceLevel::events).fingerprint == fingerprint);
  });
}

TEST_CASE(
    "more shield never lowers trust at signing in expectation, all else being equal (z > -4.5)",
    "[property]") {
  holds(30, [] {
    Scenario less = reference_dyad(any_number(0.0, 1.8), FromStart{});
    less.understanding.surfacing = any_number(1.0, 100.0);
    less.trust.blame = any_number(0.0, 1.0);
    dcl(less).repair = any_number(0.0, 1.0);
    if (maybe()) dcl(less).speaks = {"osaka"};
    make_everybody_forbearing(less);  // or those who sign would differ
    dcl(less).shield = any_number(0.0, 1.0);
    Scenario more = less;
    dcl(more).shield += (1.0 - dcl(less).shield) * any_number(0.0, 1.0);
    World with_less(less);
    World with_more(more);
    std::vector<double> gained;
    for (std::uint64_t i = 0; i < 200; ++i) {
      const DealOutcome a = with_less.run(dyad_seed, i).deals[0];
      const DealOutcome& b = with_more.run(dyad_seed, i).deals[0];
      if (!a.is_signed() || !b.is_signed()) continue;
      gained.push_back(b.trust_initiator + b.trust_partner - a.trust_initiator - a.trust_partner);
    }
    if (gained.size() < 100) return;
    const Interval mean = mean_of(gained);
    RC_ASSERT(mean.centre >= -z_bound * mean.half_width / z_999);
  });
}

}  // namespace
}  // namespace nakodo::tests

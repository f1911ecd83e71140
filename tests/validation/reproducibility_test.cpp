// The same runs bit for bit, however they are run, watched or surrounded (validation section 2).
#include <algorithm>

#include "tests/catch.hpp"
#include "tests/models/dyad.hpp"

namespace nakodo::tests {
namespace {

constexpr std::uint64_t replications = 40;

std::vector<Scenario> typical() {
  std::vector<Scenario> scenarios;
  for (const Engagement& engage :
       {Engagement{Never{}}, Engagement{FromStart{}}, Engagement{WhenFrustrated{}}}) {
    Scenario scenario = reference_dyad(0.9, engage);
    scenario.firms.add("farther", firm(scenario, "far"));
    firm(scenario, "farther").supplies.add("board");
    firm(scenario, "home").people.add("engineer");
    venture(scenario).needs = {"module", "board"};
    add_fair(scenario, 100.0, {"home", "farther"});
    SecondmentSpec secondment;
    secondment.firm = "home";
    secondment.person = "engineer";
    secondment.host = "far";
    scenario.occasions.emplace_back(secondment);
    scenarios.push_back(scenario);
  }
  return scenarios;
}

bool same_deals(const RunOutcome& a, const RunOutcome& b) {
  return std::equal(a.deals.begin(), a.deals.end(), b.deals.begin(), b.deals.end(), same_deal);
}

TEST_CASE("tracing changes no deal and no fingerprint", "[validation]") {
  for (const Scenario& scenario : typical()) {
    World quiet(scenario);
    World watched(scenario);
    for (std::uint64_t r = 0; r < replications; ++r) {
      const RunOutcome& untraced = quiet.run(dyad_seed, r, TraceLevel::none);
      for (const TraceLevel level :
           {TraceLevel::deals, TraceLevel::milestones, TraceLevel::events}) {
        const RunOutcome& traced = watched.run(dyad_seed, r, level);
        CHECK(same_deals(untraced, traced));
        CHECK(untraced.fingerprint == traced.fingerprint);
        CHECK(untraced.events == traced.events);
      }
    }
  }
}

TEST_CASE("a replication run after others is the replication run alone", "[validation]") {
  for (const Scenario& scenario : typical()) {
    World reused(scenario);
    for (std::uint64_t r = 0; r < replications; ++r) {
      const RunOutcome& after_others = reused.run(dyad_seed, r);
      World fresh(scenario);
      const RunOutcome& alone = fresh.run(dyad_seed, r);
      CHECK(same_deals(after_others, alone));
      CHECK(after_others.fingerprint == alone.fingerprint);
      for (std::size_t i = 0; i < alone.persons.size(); ++i) {
        CHECK(after_others.persons[i].busy_days == alone.persons[i].busy_days);
        CHECK(after_others.persons[i].backlog_mean == alone.persons[i].backlog_mean);
        CHECK(after_others.persons[i].backlog_max == alone.persons[i].backlog_max);
      }
    }
  }
}

TEST_CASE("what concerns nobody changes no deal", "[validation]") {
  for (const Scenario& scenario : typical()) {
    // Two firms more that know nobody, want nothing and supply nothing wanted.
    Scenario crowded = scenario;
    for (const char* name : {"bystander", "passer-by"}) {
      FirmSpec& firm = crowded.firms.add(name);
      firm.community = "osaka";
      firm.supplies.add("tea");
      firm.people.add("tourist");
    }
    Scenario meeting = crowded;
    add_fair(meeting, 50.0, {"bystander", "passer-by"});
    Scenario empty = crowded;
    add_fair(empty, 50.0, {});
    Scenario travelling = crowded;
    SecondmentSpec tourism;
    tourism.firm = "bystander";
    tourism.person = "tourist";
    tourism.host = "passer-by";
    travelling.occasions.emplace_back(tourism);
    Scenario reunion = crowded;
    add_fair(reunion, 50.0, {"home", "dcl"});  // old acquaintances, before the last occasion
    World plain(scenario);
    for (const Scenario& surrounded : {crowded, meeting, empty, travelling, reunion}) {
      World world(surrounded);
      for (std::uint64_t r = 0; r < replications; ++r)
        CHECK(same_deals(plain.run(dyad_seed, r), world.run(dyad_seed, r)));
    }
  }
}

}  // namespace
}  // namespace nakodo::tests

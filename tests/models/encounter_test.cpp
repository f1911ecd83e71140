#include "models/encounter.hpp"

#include <array>
#include <cmath>

#include "tests/catch.hpp"
#include "tests/kernel/statistics.hpp"
#include "tests/models/dyad.hpp"

namespace nakodo::tests {
namespace {

constexpr double fax_work = 0.25 / 0.3;
constexpr double dcl_work = 0.25 / 0.5;

/// The pitch begins at day 0 over a fax of half a day.
Scenario pitching_dyad(double national, Engagement engage = Never{}) {
  Scenario scenario = dyad_without_chance(engage);
  scenario.communities.find("silicon_valley")->style.national = national;
  dcl(scenario).setup = Constant{0.0};
  open_all_doors(scenario);
  return scenario;
}

TEST_CASE("a message takes its sender, travels, and takes its receiver", "[encounter]") {
  World world(pitching_dyad(0.0));
  const DealOutcome deal = world.run(dyad_seed, 0, TraceLevel::events).deals[0];
  const FactRow sent = facts_of(world, Fact::message_sent).at(0);
  const FactRow read = facts_of(world, Fact::message_read).at(0);
  CHECK(same(sent.t, fax_work));
  CHECK(sent.from == contact(world, "home"));
  CHECK(sent.to == contact(world, "far"));
  CHECK(same(read.t, fax_work + 0.5 + fax_work));
  CHECK(same(at(deal, DealState::contacted), read.t));
}

TEST_CASE("a call holds both at once and nobody travels", "[encounter]") {
  Scenario scenario = pitching_dyad(0.0);
  venture(scenario).medium = "call";
  scenario.time.horizon = 0.15;
  const DealOutcome deal = only_deal(scenario);
  CHECK(same(at(deal, DealState::contacted), 0.1));
  // The next call is in hand when the run ends.
  CHECK(same(deal.person_days_initiator, 0.15 * 0.3));
  CHECK(same(deal.person_days_partner, 0.15 * 0.3));
}

TEST_CASE("a visitor travels before he meets, his host does not", "[encounter]") {
  Scenario scenario = pitching_dyad(0.0);
  venture(scenario).medium = "visit";
  scenario.time.horizon = 4.5;
  const DealOutcome deal = only_deal(scenario);
  CHECK(same(at(deal, DealState::contacted), 2.0 + 2.0));
  // He has set out again when the run ends.
  CHECK(same(deal.person_days_initiator, 4.5 * 0.3));
  CHECK(same(deal.person_days_partner, 2.0 * 0.3));
}

TEST_CASE("a misunderstanding that is noticed is asked about on that leg", "[encounter]") {
  Scenario scenario = pitching_dyad(1000.0);
  fax(scenario).noticed = 1.0;
  make_everybody_forbearing(scenario);
  scenario.time.horizon = 30.0;
  World world(scenario);
  const DealOutcome deal = world.run(dyad_seed, 0, TraceLevel::events).deals[0];
  const double leg = fax_work + 0.5 + fax_work;
  const auto asked = facts_of(world, Fact::clarification);
  REQUIRE(asked.size() == static_cast<std::size_t>(30.0 / leg));
  for (std::size_t i = 0; i < asked.size(); ++i)
    CHECK(same(asked[i].t, static_cast<double>(i + 1) * leg));
  CHECK(deal.clarifications == static_cast<int>(asked.size()));
  CHECK(deal.encounters == 1);
  CHECK(deal.state == DealState::searching);
}

TEST_CASE("a go-between passes on what he has read without writing it again", "[encounter]") {
  World world(pitching_dyad(1.2, FromStart{}));
  world.run(dyad_seed, 0, TraceLevel::events);
  const auto sent = facts_of(world, Fact::message_sent);
  CHECK(sent[0].to == contact(world, "dcl"));
  CHECK(sent[1].from == contact(world, "dcl"));
  CHECK(sent[1].to == contact(world, "far"));
  CHECK(same(sent[1].t - sent[0].t, 0.5 + dcl_work));
}

TEST_CASE("a go-between who is asked back writes", "[encounter]") {
  Scenario scenario = pitching_dyad(1000.0, FromStart{});
  dcl(scenario).speaks = {"osaka"};
  fax(scenario).noticed = 1.0;
  make_everybody_forbearing(scenario);
  scenario.time.horizon = 30.0;
  World world(scenario);
  world.run(dyad_seed, 0, TraceLevel::events);
  const auto sent = facts_of(world, Fact::message_sent);
  REQUIRE(sent.size() > 5);
  for (std::size_t i = 2; i < sent.size(); ++i) {
    CHECK(sent[i].from == contact(world, "dcl"));
    CHECK(same(sent[i].t - sent[i - 1].t, 0.5 + fax_work + dcl_work));
  }
}

TEST_CASE("a go-between bears no grudge when he has to ask", "[encounter]") {
  Scenario scenario = pitching_dyad(1000.0, FromStart{});
  dcl(scenario).speaks = {"silicon_valley"};
  fax(scenario).noticed = 1.0;
  World world(scenario);
  const DealOutcome deal = world.run(dyad_seed, 0, TraceLevel::events).deals[0];
  CHECK(ended_by(deal, Cause::patience));
  CHECK(deal.clarifications == 167);  // 167 · .03 · (1 − .8) > 1
  for (const StockRow& row : world.trace().stocks())
    if (row.stock == Stock::trust) CHECK(row.value == 0.5);
}

TEST_CASE("a go-between catches what nobody noticed before he passes it on", "[encounter]") {
  Scenario scenario = pitching_dyad(1000.0, FromStart{});
  dcl(scenario).speaks = {"silicon_valley"};
  dcl(scenario).repair = 1.0;
  fax(scenario).noticed = 0.0;
  scenario.time.horizon = 100.0;
  World world(scenario);
  const DealOutcome deal = world.run(dyad_seed, 0, TraceLevel::events).deals[0];
  CHECK(count_of(world, Fact::caught) > 10);
  CHECK(count_of(world, Fact::misunderstood) == 0);
  CHECK(deal.clarifications == 0);
  for (const StockRow& row : world.trace().stocks())
    if (row.stock == Stock::trust) CHECK(row.value == 0.5);
}

TEST_CASE("a go-between cannot catch what is misunderstood after him", "[encounter]") {
  Scenario scenario = pitching_dyad(1000.0, FromStart{});
  dcl(scenario).speaks = {"osaka"};
  dcl(scenario).repair = 1.0;
  fax(scenario).noticed = 0.0;
  scenario.dialogue.requirements = 1;  // told by home
  scenario.time.horizon = at(only_deal(scenario), DealState::bargaining);
  World world(scenario);
  const DealOutcome deal = world.run(dyad_seed, 0, TraceLevel::events).deals[0];
  CHECK(count_of(world, Fact::caught) == 0);
  CHECK(count_of(world, Fact::misunderstood) == 2);
  CHECK(count_of(world, Fact::understood) == 0);
  CHECK(deal.state == DealState::bargaining);  // everybody believes the matter settled
}

TEST_CASE("a go-between catches with the probability of repair (|z| < 4.5)", "[encounter]") {
  Scenario scenario = pitching_dyad(1000.0, FromStart{});
  dcl(scenario).speaks = {"silicon_valley"};
  fax(scenario).noticed = 0.0;
  make_everybody_forbearing(scenario);
  World world(scenario);
  double caught = 0.0;
  double passed = 0.0;
  for (std::uint64_t replication = 0; replication < 100; ++replication) {
    world.run(dyad_seed, replication, TraceLevel::events);
    for (const FactRow& row : world.trace().facts()) {
      if (row.from != contact(world, "home")) continue;  // the leg to the go-between
      caught += row.kind == Fact::caught;
      passed += row.kind == Fact::misunderstood;
    }
  }
  const double all = caught + passed;
  CHECK(all > 1000.0);
  CHECK(std::abs(caught - 0.8 * all) < 4.5 * std::sqrt(all * 0.8 * 0.2));
}

TEST_CASE("misunderstandings are noticed with the probability of the medium (|z| < 4.5)",
          "[encounter]") {
  Scenario scenario = pitching_dyad(1000.0);
  fax(scenario).noticed = 0.3;
  make_everybody_forbearing(scenario);
  World world(scenario);
  double noticed = 0.0;
  double silent = 0.0;
  for (std::uint64_t replication = 0; replication < 100; ++replication) {
    world.run(dyad_seed, replication, TraceLevel::events);
    noticed += static_cast<double>(count_of(world, Fact::clarification));
    silent += static_cast<double>(count_of(world, Fact::misunderstood));
  }
  const double all = noticed + silent;
  CHECK(all > 1000.0);
  CHECK(std::abs(noticed - 0.3 * all) < 4.5 * std::sqrt(all * 0.3 * 0.7));
}

TEST_CASE("what nobody noticed surfaces after an exponential time (99.9 %)", "[encounter]") {
  // The pitch is misunderstood; then the partner's stakeholders cannot be won for years.
  Scenario scenario = pitching_dyad(1000.0);
  fax(scenario).noticed = 0.0;
  firm(scenario, "far").stakeholders.threshold = 1.0;
  scenario.persuasion.persistence = 1000000;
  scenario.time.horizon = 2000.0;
  World world(scenario);
  std::vector<double> delays;
  for (std::uint64_t replication = 0; replication < 500; ++replication) {
    const DealOutcome deal = world.run(dyad_seed, replication, TraceLevel::milestones).deals[0];
    const auto surprises = facts_of(world, Fact::surprise);
    REQUIRE(surprises.size() == 1);
    CHECK(same(surprises[0].t - at(deal, DealState::contacted), surprises[0].value));
    delays.push_back(surprises[0].value);
  }
  CHECK(ks_distance(delays, [](double t) { return 1.0 - std::exp(-t / 60.0); }) < ks_999);
}

/// Where one understood encounter is enough, nothing is misunderstood after the pitch, on any leg.
void check_that_familiarity_helps(Scenario scenario) {
  fax(scenario).noticed = 1.0;
  scenario.understanding.familiarity = 100.0;
  make_everybody_forbearing(scenario);
  World world(scenario);
  int asked = 0;
  for (std::uint64_t replication = 0; replication < 50; ++replication) {
    const DealOutcome deal = world.run(dyad_seed, replication, TraceLevel::events).deals[0];
    REQUIRE(deal.is_signed());
    asked += deal.clarifications;
    for (const FactRow& row : facts_of(world, Fact::clarification))
      CHECK(row.t <= at(deal, DealState::contacted));
  }
  CHECK(asked > 0);
}

TEST_CASE("who has understood each other once does so better afterwards", "[encounter]") {
  check_that_familiarity_helps(pitching_dyad(distance_for(0.3, 0.9)));
}

/// A bank that speaks only the language of home before dcl, who speaks only that of far.
Scenario pitching_over_two(double national) {
  Scenario scenario = pitching_dyad(national, FromStart{});
  add_intermediary(scenario, "bank").speaks = {"osaka"};
  dcl(scenario).speaks = {"silicon_valley"};
  venture(scenario).go_between.who = {"bank", "dcl"};
  return scenario;
}

TEST_CASE("messages pass a route in its order, and those of the partner the other way",
          "[encounter]") {
  World world(pitching_over_two(0.0));
  world.run(dyad_seed, 0, TraceLevel::events);
  const auto sent = facts_of(world, Fact::message_sent);
  const std::array<PersonId, 4> there{contact(world, "home"), contact(world, "bank"),
                                      contact(world, "dcl"), contact(world, "far")};
  REQUIRE(sent.size() > 9);
  for (std::size_t leg = 0; leg < 3; ++leg) {
    CHECK(sent[leg].from == there[leg]);  // the pitch
    CHECK(sent[leg].to == there[leg + 1]);
    CHECK(sent[6 + leg].from == there[3 - leg]);  // after home, far explains
    CHECK(sent[6 + leg].to == there[2 - leg]);
  }
  CHECK(same(sent[2].t - sent[0].t, 2 * (0.5 + dcl_work)));
}

TEST_CASE("each go-between of a route repairs what was misunderstood on the leg to him",
          "[encounter]") {
  // The leg between the two is the one nobody can bridge; nobody notices. What home says is for dcl
  // to catch, what far says for the bank.
  Scenario scenario = pitching_over_two(1000.0);
  fax(scenario).noticed = 0.0;
  scenario.dialogue.requirements = 2;  // told by home, then by far
  scenario.time.horizon = 100.0;
  for (const bool bank_repairs : {false, true}) {
    scenario.intermediaries.find("bank")->repair = bank_repairs ? 1.0 : 0.0;
    dcl(scenario).repair = bank_repairs ? 0.0 : 1.0;
    World world(scenario);
    const DealOutcome deal = world.run(dyad_seed, 0, TraceLevel::events).deals[0];
    CHECK(count_of(world, Fact::caught) > 5);
    for (const FactRow& row : facts_of(world, Fact::caught)) {
      CHECK(row.from == contact(world, bank_repairs ? "dcl" : "bank"));
      CHECK(row.to == contact(world, bank_repairs ? "bank" : "dcl"));
    }
    // Without dcl's repair the pitch and what home explains arrive, misunderstood.
    CHECK(count_of(world, Fact::misunderstood) == (bank_repairs ? 2U : 0U));
    CHECK(deal.encounters == (bank_repairs ? 3 : 1));
  }
}

TEST_CASE("the two ends of each leg of a route become familiar", "[encounter]") {
  check_that_familiarity_helps(pitching_over_two(distance_for(0.3, 0.9)));
}

TEST_CASE("each topic goes over its own medium", "[encounter]") {
  // The pitch is a visit of four days, what is explained a fax, the offer a call.
  Scenario scenario = pitching_dyad(0.0);
  venture(scenario).media = {.persuade = "visit", .explain = {}, .dispute = {}, .offer = "call"};
  make_everybody_content(scenario);
  const DealOutcome deal = only_deal(scenario);
  const double contacted = 2.0 + 2.0;
  const double bargaining = contacted + 12 * (fax_work + 0.5 + fax_work);
  CHECK(same(at(deal, DealState::contacted), contacted));
  CHECK(same(at(deal, DealState::bargaining), bargaining));
  CHECK(same(deal.t_signed(), bargaining + 0.1));
  CHECK(deal.offers == 1);
}

TEST_CASE("a mix of media goes through a go-between leg by leg", "[encounter]") {
  Scenario scenario = pitching_dyad(1.2, FromStart{});
  venture(scenario).media = {.persuade = "visit", .explain = {}, .dispute = {}, .offer = "call"};
  make_everybody_content(scenario);
  const DealOutcome deal = only_deal(scenario);
  const double contacted = 2 * (2.0 + 2.0);
  const double bargaining = contacted + 12 * (fax_work + 0.5 + dcl_work + 0.5 + fax_work);
  CHECK(same(at(deal, DealState::contacted), contacted));
  CHECK(same(at(deal, DealState::bargaining), bargaining));
  CHECK(same(deal.t_signed(), bargaining + 2 * 0.1));
}

TEST_CASE("what has to be explained again goes over the medium of disputes", "[encounter]") {
  // Nobody understands the fax nor notices; everybody understands on the telephone.
  Scenario scenario = pitching_dyad(1000.0);
  scenario.media.find("call")->reach = 1e9;
  fax(scenario).noticed = 0.0;
  scenario.understanding.surfacing = 1.0;
  scenario.dialogue.requirements = 3;
  venture(scenario).media = {.persuade = "call", .explain = {}, .dispute = "call", .offer = "call"};
  make_everybody_forbearing(scenario);
  World world(scenario);
  const DealOutcome deal = world.run(dyad_seed, 0, TraceLevel::events).deals[0];
  REQUIRE(deal.is_signed());
  CHECK(deal.surprises > 0);
  CHECK(count_of(world, Fact::message_sent) == 3);
  CHECK(count_of(world, Fact::meeting_held) ==
        1U + static_cast<std::size_t>(deal.surprises + deal.offers));
}

TEST_CASE("each trip costs its visitor's side a fare, a go-between's the initiator's",
          "[encounter]") {
  // Home pitches, explains and makes the offer, far explains: three trips and one.
  Scenario scenario = pitching_dyad(0.0);
  venture(scenario).medium = "visit";
  visit(scenario).fare = 100.0;
  scenario.dialogue.requirements = 2;
  make_everybody_content(scenario);
  const DealOutcome direct = only_deal(scenario);
  REQUIRE(direct.is_signed());
  CHECK(direct.travel_initiator == 300.0);
  CHECK(direct.travel_partner == 100.0);

  venture(scenario).go_between.engage = FromStart{};
  const DealOutcome over_dcl = only_deal(scenario);
  REQUIRE(over_dcl.is_signed());
  CHECK(over_dcl.travel_initiator == 700.0);
  CHECK(over_dcl.travel_partner == 100.0);
}

TEST_CASE("a message that still waits to be read when its deal is dropped is not read",
          "[encounter]") {
  // Far's champion puts his own hopeless project first; meanwhile home's offer waits in his in-tray
  // until there is no time left to agree. Home's second need keeps the run going until day 500.
  Scenario scenario = dyad_without_chance();
  firm(scenario, "home").stakeholders.threshold = 0.0;
  firm(scenario, "home").knows.clear();
  scenario.persuasion.seal_effort = 0.0;
  scenario.dialogue.requirements = 0;
  scenario.bargaining.limit = 10.0;
  scenario.media.add("handshake", {.kind = MediumKind::meeting, .duration = 0.0});
  venture(scenario).needs = {"module", "what nobody supplies"};
  FirmSpec& far = firm(scenario, "far");
  far.stakeholders.anchor.mean = 0.59;  // a pitch that is understood makes it .61
  far.assent.protocol = Protocol::parallel;
  far.people.add("far champion", {.attention = Attention::inside_first});
  ProjectSpec hopeless = venture(scenario);
  hopeless.firm = "far";
  hopeless.needs = {"what nobody supplies"};
  hopeless.hoped_fit = 0.1;
  scenario.projects.add("hopeless", hopeless);
  add_fair(scenario, 1.0, {"home", "far"});
  std::get<SocialEventSpec>(scenario.occasions[0]).medium = "handshake";
  add_fair(scenario, 500.0, {"home", "dcl"});

  World world(scenario);
  const RunOutcome& outcome = world.run(dyad_seed, 0);
  REQUIRE(ended_by(outcome.deals[0], Cause::no_agreement));
  REQUIRE(ended_by(outcome.deals[1], Cause::search));
  REQUIRE(ended_by(outcome.deals[2], Cause::veto));
  CHECK(outcome.deals[0].t_ended < outcome.deals[2].t_ended);
  CHECK(outcome.deals[0].offers == 1);
  CHECK(same(outcome.deals[0].person_days_initiator, 0.25));
  CHECK(outcome.deals[0].person_days_partner == 0.0);
}

}  // namespace
}  // namespace nakodo::tests

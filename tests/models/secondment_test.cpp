#include "models/secondment.hpp"

#include "tests/catch.hpp"
#include "tests/models/by_hand.hpp"
#include "tests/models/dyad.hpp"

namespace nakodo::tests {
namespace {

Scenario with_secondment(Scenario scenario, double after_contact, double duration) {
  firm(scenario, "home").people.add("engineer");
  SecondmentSpec secondment;
  secondment.firm = "home";
  secondment.person = "engineer";
  secondment.host = "far";
  secondment.after_contact = after_contact;
  secondment.duration = duration;
  scenario.occasions.emplace_back(std::move(secondment));
  return scenario;
}
PersonId engineer(const World& world) {
  return world.cast().person(world.cast().body("home"), "engineer");
}

TEST_CASE("who is seconded leaves after the first contact and returns in time", "[secondment]") {
  World world(with_secondment(dyad_without_chance(), 10.0, 30.0));
  world.run(dyad_seed, 0, TraceLevel::events);
  const double contacted = DyadByHand(false).contacted;
  const auto left = facts_of(world, Fact::seconded);
  const auto back = facts_of(world, Fact::returned);
  REQUIRE(left.size() == 1);
  REQUIRE(back.size() == 1);
  CHECK(same(left[0].t, contacted + 10.0));
  CHECK(same(back[0].t, contacted + 40.0));
  CHECK(left[0].from == engineer(world));
  CHECK(left[0].to == contact(world, "far"));
}

TEST_CASE("while he is away he explains face to face and without travel", "[secondment]") {
  // The dialogue begins at `dialogue` of the direct dyad and he is there already.
  World world(with_secondment(dyad_without_chance(), 1.0, 1000.0));
  const DealOutcome deal = world.run(dyad_seed, 0, TraceLevel::events).deals[0];
  const DyadByHand hand(false);
  CHECK(same(at(deal, DealState::dialogue), hand.dialogue));
  CHECK(same(at(deal, DealState::bargaining), hand.dialogue + 12 * 2.0));
  const auto met = facts_of(world, Fact::meeting_held);
  REQUIRE(met.size() == 12);
  for (std::size_t i = 0; i < met.size(); ++i) {
    CHECK(met[i].from == (i % 2 == 0 ? engineer(world) : contact(world, "far")));
    CHECK(met[i].to == (i % 2 == 0 ? contact(world, "far") : engineer(world)));
  }
}

TEST_CASE("offers stay with the champions while he is away", "[secondment]") {
  World world(with_secondment(dyad_without_chance(), 1.0, 1000.0));
  const DealOutcome deal = world.run(dyad_seed, 0, TraceLevel::events).deals[0];
  REQUIRE(deal.is_signed());
  const auto sent = facts_of(world, Fact::message_sent);
  CHECK(sent.size() == 1 + static_cast<std::size_t>(deal.offers));
  for (const FactRow& row : sent) CHECK((row.from != engineer(world) && row.to != engineer(world)));
}

TEST_CASE("after his return the champions explain by correspondence again", "[secondment]") {
  const DyadByHand hand(false);
  World world(with_secondment(dyad_without_chance(), 1.0, hand.dialogue - hand.contacted + 12.0));
  world.run(dyad_seed, 0, TraceLevel::events);
  const double back = facts_of(world, Fact::returned).at(0).t;
  int face_to_face = 0;
  int by_fax = 0;
  bool away = true;
  for (const FactRow& row : world.trace().facts()) {
    if (row.kind != Fact::encounter_begun || row.value != static_cast<double>(Topic::explain))
      continue;
    away = row.from == engineer(world) || row.to == engineer(world);
    CHECK(away == (row.t < back));
    ++(away ? face_to_face : by_fax);
  }
  CHECK(face_to_face > 0);
  CHECK(by_fax > 0);
}

TEST_CASE("a go-between is not needed where somebody lives with the partner", "[secondment]") {
  World world(with_secondment(dyad_without_chance(FromStart{}), 1.0, 1000.0));
  world.run(dyad_seed, 0, TraceLevel::events);
  CHECK(facts_of(world, Fact::meeting_held).size() == 12);
  for (const FactRow& row : facts_of(world, Fact::meeting_held))
    CHECK((row.from == engineer(world) || row.to == engineer(world)));
}

TEST_CASE("a secondment to somebody else changes nothing between the two", "[secondment]") {
  Scenario scenario = dyad_without_chance();
  FirmSpec elsewhere = firm(scenario, "far");
  elsewhere.supplies.clear();
  scenario.firms.add("elsewhere", elsewhere);
  scenario = with_secondment(scenario, 1.0, 1000.0);
  std::get<SecondmentSpec>(scenario.occasions[0]).host = "elsewhere";
  World world(scenario);
  const DealOutcome deal = world.run(dyad_seed, 0, TraceLevel::events).deals[0];
  CHECK(same(deal.t_signed(), DyadByHand(false).signed_));
  CHECK(count_of(world, Fact::seconded) == 0);
}

TEST_CASE("his distance to his hosts shrinks with every day (|z| < 4.5)", "[secondment]") {
  // 25 days after he came, the one requirement is explained; all else is understood.
  const double apart = 2.4;
  Scenario scenario = with_secondment(reference_dyad(apart), 0.0, 1000.0);
  open_all_doors(scenario);
  scenario.persuasion.seal_effort = 25.0 * 0.3 / 3;
  scenario.dialogue.requirements = 1;
  scenario.understanding.adaptation = 0.02;
  fax(scenario).reach = 1e9;
  visit(scenario).noticed = 1.0;
  World world(scenario);
  constexpr int runs = 2000;
  int understood = 0;
  for (std::uint64_t replication = 0; replication < runs; ++replication)
    understood += world.run(dyad_seed, replication).deals[0].clarifications == 0;
  const double left = apart * std::exp(-0.02 * 25.0) / 1.6;
  const double p = std::exp(-left * left);
  CHECK(std::abs(understood - runs * p) < 4.5 * std::sqrt(runs * p * (1.0 - p)));
}

}  // namespace
}  // namespace nakodo::tests

#include "models/trace.hpp"

#include "tests/catch.hpp"
#include "tests/models/dyad.hpp"

namespace nakodo::tests {
namespace {

TEST_CASE("a trace keeps what its level asks for", "[trace]") {
  World world(reference_dyad(0.8));
  world.run(dyad_seed, 0, TraceLevel::none);
  CHECK(world.trace().facts().empty());
  world.run(dyad_seed, 0, TraceLevel::deals);
  CHECK(world.trace().facts().empty());
  CHECK(world.trace().stocks().empty());
  world.run(dyad_seed, 0, TraceLevel::events);
  CHECK_FALSE(world.trace().stocks().empty());
  std::vector<FactRow> milestones;
  for (const FactRow& row : world.trace().facts())
    if (is_milestone(row.kind)) milestones.push_back(row);
  CHECK(milestones.size() < world.trace().facts().size());
  world.run(dyad_seed, 0, TraceLevel::milestones);
  CHECK(world.trace().stocks().empty());
  REQUIRE(world.trace().facts().size() == milestones.size());
  for (std::size_t i = 0; i < milestones.size(); ++i) {
    const FactRow& row = world.trace().facts()[i];
    CHECK(row.t == milestones[i].t);
    CHECK(row.kind == milestones[i].kind);
    CHECK(same_bits(row.value, milestones[i].value));
  }
}

TEST_CASE("facts come in order of time and each names an earlier one as its cause", "[trace]") {
  World world(reference_dyad(0.8, WhenFrustrated{}));
  for (std::uint64_t replication = 0; replication < 20; ++replication) {
    world.run(dyad_seed, replication, TraceLevel::events);
    const auto& facts = world.trace().facts();
    int without_cause = 0;
    for (std::size_t i = 0; i < facts.size(); ++i) {
      if (i > 0) CHECK(facts[i].t >= facts[i - 1].t);
      CHECK(facts[i].cause < static_cast<std::int32_t>(i));
      without_cause += facts[i].cause < 0;
    }
    CHECK(without_cause <= 2);  // the beginning and the horizon
  }
}

TEST_CASE("a message was read because it was sent, by cause", "[trace]") {
  World world(reference_dyad(0.0));
  world.run(dyad_seed, 0, TraceLevel::events);
  const auto& facts = world.trace().facts();
  for (const FactRow& row : facts_of(world, Fact::message_read)) {
    const FactRow& cause = facts[static_cast<std::size_t>(row.cause)];
    CHECK(cause.kind == Fact::message_sent);
    CHECK(cause.from == row.from);
    CHECK(cause.to == row.to);
  }
}

TEST_CASE("the fingerprint tells runs apart", "[trace]") {
  World world(reference_dyad(0.8));
  const std::uint64_t first = world.run(dyad_seed, 0).fingerprint;
  CHECK(world.run(dyad_seed, 1).fingerprint != first);
  CHECK(world.run(dyad_seed + 1, 0).fingerprint != first);
  CHECK(world.run(dyad_seed, 0).fingerprint == first);
}

TEST_CASE("every kind of fact and stock has a name of its own", "[trace]") {
  CHECK(to_text(Fact::occasion) == "occasion");
  CHECK(to_text(Fact::caught) == "caught");
  CHECK(to_text(Fact::launched) == "launched");
  CHECK(enum_names(Fact{}).size() == static_cast<std::size_t>(Fact::listed) + 1);
  CHECK(to_text(Stock::stance) == "stance");
  CHECK(to_text(Stock::backlog) == "backlog");
  CHECK(enum_names(Stock{}).size() == static_cast<std::size_t>(Stock::backlog) + 1);
  CHECK(to_text(DealState::signed_) == "signed");
  CHECK(to_text(Cause::horizon) == "horizon");
}

}  // namespace
}  // namespace nakodo::tests

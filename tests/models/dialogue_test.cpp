#include "models/dialogue.hpp"

#include "tests/catch.hpp"

namespace nakodo::tests {
namespace {

using namespace nakodo::models;

TEST_CASE("a dialogue ends when every requirement was explained", "[dialogue]") {
  Dialogue dialogue;
  dialogue.reset(2);
  CHECK(dialogue.open() == 2);
  dialogue.explained();
  CHECK(dialogue.anything_open());
  dialogue.explained();
  CHECK_FALSE(dialogue.anything_open());
}

TEST_CASE("without requirements there is nothing to talk about", "[dialogue]") {
  Dialogue dialogue;
  dialogue.reset(0);
  CHECK_FALSE(dialogue.anything_open());
}

TEST_CASE("turns alternate and begin with the initiator", "[dialogue]") {
  Dialogue dialogue;
  dialogue.reset(4);
  for (int i = 0; i < 3; ++i) {
    CHECK(dialogue.take_turn() == Party::initiator);
    CHECK(dialogue.take_turn() == Party::partner);
  }
  dialogue.take_turn();
  dialogue.reset(4);
  CHECK(dialogue.take_turn() == Party::initiator);
}

TEST_CASE("what surfaced as misunderstood goes first", "[dialogue]") {
  Dialogue dialogue;
  dialogue.reset(1);
  dialogue.misunderstanding_surfaced();
  CHECK(dialogue.open() == 2);
  CHECK(dialogue.next_topic() == Topic::dispute);
  dialogue.explained();
  CHECK(dialogue.next_topic() == Topic::explain);
  CHECK(dialogue.open() == 1);
}

TEST_CASE("a misunderstanding that surfaces reopens a dialogue that was over", "[dialogue]") {
  Dialogue dialogue;
  dialogue.reset(0);
  dialogue.misunderstanding_surfaced();
  CHECK(dialogue.anything_open());
}

}  // namespace
}  // namespace nakodo::tests

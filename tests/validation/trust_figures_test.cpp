// The figures of trust (validation section 1), W = 2 and a₀ = ½.
#include <cmath>

#include "models/trust.hpp"
#include "tests/catch.hpp"
#include "tests/validation/plain_worlds.hpp"
#include "tests/validation/sample.hpp"

namespace nakodo::tests {
namespace {

constexpr double prior = 2.0;

TEST_CASE("1, 5 and 10 good deeds make trust .666667, .857143 and .916667", "[validation]") {
  Evidence evidence;
  for (int n = 1; n <= 10; ++n) {
    evidence.good_deed(1.0, 0.0, 0.0);
    const double trust = evidence.trust(0.0, 0.0, prior);
    if (n == 1) CHECK(is_figure(trust, 0.666667, 6));
    if (n == 5) CHECK(is_figure(trust, 0.857143, 6));
    if (n == 10) CHECK(is_figure(trust, 0.916667, 6));
  }
}

TEST_CASE("with a decay of .9 a deed trust that is always honoured stops at .916667",
          "[validation]") {
  Evidence evidence;
  const double forgetting = -std::log(0.9);  // a deed a day
  for (int day = 0; day < 400; ++day) evidence.good_deed(1.0, day, forgetting);
  CHECK(is_figure(evidence.trust(399.0, forgetting, prior), 0.916667, 6));
}

TEST_CASE("one bad deed of weight w at (r, s) is repaired by w(r+1)/(s+1) good ones",
          "[validation]") {
  for (const double weight : {0.5, 1.0, 2.5, 5.0})
    for (const double r : {0.0, 3.0, 10.0})
      for (const double s : {0.0, 1.0, 4.0}) {
        Evidence evidence{.good = r, .bad = s};
        const double before = evidence.trust(0.0, 0.0, prior);
        evidence.bad_deed(weight, 0.0, 0.0);
        CHECK(evidence.trust(0.0, 0.0, prior) < before);
        evidence.good_deed(weight * (r + 1.0) / (s + 1.0), 0.0, 0.0);
        CHECK(same(evidence.trust(0.0, 0.0, prior), before));
      }
}

TEST_CASE("without forgetting and loss aversion trust is Laplace's frequency in a whole run",
          "[validation]") {
  Scenario scenario = reference_dyad(0.7);
  scenario.trust = {.prior_weight = 2.0,
                    .weight = 1.0,
                    .loss_aversion = 1.0,
                    .blame = 1.0,
                    .forgetting = 0.0,
                    .floor = 0.0};
  for (auto& entry : scenario.firms) entry.second.patience = 1e12;
  World world(scenario);
  int deals = 0;
  int bad_deeds = 0;
  for (std::uint64_t replication = 0; replication < 100; ++replication) {
    const DealOutcome deal = world.run(dyad_seed, replication, TraceLevel::events).deals[0];
    if (!deal.is_signed()) continue;
    ++deals;
    const auto good = static_cast<double>(count_of(world, Fact::understood));
    Each<double> bad{{static_cast<double>(deal.surprises), static_cast<double>(deal.surprises)}};
    for (const FactRow& row : facts_of(world, Fact::clarification))
      ++bad[row.to == contact(world, "home") ? Party::initiator : Party::partner];
    bad_deeds += static_cast<int>(bad[Party::initiator] + bad[Party::partner]);
    CHECK(same(deal.trust_initiator, (good + 1.0) / (good + bad[Party::initiator] + 2.0)));
    CHECK(same(deal.trust_partner, (good + 1.0) / (good + bad[Party::partner] + 2.0)));
  }
  CHECK(deals > 20);
  CHECK(bad_deeds > 100);
}

}  // namespace
}  // namespace nakodo::tests

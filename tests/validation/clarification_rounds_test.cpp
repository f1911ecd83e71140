// Clarification rounds are geometric (validation section 1).
#include <cmath>

#include "tests/catch.hpp"
#include "tests/validation/plain_worlds.hpp"
#include "tests/validation/sample.hpp"

namespace nakodo::tests {
namespace {

constexpr std::uint64_t clarified = 5000;

/// Every leg takes a day, so that times count rounds.
std::vector<double> rounds(const Scenario& scenario, DealState from, DealState to) {
  World world(scenario);
  std::vector<double> values(clarified);
  for (std::uint64_t i = 0; i < clarified; ++i) {
    const DealOutcome& deal = world.run(dyad_seed, i).deals[0];
    values[i] = at(deal, to) - at(deal, from);
  }
  return values;
}

TEST_CASE("a message takes 1/p rounds on average (|z| < 4.5)", "[validation]") {
  for (const double p : {0.9, 0.5, 0.2, 0.1}) {
    const auto values =
        rounds(plain_dyad(p, Constant{1.0}), DealState::searching, DealState::contacted);
    CHECK(std::abs(z_of_mean(values, 1.0 / p)) < z_bound);
    CHECK(std::abs(z_of_variance(values, (1.0 - p) / (p * p))) < z_bound);
  }
}

TEST_CASE("twelve items take a negative binomial number of rounds (|z| < 4.5)", "[validation]") {
  for (const double p : {0.5, 0.2, 0.1}) {
    Scenario scenario = plain_dyad(p, Constant{1.0});
    scenario.dialogue.requirements = 12;
    const auto values = rounds(scenario, DealState::dialogue, DealState::bargaining);
    CHECK(std::abs(z_of_mean(values, 12 / p)) < z_bound);
    CHECK(std::abs(z_of_variance(values, 12 * (1.0 - p) / (p * p))) < z_bound);
  }
}

TEST_CASE("rounds capped at five by impatience come out as the table says (|z| < 4.5)",
          "[validation]") {
  struct Row {
    double p, done, mean;
  };
  for (const Row& row :
       {Row{0.5, 0.968750, 1.9375}, Row{0.2, 0.672320, 3.3616}, Row{0.1, 0.409510, 4.0951}}) {
    const double done = 1.0 - std::pow(1.0 - row.p, 5);
    REQUIRE(is_figure(done, row.done, 6));
    REQUIRE(is_figure(done / row.p, row.mean, 4));

    Scenario scenario = plain_dyad(row.p, Constant{1.0});
    scenario.patience.clarification = 1.0;
    for (auto& entry : scenario.firms) entry.second.patience = 4.5;
    World world(scenario);
    std::vector<double> taken(clarified);
    double successes = 0.0;
    for (std::uint64_t i = 0; i < clarified; ++i) {
      const DealOutcome& deal = world.run(dyad_seed, i).deals[0];
      const bool contacted = !std::isnan(at(deal, DealState::contacted));
      successes += contacted;
      taken[i] = contacted ? at(deal, DealState::contacted) : deal.t_ended;
    }
    CHECK(std::abs(z_of_count(successes, clarified, done)) < z_bound);
    CHECK(std::abs(z_of_mean(taken, row.mean)) < z_bound);
  }
}

}  // namespace
}  // namespace nakodo::tests

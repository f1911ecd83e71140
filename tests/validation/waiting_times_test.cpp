// Times of whole waited that are exponential, and what follows from that (validation sections 1 and
// 2).
#include <cmath>

#include "tests/catch.hpp"
#include "tests/validation/plain_worlds.hpp"
#include "tests/validation/sample.hpp"

namespace nakodo::tests {
namespace {

constexpr std::uint64_t waited = 10000;

TEST_CASE("one message, nothing silent: exponential with rate p over the latency (99.9 %)",
          "[validation]") {
  for (const double p : {1.0, 0.4}) {
    World world(plain_dyad(p, Exponential{0.5}));
    std::vector<double> times(waited);
    for (std::uint64_t i = 0; i < waited; ++i) {
      const DealOutcome& deal = world.run(dyad_seed, i).deals[0];
      times[i] = at(deal, DealState::contacted) - at(deal, DealState::searching);
    }
    CHECK(std::abs(z_of_mean(times, 0.5 / p)) < z_bound);
    CHECK(ks_distance(times, [p](double t) { return 1.0 - std::exp(-t * p / 0.5); }) < ks_999);
  }
}

TEST_CASE("an Exp(52) censored at 104 is seen with P .864665 and lasts 44.9626 (|z| < 4.5)",
          "[validation]") {
  Scenario scenario = plain_dyad(1.0, Exponential{52.0});
  scenario.time.horizon = 104.0;
  World world(scenario);
  std::vector<double> lasted(waited);
  double seen = 0.0;
  for (std::uint64_t i = 0; i < waited; ++i) {
    const DealOutcome& deal = world.run(dyad_seed, i).deals[0];
    const bool contacted = !std::isnan(at(deal, DealState::contacted));
    seen += contacted;
    lasted[i] = contacted ? at(deal, DealState::contacted) : deal.t_ended;
    if (!contacted) CHECK(ended_by(deal, Cause::horizon));
  }
  CHECK(std::abs(z_of_count(seen, waited, 0.864665)) < z_bound);
  CHECK(std::abs(z_of_mean(lasted, 44.9626)) < z_bound);
}

/// Home needs k things of k firms that it meets on the first day, on the spot and in no time; then
/// one offer to each, under way for an exponential time, settles the matter.
Scenario offers_to(int k, const std::vector<double>& means) {
  Scenario scenario = plain_dyad(1.0, Exponential{1.0});
  scenario.media.add("handshake", {.kind = MediumKind::meeting, .duration = 0.0});
  const FirmSpec partner = firm(scenario, "far");
  firm(scenario, "home").knows.clear();
  scenario.projects.clear();
  std::vector<std::string> guests{"home"};
  std::vector<OneOrMore<std::string>> needs;
  for (int i = 0; i < k; ++i) {
    const std::string number = std::to_string(i);
    FirmSpec& supplier = scenario.firms.add("supplier " + number, partner);
    supplier.supplies.clear();
    supplier.supplies.add("need " + number);
    guests.push_back("supplier " + number);
    needs.push_back("need " + number);
  }
  // One project for all needs that travel alike.
  for (std::size_t i = 0; i < means.size(); ++i) {
    const std::string name = "medium " + std::to_string(i);
    Medium medium = fax(scenario);
    medium.latency = Exponential{means[i]};
    scenario.media.add(name, medium);
    ProjectSpec& project = scenario.projects.add(name);
    project.firm = "home";
    project.medium = name;
    project.needs = means.size() == 1 ? needs : std::vector<OneOrMore<std::string>>{needs[i]};
  }
  add_fair(scenario, 1.0, guests);
  std::get<SocialEventSpec>(scenario.occasions[0]).medium = "handshake";
  return scenario;
}

TEST_CASE("a project of k independent deals of rate l launches after H_k / l (|z| < 4.5)",
          "[validation]") {
  double harmonic = 0.0;
  for (int k = 1; k <= 5; ++k) {
    harmonic += 1.0 / k;
    World world(offers_to(k, {10.0}));
    std::vector<double> launched(waited);
    for (std::uint64_t i = 0; i < waited; ++i) {
      const RunOutcome& outcome = world.run(dyad_seed, i);
      launched[i] = outcome.projects[0].t_launched - 1.0;
      CHECK(outcome.deals[0].offers == 1);
    }
    CHECK(std::abs(z_of_mean(launched, 10.0 * harmonic)) < z_bound);
    CHECK(ks_distance(launched, [k](double t) { return std::pow(1.0 - std::exp(-t / 10.0), k); }) <
          ks_999);
  }
}

TEST_CASE("of an Exp(52) and an Exp(78) the first wins with .6 (|z| < 4.5)", "[validation]") {
  World world(offers_to(2, {52.0, 78.0}));
  double first = 0.0;
  for (std::uint64_t i = 0; i < waited; ++i) {
    const RunOutcome& outcome = world.run(dyad_seed, i);
    first += outcome.deals[0].t_signed() < outcome.deals[1].t_signed();
  }
  CHECK(std::abs(z_of_count(first, waited, 0.6)) < z_bound);
}

}  // namespace
}  // namespace nakodo::tests

#include "experiment/factor.hpp"

#include <cmath>
#include <string>
#include <vector>

#include "tests/experiment/designs.hpp"

namespace nakodo::experiment {
namespace {

using Texts = std::vector<std::string>;

double at(double u, Quantile quantile) { return quantile(u); }

bool near(double a, double b) { return std::abs(a - b) < 1e-10; }

/// What is wrong with a factor, without its place.
std::string problem_of(const std::string& factor) {
  const std::string text =
      problems_designed("{trust.blame: " + factor + "}", "{kind: lhs, points: 2}");
  return text.substr(text.find(' ') + 1);
}

}  // namespace

TEST_CASE("quantiles of distributions agree with closed forms and tables", "[factor]") {
  using enum Quantile::Family;
  CHECK(at(0.25, {.family = uniform, .low = 2, .high = 4}) == 2.5);
  CHECK(near(at(0.5, {.family = triangular, .mode = 1, .low = 0, .high = 1}), std::sqrt(0.5)));
  CHECK(at(0.125, {.family = triangular, .mode = 1, .low = 0, .high = 2}) == 0.5);
  constexpr double z = 1.959963984540054;
  CHECK(near(at(0.975, {.family = normal, .mean = 10, .spread = 2}), 10 + 2 * z));
  // Mean 1 and cv c: the median is 1/sqrt(1 + c²).
  CHECK(near(at(0.5, {.family = lognormal, .mean = 1, .spread = 0.75}), 0.8));
  CHECK(near(at(0.975, {.family = lognormal, .mean = 1, .spread = 0.75}),
             0.8 * std::exp(z * std::sqrt(std::log(1.5625)))));
}

TEST_CASE("a normal distribution may be cut, far out too", "[factor]") {
  using enum Quantile::Family;
  const Quantile half{.family = normal, .mean = 0, .spread = 1, .low = 0};
  CHECK(near(half(0.5), 0.674489750196082));
  const Quantile far{.family = normal, .mean = 0, .spread = 1, .low = 12, .high = 13};
  double last = 12.0;
  for (const double u : {0.1, 0.5, 0.9, 0.999}) {
    CHECK(far(u) > last);
    last = far(u);
  }
  CHECK(last < 13.0);
  CHECK(half(1e-16) >= 0.0);
}

TEST_CASE("whole numbers have equal shares of a range, on either scale their place", "[factor]") {
  const FactorRange whole{.low = 1, .high = 4, .integer = true};
  CHECK(whole.at(0.0) == 1.0);
  CHECK(whole.at(0.2499) == 1.0);
  CHECK(whole.at(0.2501) == 2.0);
  CHECK(whole.at(0.9999) == 4.0);
  const FactorRange log{.low = 1, .high = 8, .logarithmic = true};
  CHECK(near(log.at(1.0 / 3), 2.0));
  CHECK(log.level(0, 4) == 1.0);
  CHECK(log.level(1, 4) == 2.0);
  CHECK(log.level(3, 4) == 8.0);
  const FactorRange tenths{.low = 0, .high = 1};
  CHECK(tenths.level(3, 11) == 0.3);
}

TEST_CASE("ranges and distributions carry units, and worlds get what they say", "[factor]") {
  const Experiment experiment = experiment_of(
      varied_world("{media.fax.latency: {low: 12 hours, high: 2 weeks, levels: 3}, "
                   "time.horizon: {distribution: {uniform: {low: 1 year, high: 2 years}}, "
                   "levels: 2}, trust.forgetting: {low: 10 %, high: 0.2, levels: 2}}",
                   "full_factorial"));
  const auto& columns = experiment.design.columns;
  CHECK(columns[0].units == "days");
  CHECK(columns[0].values[0] == 0.5);
  CHECK(columns[0].values[4] == 7.25);
  CHECK(columns[1].units == "days");
  CHECK(columns[1].values[0] == 456.25);
  CHECK(columns[2].units.empty());
  CHECK(columns[2].numeric());
  const models::Scenario world = experiment.scenario(4);
  CHECK(models::mean_of(world.media.find("fax")->latency) == 7.25);
  CHECK(world.time.horizon == 456.25);
  CHECK(world.trust.forgetting == 0.1);
  CHECK(experiment.label(4) == "latency=7.25  horizon=456.25  forgetting=0.1");
}

TEST_CASE("what is wrong with a range or a distribution is told", "[factor]") {
  CHECK(problem_of("{low: 1}") == "'high' is missing\n");
  CHECK(problem_of("{low: 1, high: 0}") == "'high' has to be greater than 'low'\n");
  CHECK(problem_of("{low: 0, high: 1, scale: log}") ==
        "on a logarithmic scale 'low' has to be greater than 0\n");
  CHECK(problem_of("{low: 0, high: 1, scale: cubic}") == "the scale of a range is linear or log\n");
  CHECK(problem_of("{low: 0.5, high: 1, integer: true}") ==
        "the ends of a range of whole numbers are whole numbers\n");
  CHECK(problem_of("{low: 0, high: 1, levels: 1}") ==
        "'levels' has to be from 2 to 1000000, not 1\n");
  CHECK(problem_of("{low: 0, high: 1, mode: 1}") == "a factor has no 'mode' beside 'low'\n");
  CHECK(problem_of("{low: 1 day, high: 2 fee units}") ==
        "'2 fee units' is an amount of money, but a duration is expected here\n");
  CHECK(problem_of("{distribution: {cauchy: {}}}") == "'cauchy' is not a choice here\n");
  CHECK(problem_of("{distribution: normal}") == "this has to be one distribution\n");
  CHECK(problem_of("{distribution: {normal: {mean: 1}}}") == "'sd' is missing\n");
  CHECK(problem_of("{distribution: {normal: {mean: 1, sd: 0}}}") ==
        "this has to be greater than 0\n");
  CHECK(problem_of("{distribution: {triangular: {low: 0, mode: 2, high: 1}}}") ==
        "'mode' has to lie between 'low' and 'high'\n");
  CHECK(problem_of("{distribution: {lognormal: {mean: 0, cv: 1}}}") ==
        "the mean of a lognormal has to be greater than 0\n");
  CHECK(problem_of("{}") == "the factor has no levels\n");
}

TEST_CASE("both ends of a range are checked before anything runs", "[factor]") {
  CHECK_THAT(problem_of("{low: 0, high: 2}"), tests::contains("'blame' has to be from 0 to 1"));
}

}  // namespace nakodo::experiment

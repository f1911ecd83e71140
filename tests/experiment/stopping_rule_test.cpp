#include "experiment/stopping_rule.hpp"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <random>
#include <string>
#include <vector>

#include "experiment/interval.hpp"
#include "tests/catch.hpp"
#include "tests/experiment/small_world.hpp"

namespace nakodo::experiment {
namespace {

PrecisionSpec wish(RunMetric metric, double half_width, double confidence = 0.95) {
  PrecisionSpec spec;
  spec.metric = metric;
  spec.half_width = half_width;
  spec.confidence = confidence;
  return spec;
}
PrecisionSpec relative_wish(RunMetric metric, double relative) {
  PrecisionSpec spec;
  spec.metric = metric;
  spec.relative = relative;
  return spec;
}

ReplicationsSpec replications(int min, int batch, int max, std::vector<PrecisionSpec> wishes) {
  ReplicationsSpec spec;
  spec.min = min;
  spec.batch = batch;
  spec.max = max;
  for (PrecisionSpec& each : wishes) spec.until.add(std::move(each));
  return spec;
}

/// A run of one need, in which this happened.
RunRow run_with(bool is_signed, double person_days = 0.0) {
  RunRow run;
  run.needs = 1;
  run.signed_deals = is_signed ? 1 : 0;
  run.person_days = person_days;
  return run;
}

/// Runs that are signed with this probability.
class Coin {
 public:
  Coin(std::uint64_t seed, double probability) : random_(seed), probability_(probability) {}
  bool operator()() { return static_cast<double>(random_() >> 11U) * 0x1p-53 < probability_; }

 private:
  std::mt19937_64 random_;
  double probability_;
};

/// How many runs of those that `next` makes the rule takes.
template <class Next>
std::size_t runs_taken(StoppingRule& rule, Next next) {
  std::size_t runs = 0;
  do {
    rule.add(next());
    ++runs;
  } while (rule.decision() == Decision::goes_on);
  return runs;
}

/// What happens to shares under a rule, exactly: the distribution of successes over the looks.
struct Exact {
  double covered = 0.0;  ///< probability that the interval at the stop holds the true share
  double runs = 0.0;     ///< mean number of them
  double variance = 0.0;
};

std::vector<double> binomial(int n, double p) {
  std::vector<double> of(static_cast<std::size_t>(n) + 1);
  for (int k = 0; k <= n; ++k)
    of[static_cast<std::size_t>(k)] =
        std::exp(std::lgamma(n + 1) - std::lgamma(k + 1) - std::lgamma(n - k + 1) +
                 k * std::log(p) + (n - k) * std::log1p(-p));
  return of;
}

Exact exact_course(double p, int min, int batch, int max, double half_width) {
  Exact course;
  double squares = 0.0;
  std::vector<double> alive = binomial(min, p);
  const std::vector<double> more = binomial(batch, p);
  for (int n = min; n <= max; n += batch) {
    for (std::size_t s = 0; s < alive.size(); ++s) {
      const auto trials = static_cast<std::size_t>(n);
      if (n < max && wilson_half_width(s, trials, 0.95) > half_width) continue;
      const Interval interval = wilson(s, trials);
      if (interval.low <= p && p <= interval.high) course.covered += alive[s];
      course.runs += n * alive[s];
      squares += static_cast<double>(n) * n * alive[s];
      alive[s] = 0.0;
    }
    std::vector<double> next(alive.size() + more.size() - 1, 0.0);
    for (std::size_t s = 0; s < alive.size(); ++s)
      for (std::size_t m = 0; alive[s] > 0.0 && m < more.size(); ++m)
        next[s + m] += alive[s] * more[m];
    alive = std::move(next);
  }
  course.variance = squares - course.runs * course.runs;
  return course;
}

}  // namespace

TEST_CASE("an estimate is a proportion as long as all its values are 0 or 1", "[stopping]") {
  Estimate estimate;
  for (const double value : {1.0, 0.0, 1.0, 1.0}) estimate.add(value);
  CHECK(estimate.is_proportion());
  CHECK(estimate.mean() == Approx(0.75));
  CHECK(estimate.half_width(0.95) == wilson_half_width(3, 4, 0.95));
  estimate.add(0.5);
  CHECK_FALSE(estimate.is_proportion());
  CHECK(estimate.mean() == Approx(0.7));  // deviations: 3 of 0.3, 1 of 0.7, 1 of 0.2
  CHECK(estimate.half_width(0.95) ==
        Approx(student_half_width(5, 3 * 0.09 + 0.49 + 0.04, 0.95)).epsilon(1e-12));
}

TEST_CASE("metrics of a run are what its row says", "[stopping]") {
  RunRow run;
  run.needs = 4;
  run.signed_deals = 3;
  run.projects = 2;
  run.launched = 1;
  run.days = 12.5;
  run.person_days = 7.0;
  run.fees = 8.0;
  run.encounters = 9;
  run.clarifications = 10;
  run.surprises = 11;
  run.events = 12;
  std::vector<double> values;
  for (std::size_t i = 0; i < enum_names(RunMetric{}).size(); ++i)
    values.push_back(value_of(run, static_cast<RunMetric>(i)));
  CHECK(values == std::vector<double>{0.75, 0.5, 12.5, 7, 8, 9, 10, 11, 12});
}

TEST_CASE("a metric that is always the same stops a point at the first look", "[stopping]") {
  StoppingRule rule(replications(30, 10, 500, {wish(RunMetric::person_days, 1e-9)}));
  CHECK(runs_taken(rule, [] { return run_with(true, 7.5); }) == 30);
  CHECK(rule.decision() == Decision::precise);
  CHECK(rule.spared() == 470);
}

TEST_CASE("a point stops at the first look at which the interval is narrow enough", "[stopping]") {
  const ReplicationsSpec spec = replications(100, 30, 5000, {wish(RunMetric::signed_, 0.04)});
  for (std::uint64_t seed = 1; seed <= 50; ++seed) {
    CAPTURE(seed);
    Coin coin(seed, 0.35);
    std::size_t ones = 0;
    std::vector<std::size_t> ones_of;  // after so many runs
    StoppingRule rule(spec);
    const std::size_t runs = runs_taken(rule, [&] {
      const bool is_signed = coin();
      ones_of.push_back(ones += is_signed ? 1 : 0);
      return run_with(is_signed);
    });
    REQUIRE(rule.decision() == Decision::precise);
    REQUIRE((runs - 100) % 30 == 0);
    REQUIRE(wilson_half_width(ones, runs, 0.95) <= 0.04);
    for (std::size_t look = 100; look < runs; look += 30)
      REQUIRE(wilson_half_width(ones_of[look - 1], look, 0.95) > 0.04);
    // Between two looks the interval may have been narrow enough: nobody looked.
    REQUIRE(wilson_half_width(ones_of[runs - 31], runs - 30, 0.95) > 0.04);
  }
}

TEST_CASE("it makes no difference in which portions the runs of points are told", "[stopping]") {
  const ReplicationsSpec spec = replications(
      90, 50, 1000, {wish(RunMetric::signed_, 0.05), relative_wish(RunMetric::person_days, 0.1)});
  const auto stops_of = [&](std::size_t portion) {
    StoppingRule rule(spec);
    std::vector<std::size_t> stops;
    for (std::uint32_t point = 0; point < 20; ++point) {
      Coin coin(point, 0.1 + 0.04 * point);
      std::vector<RunRow> told;
      std::size_t runs = 0;
      bool done = false;
      while (!done) {
        told.push_back(run_with(coin(), coin() ? 3.0 : 1.0));
        told.back().key.point = point;
        const bool is_look = ++runs == 90 || (runs > 90 && (runs - 90) % 50 == 0) || runs == 1000;
        if (told.size() < portion && !is_look) continue;
        rule.add(told);
        told.clear();
        done = rule.decision() != Decision::goes_on;
      }
      stops.push_back(runs);
    }
    return stops;
  };
  const auto one_by_one = stops_of(1);
  CHECK(stops_of(64) == one_by_one);
  CHECK(stops_of(17) == one_by_one);
  CHECK(*std::min_element(one_by_one.begin(), one_by_one.end()) <
        *std::max_element(one_by_one.begin(), one_by_one.end()));
}

TEST_CASE("a point that stays imprecise gets the maximum, and is looked at there too",
          "[stopping]") {
  // 100, 180, 260, 300: the last batch is shorter.
  Coin coin(7, 0.5);
  StoppingRule never(replications(100, 80, 300, {wish(RunMetric::signed_, 0.001)}));
  CHECK(runs_taken(never, [&] { return run_with(coin()); }) == 300);
  CHECK(never.decision() == Decision::at_maximum);
  CHECK(never.spared() == 0);
  // Wilson's half-width at one half is below 0.057 from 292 runs on, 0.0604 at 260.
  bool turn = false;
  StoppingRule late(replications(100, 80, 300, {wish(RunMetric::signed_, 0.057)}));
  CHECK(runs_taken(late, [&] { return run_with(turn = !turn); }) == 300);
  CHECK(late.decision() == Decision::precise);
}

TEST_CASE("of several wishes all have to be met at the same look", "[stopping]") {
  const auto runs_until = [](std::vector<PrecisionSpec> wishes) {
    Coin coin(11, 0.5);
    StoppingRule rule(replications(50, 50, 10'000, std::move(wishes)));
    return runs_taken(rule, [&] {
      const bool heads = coin();
      return run_with(heads, heads ? 10.0 : 2.0);
    });
  };
  const PrecisionSpec coarse = wish(RunMetric::signed_, 0.05);
  const PrecisionSpec fine = wish(RunMetric::person_days, 0.2);
  CHECK(runs_until({coarse}) < runs_until({fine}));
  CHECK(runs_until({coarse, fine}) == runs_until({fine}));
  CHECK(runs_until({fine, coarse}) == runs_until({fine}));
  // Twice the same, of which one at a higher level.
  CHECK(runs_until({coarse, wish(RunMetric::signed_, 0.05, 0.99)}) ==
        runs_until({wish(RunMetric::signed_, 0.05, 0.99)}));
}

TEST_CASE("a relative half-width is one of the estimate, and of an estimate of 0 never reached",
          "[stopping]") {
  // Half 10, half 2: mean 6, deviation 4; 1.96 · 4 / √n ≤ 0.1 · 6 from n = 171 on.
  bool turn = false;
  StoppingRule rule(replications(10, 1, 10'000, {relative_wish(RunMetric::person_days, 0.1)}));
  const std::size_t runs =
      runs_taken(rule, [&] { return run_with(true, (turn = !turn) ? 10.0 : 2.0); });
  CHECK(runs >= 171);
  CHECK(runs <= 175);
  StoppingRule none(replications(10, 10, 200, {relative_wish(RunMetric::fees, 0.5)}));
  CHECK(runs_taken(none, [] { return run_with(true); }) == 200);
  CHECK(none.decision() == Decision::at_maximum);
}

TEST_CASE("runs that failed are replications but no observations", "[stopping]") {
  const ReplicationsSpec spec = replications(40, 40, 400, {wish(RunMetric::signed_, 0.05)});
  // All signed: Wilson's half-width is z² / (2 (n + z²)), 0.05 from 34.6 observations on.
  StoppingRule whole(spec);
  CHECK(runs_taken(whole, [] { return run_with(true); }) == 40);
  StoppingRule half(spec);
  std::size_t told = 0;
  CHECK(runs_taken(half, [&] {
          RunRow run = run_with(told % 2 == 0);
          if (told++ % 2 == 1) run.failure = "time stands still";
          return run;
        }) == 80);
  StoppingRule broken(spec);
  CHECK(runs_taken(broken, [] {
          RunRow run = run_with(true);
          run.failure = "time stands still";
          return run;
        }) == 400);
  CHECK(broken.decision() == Decision::at_maximum);
}

TEST_CASE("fixed replications are done when they are all there", "[stopping]") {
  ReplicationsSpec spec;
  spec.min = 70;
  StoppingRule rule(spec);
  CHECK(runs_taken(rule, [] { return run_with(true); }) == 70);
  CHECK(rule.decision() == Decision::precise);
  CHECK(rule.spared() == 0);
}

TEST_CASE("intervals at the stop cover the true share nearly as often as they say", "[stopping]") {
  // Exactly, by the distribution over the looks: the price of stopping by what one sees is below
  // one percentage point with a min of 100.
  for (const double p : {0.05, 0.3, 0.5}) {
    const Exact course = exact_course(p, 100, 50, 2000, 0.04);
    CAPTURE(p, course.covered, course.runs);
    CHECK(course.covered > 0.94);
    // As many as a fixed number would have to be, to a batch.
    const auto needed = static_cast<std::size_t>(course.runs) + 50;
    CHECK(wilson_half_width(static_cast<std::size_t>(p * static_cast<double>(needed)), needed,
                            0.95) < 0.04);
  }
}

TEST_CASE("over many sequences the rule takes as many runs as it has to, 4.5 standard errors",
          "[stopping]") {
  constexpr int sequences = 2000;
  const Exact course = exact_course(0.3, 100, 50, 2000, 0.04);
  double runs = 0.0;
  for (int i = 0; i < sequences; ++i) {
    Coin coin(static_cast<std::uint64_t>(1000 + i), 0.3);
    StoppingRule rule(replications(100, 50, 2000, {wish(RunMetric::signed_, 0.04)}));
    runs += static_cast<double>(runs_taken(rule, [&] { return run_with(coin()); })) / sequences;
  }
  const double z = (runs - course.runs) / std::sqrt(course.variance / sequences);
  CAPTURE(runs, course.runs, z);
  CHECK(std::abs(z) < 4.5);
}

TEST_CASE("of antithetic replications a pair is one observation, if both of its runs are whole",
          "[stopping]") {
  // Pairs of 0 and 10, or 10 and 0: they have no spread, single runs have.
  const ReplicationsSpec spec = replications(6, 2, 40, {wish(RunMetric::person_days, 0.1)});
  const auto after = [&](bool in_pairs, std::optional<std::uint32_t> broken) {
    StoppingRule rule(spec, in_pairs);
    std::uint32_t runs = 0;
    while (rule.decision() == Decision::goes_on) {
      RunRow run = run_with(true, runs % 4 == 0 || runs % 4 == 3 ? 0.0 : 10.0);
      if (runs == broken) {
        run.failure = "broken";
        run.person_days = 1000.0;
      }
      run.key.replication = runs++;
      rule.add(run);
    }
    return runs;
  };
  CHECK(after(true, {}) == 6);
  CHECK(after(false, {}) == 40);
  CHECK(after(true, 2) == 6);  // its twin is left out with it
  CHECK(after(true, 3) == 6);
}

TEST_CASE("replications are read in their short form, with one wish and with several",
          "[stopping]") {
  const Experiment one = experiment_of(
      small_world +
      "experiment: {replications: {min: 50, max: 900, until: {metric: days, relative: 5 %}}}\n");
  CHECK(one.sequential());
  CHECK(one.replications() == 900);
  CHECK(one.least_runs() == 50);
  CHECK(one.replications_text() == "50 to 900");
  const ReplicationsSpec& spec = one.file.experiment.replications;
  CHECK(spec.step() == 50);  // as many as min
  REQUIRE(spec.until.size() == 1);
  CHECK(spec.until[0].metric == RunMetric::days);
  CHECK(spec.until[0].relative == Approx(0.05));
  CHECK(spec.until[0].confidence == 0.95);
  const Experiment two = experiment_of(
      small_world +
      "experiment:\n  replications:\n    min: 50\n    max: 900\n    batch: 25\n    until:\n"
      "      - {metric: signed, half_width: 0.05, confidence: 0.99}\n"
      "      - {metric: person_days, half_width: 3}\n");
  CHECK(two.file.experiment.replications.until.size() == 2);
  CHECK(two.file.experiment.replications.step() == 25);
  const Experiment fixed =
      experiment_of(small_world +
                        "experiment: {replications: {min: 50, max: 900, until: {metric: days, "
                        "relative: 0.05}}}\n",
                    {"experiment.replications=70"});
  CHECK_FALSE(fixed.sequential());
  CHECK(fixed.replications_text() == "70");
  CHECK(problems_of(small_world + "experiment: {replications: 1000000000, factors: {trust.blame: "
                                  "[0.1, 0.2, 0.3, 0.4, 0.5]}}\n") ==
        "18:28 5 points × 1000000000 replications are more runs than there are numbers for, "
        "4294967295\n");
}

}  // namespace nakodo::experiment

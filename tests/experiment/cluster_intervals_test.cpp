#include "experiment/cluster_intervals.hpp"

#include <cmath>
#include <vector>

#include "experiment/interval.hpp"
#include "kernel/random.hpp"
#include "tests/catch.hpp"
#include "tests/validation/sample.hpp"

namespace nakodo::experiment {
namespace {

using kernel::Draws;
using kernel::RandomStream;

ClusteredShare share_of(const std::vector<std::vector<bool>>& pairs) {
  ClusteredShare share;
  for (std::size_t pair = 0; pair < pairs.size(); ++pair)
    for (const bool yes : pairs[pair]) share.add(pair, yes);
  return share;
}

struct Coverage {
  double held = 0.0;
  double width = 0.0;
};

constexpr std::size_t samples = 4'000;

/// How often, and how widely, the intervals of samples of pairs hold the truth.
/// @param of an interval from the streams of a number of pairs of runs
template <class Of>
Coverage coverage(double truth, Of of) {
  Coverage found;
  for (std::size_t sample = 0; sample < samples; ++sample) {
    const Interval interval = of(sample);
    found.held += interval.low <= truth && truth <= interval.high ? 1.0 : 0.0;
    found.width += (interval.high - interval.low) / samples;
  }
  return found;
}

}  // namespace

TEST_CASE("the interval of pairs that agree is that of half as many runs", "[pairs]") {
  std::vector<std::vector<bool>> pairs;
  for (int i = 0; i < 2'000; ++i) pairs.push_back({i % 4 == 0, i % 4 == 0});
  const Interval found = share_of(pairs).interval();
  const Interval known = wilson(500, 2'000);
  CHECK(found.estimate == 0.25);
  CHECK(std::abs(found.low - known.low) < 1e-4);
  CHECK(std::abs(found.high - known.high) < 1e-4);
}

TEST_CASE("the interval of pairs of independent runs is that of runs", "[pairs]") {
  std::vector<std::vector<bool>> pairs;
  for (int i = 0; i < 2'000; ++i) pairs.push_back({i % 2 == 0, i % 4 < 2});
  const Interval found = share_of(pairs).interval();
  const Interval known = wilson(2'000, 4'000);
  CHECK(std::abs(found.low - known.low) < 1e-4);
  CHECK(std::abs(found.high - known.high) < 1e-4);
}

TEST_CASE("pairs that never differ from their mean are taken for one run off", "[pairs]") {
  std::vector<std::vector<bool>> pairs(50, {true, false});
  const Interval found = share_of(pairs).interval();
  CHECK(found.estimate == 0.5);
  // t of 49 degrees of freedom, of one run in a hundred
  CHECK(std::abs(found.high - 0.5 - 2.0096 * 0.01) < 1e-4);
  CHECK(std::abs(0.5 - found.low - 2.0096 * 0.01) < 1e-4);
}

TEST_CASE("where all or none said yes the interval is that of as many runs as pairs", "[pairs]") {
  const Interval none = share_of(std::vector<std::vector<bool>>(30, {false, false})).interval();
  CHECK(none.low == 0.0);
  CHECK(std::abs(none.high - wilson(0, 30).high) < 1e-6);
  const Interval all = share_of(std::vector<std::vector<bool>>(30, {true, true})).interval();
  CHECK(std::abs(all.low - wilson(30, 30).low) < 1e-6);
  CHECK(all.high == 1.0);
}

TEST_CASE("of no pair at all the interval is everything", "[pairs]") {
  const Interval interval = ClusteredShare().interval();
  CHECK(interval.low == 0.0);
  CHECK(interval.high == 1.0);
  std::vector<ClusteredDays> none;
  CHECK(std::isnan(median_of_clusters(none).estimate));
}

TEST_CASE("intervals of shares of antithetic pairs hold the truth as often as they say",
          "[pairs]") {
  constexpr double p = 0.4;
  constexpr std::uint32_t count = 400;
  const Coverage found = coverage(p, [&](std::size_t sample) {
    RandomStream plain(51, sample, 0, 0);
    RandomStream mirror(51, sample, 0, 0, Draws::mirrored);
    ClusteredShare share;
    for (std::uint32_t pair = 0; pair < count; ++pair) {
      // Of two causes only one is antithetic: runs of a pair are neither opposite nor independent.
      share.add(pair, plain.chance(0.5) && RandomStream(51, sample, 1, pair).chance(0.8));
      share.add(pair, mirror.chance(0.5) && RandomStream(51, sample, 2, pair).chance(0.8));
    }
    return share.interval();
  });
  CHECK(found.held / samples > 0.93);
  CHECK(found.held / samples < 0.965);
  // A third of the variance: that of a run is .24, the covariance of two in a pair -.16.
  const Interval apart = wilson(320, 800);
  CHECK(found.width < 0.65 * (apart.high - apart.low));
}

TEST_CASE("intervals of medians of antithetic pairs hold the truth as often as they say",
          "[pairs]") {
  constexpr std::uint32_t count = 400;
  const Coverage found = coverage(std::log(2.0), [&](std::size_t sample) {
    RandomStream plain(52, sample, 0, 0);
    RandomStream mirror(52, sample, 0, 0, Draws::mirrored);
    std::vector<ClusteredDays> days;
    for (std::uint32_t pair = 0; pair < count; ++pair) {
      // Three of five runs are their own: not antithetic to their twins.
      RandomStream other(52, sample, 1, pair);
      const double mirrored = mirror.exponential(1.0);
      const double own = other.exponential(1.0);
      days.push_back({static_cast<float>(plain.exponential(1.0)), pair});
      days.push_back({static_cast<float>(other.chance(0.6) ? own : mirrored), pair});
    }
    return median_of_clusters(days);
  });
  CHECK(found.held / samples > 0.945);
  CHECK(found.held / samples < 0.985);
}

TEST_CASE("the median of pairs is that of their values", "[pairs]") {
  std::vector<ClusteredDays> odd{{3, 0}, {1, 1}, {2, 1}};
  CHECK(median_of_clusters(odd).estimate == 2.0);
  std::vector<ClusteredDays> even{{4, 0}, {1, 0}, {2, 1}, {3, 1}};
  CHECK(median_of_clusters(even).estimate == 2.5);
  CHECK(std::isnan(median_of_clusters(even).low));
}

}  // namespace nakodo::experiment

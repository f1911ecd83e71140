// Every sampler against its distribution, at 99.9 % confidence with fixed seeds, of plain draws and
// of mirrored ones.

#include <array>
#include <bit>
#include <cmath>
#include <limits>
#include <numeric>
#include <vector>

#include "kernel/errors.hpp"
#include "kernel/random.hpp"
#include "tests/catch.hpp"
#include "tests/kernel/statistics.hpp"

using namespace nakodo;
using kernel::Draws;
using kernel::ProgrammingError;
using kernel::RandomStream;

namespace {

template <class Draw>
std::vector<double> sample(std::size_t count, Draw draw) {
  std::vector<double> values(count);
  for (double& value : values) value = draw();
  return values;
}

constexpr std::size_t many_draws = 200'000;

}  // namespace

TEST_CASE("exponential draws follow their distribution", "[kernel][random]") {
  const Draws kind = GENERATE(Draws::plain, Draws::mirrored);
  RandomStream random(11, 0, 0, 0, kind);
  const auto draws = sample(many_draws, [&] { return random.exponential(3.0); });
  CHECK(tests::mean_of(draws).holds(3.0));
  CHECK(tests::variance_of(draws).holds(9.0));
  CHECK(tests::ks_distance(draws, [](double x) { return 1.0 - std::exp(-x / 3.0); }) <
        tests::ks_999);
}

TEST_CASE("normal draws follow their distribution", "[kernel][random]") {
  const Draws kind = GENERATE(Draws::plain, Draws::mirrored);
  RandomStream random(12, 0, 0, 0, kind);
  const auto draws = sample(many_draws, [&] { return random.normal(-2.0, 3.0); });
  CHECK(tests::mean_of(draws).holds(-2.0));
  CHECK(tests::variance_of(draws).holds(9.0));
  CHECK(tests::ks_distance(draws, [](double x) {
          return tests::normal_distribution((x + 2.0) / 3.0);
        }) < tests::ks_999);
}

TEST_CASE("the tails beyond the layers have their weight and shape", "[kernel][random]") {
  const Draws kind = GENERATE(Draws::plain, Draws::mirrored);
  RandomStream random(13, 0, 0, 0, kind);
  constexpr double exponential_edge = 7.69711747013105;
  constexpr double normal_edge = 3.654152885361009;
  const auto exponential = sample(4'000'000, [&] { return random.exponential(1.0); });
  const auto normal = sample(4'000'000, [&] { return random.normal(0.0, 1.0); });
  const double beyond = tests::normal_distribution(-normal_edge);
  CHECK(tests::share_of(exponential, [](double x) {
          return x > exponential_edge;
        }).holds(std::exp(-exponential_edge)));
  CHECK(tests::share_of(normal, [](double x) { return x > normal_edge; }).holds(beyond));
  CHECK(tests::share_of(normal, [](double x) { return x < -normal_edge; }).holds(beyond));

  std::vector<double> tail;
  for (const double x : exponential) {
    if (x > exponential_edge) tail.push_back(x - exponential_edge);
  }
  CHECK(tests::ks_distance(tail, [](double x) { return 1.0 - std::exp(-x); }) < tests::ks_999);
  tail.clear();
  for (const double x : normal) {
    if (std::abs(x) > normal_edge) tail.push_back(std::abs(x));
  }
  CHECK(tests::ks_distance(tail, [&](double x) {
          return 1.0 - tests::normal_distribution(-x) / beyond;
        }) < tests::ks_999);
}

TEST_CASE("gamma draws have their mean and variation", "[kernel][random]") {
  const double cv = GENERATE(0.05, 0.3, 0.5, 1.0, 2.0, 3.0);
  CAPTURE(cv);
  const Draws kind = GENERATE(Draws::plain, Draws::mirrored);
  RandomStream random(14, 0, 0, 0, kind);
  const auto draws = sample(many_draws, [&] { return random.gamma(5.0, cv); });
  CHECK(tests::mean_of(draws).holds(5.0));
  CHECK(tests::variance_of(draws).holds(25.0 * cv * cv));
}

TEST_CASE("gamma draws follow their distribution", "[kernel][random]") {
  const Draws kind = GENERATE(Draws::plain, Draws::mirrored);
  RandomStream random(15, 0, 0, 0, kind);
  // Shape 1/2 is half a chi-square, shape 1 the exponential, shape 4 the Erlang distribution.
  const auto half = sample(many_draws, [&] { return random.gamma(0.5, std::sqrt(2.0)); });
  const auto one = sample(many_draws, [&] { return random.gamma(1.0, 1.0); });
  const auto four = sample(many_draws, [&] { return random.gamma(4.0, 0.5); });
  CHECK(tests::ks_distance(half, [](double x) { return std::erf(std::sqrt(x)); }) < tests::ks_999);
  CHECK(tests::ks_distance(one, [](double x) { return 1.0 - std::exp(-x); }) < tests::ks_999);
  CHECK(tests::ks_distance(four, [](double x) {
          return 1.0 - std::exp(-x) * (1.0 + x + x * x / 2.0 + x * x * x / 6.0);
        }) < tests::ks_999);
}

TEST_CASE("lognormal draws follow their distribution", "[kernel][random]") {
  const double cv = GENERATE(0.1, 0.5, 1.0);
  CAPTURE(cv);
  const Draws kind = GENERATE(Draws::plain, Draws::mirrored);
  RandomStream random(16, 0, 0, 0, kind);
  const auto draws = sample(many_draws, [&] { return random.lognormal(5.0, cv); });
  CHECK(tests::mean_of(draws).holds(5.0));
  const double variance = std::log(1.0 + cv * cv);
  const double location = std::log(5.0) - variance / 2.0;
  CHECK(tests::ks_distance(draws, [&](double x) {
          return tests::normal_distribution((std::log(x) - location) / std::sqrt(variance));
        }) < tests::ks_999);
}

TEST_CASE("Dirichlet shares sum to one and each follows its beta distribution",
          "[kernel][random]") {
  const Draws kind = GENERATE(Draws::plain, Draws::mirrored);
  RandomStream random(17, 0, 0, 0, kind);
  std::array<double, 4> shares{};
  std::vector<double> first;
  std::vector<double> last;
  std::vector<double> products;
  for (std::size_t i = 0; i < many_draws; ++i) {
    random.dirichlet(shares);
    REQUIRE(std::abs(std::accumulate(shares.begin(), shares.end(), 0.0) - 1.0) < 1e-12);
    first.push_back(shares.front());
    last.push_back(shares.back());
    products.push_back(shares[1] * shares[2]);
  }
  const auto beta_1_3 = [](double x) { return 1.0 - std::pow(1.0 - x, 3.0); };
  CHECK(tests::ks_distance(first, beta_1_3) < tests::ks_999);
  CHECK(tests::ks_distance(last, beta_1_3) < tests::ks_999);
  CHECK(tests::mean_of(products).holds(1.0 / 20.0));
}

TEST_CASE("one Dirichlet share is all, and none is nothing", "[kernel][random]") {
  RandomStream random(18, 0, 0, 0);
  double share = 0.0;
  random.dirichlet({&share, 1});
  CHECK(share == 1.0);
  random.dirichlet({});
}

TEST_CASE("without variation every draw is the mean", "[kernel][random]") {
  RandomStream random(19, 0, 0, 0);
  CHECK(random.exponential(0.0) == 0.0);
  CHECK(random.normal(4.0, 0.0) == 4.0);
  CHECK(random.gamma(4.0, 0.0) == 4.0);
  CHECK(random.lognormal(4.0, 0.0) == 4.0);
  CHECK(random.gamma(0.0, 1.0) == 0.0);
  CHECK(random.lognormal(0.0, 1.0) == 0.0);
}

TEST_CASE("parameters out of range are refused", "[kernel][random]") {
  RandomStream random(20, 0, 0, 0);
  const double nan = std::numeric_limits<double>::quiet_NaN();
  for (const double bad : {-1.0, nan}) {
    CHECK_THROWS_AS(random.exponential(bad), ProgrammingError);
    CHECK_THROWS_AS(random.normal(0.0, bad), ProgrammingError);
    CHECK_THROWS_AS(random.gamma(bad, 1.0), ProgrammingError);
    CHECK_THROWS_AS(random.gamma(1.0, bad), ProgrammingError);
    CHECK_THROWS_AS(random.lognormal(bad, 1.0), ProgrammingError);
    CHECK_THROWS_AS(random.lognormal(1.0, bad), ProgrammingError);
  }
}

TEST_CASE("the bits of a million draws of each sampler are pinned", "[kernel][random]") {
  RandomStream random(21, 0, 0, 0);
  std::uint64_t exponential = 0;
  std::uint64_t normal = 0;
  std::uint64_t gamma = 0;
  std::uint64_t lognormal = 0;
  const auto add = [](std::uint64_t& hash, double value) {
    hash = kernel::mix64(hash ^ std::bit_cast<std::uint64_t>(value));
  };
  for (int i = 0; i < 1'000'000; ++i) {
    add(exponential, random.exponential(2.0));
    add(normal, random.normal(1.0, 2.0));
    add(gamma, random.gamma(2.0, i % 2 == 0 ? 0.4 : 1.6));
    add(lognormal, random.lognormal(2.0, 0.7));
  }
  CHECK(exponential == 0x595CA8D9917A99E4U);
  CHECK(normal == 0x706758AED5BD72A5U);
  CHECK(gamma == 0x255F53DEA4670F4EU);
  CHECK(lognormal == 0xB422052DFEE6626EU);
}

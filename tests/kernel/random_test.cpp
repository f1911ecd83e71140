#include "kernel/random.hpp"

#include <cmath>
#include <set>
#include <utility>
#include <vector>

#include "kernel/errors.hpp"
#include "kernel/simulation.hpp"
#include "tests/catch.hpp"
#include "tests/kernel/statistics.hpp"

using namespace nakodo;
using kernel::Draws;
using kernel::RandomStream;

// The expected bits come from another implementation, in another language, of the same algorithms;
// that one was checked against the published output of xoshiro256++ from the state 1, 2, 3, 4.
TEST_CASE("the first draws of a stream are pinned", "[kernel][random]") {
  constexpr auto all = ~std::uint64_t{0};
  RandomStream zeros(0, 0, 0, 0);
  RandomStream counting(1, 2, 3, 4);
  RandomStream ones(all, all, 0xFFFFFFFF, all);
  CHECK(zeros.bits() == 0x84FC8A0E207C81F6U);
  CHECK(zeros.bits() == 0x5010012380F31118U);
  CHECK(zeros.bits() == 0x9980021D61F52943U);
  CHECK(zeros.bits() == 0x12FA77773BCD9E40U);
  CHECK(counting.bits() == 0x5A572AF814A54872U);
  CHECK(counting.bits() == 0x97DA338DE917F25AU);
  CHECK(counting.bits() == 0x79816717B4E0BC3EU);
  CHECK(counting.bits() == 0x08656ECDA445285FU);
  CHECK(ones.bits() == 0xC407147D608E78D7U);
  CHECK(ones.bits() == 0xF55660F610A78C8BU);
  CHECK(ones.bits() == 0x12D1C344A3DA77DBU);
  CHECK(ones.bits() == 0xCC39EF3E4677167DU);
}

TEST_CASE("a copied stream repeats the draws", "[kernel][random]") {
  RandomStream original(1, 2, 3, 4);
  original.bits();
  RandomStream copy = original;
  for (int i = 0; i < 100; ++i) REQUIRE(copy.bits() == original.bits());
}

TEST_CASE("a simulation's stream is named by seed, replication, purpose and entity",
          "[kernel][random]") {
  kernel::Simulation simulation(1, 2);
  CHECK(simulation.stream(3, 4).bits() == RandomStream(1, 2, 3, 4).bits());
  simulation.reset(5, 6);
  CHECK(simulation.stream(3, 4).bits() == RandomStream(5, 6, 3, 4).bits());
}

TEST_CASE("streams with nearby or exchanged names all differ", "[kernel][random]") {
  std::set<std::uint64_t> seen;
  for (std::uint64_t seed = 0; seed < 12; ++seed) {
    for (std::uint64_t replication = 0; replication < 12; ++replication) {
      for (std::uint32_t purpose = 0; purpose < 12; ++purpose) {
        for (std::uint64_t entity = 0; entity < 12; ++entity) {
          seen.insert(RandomStream(seed, replication, purpose, entity).bits());
        }
      }
    }
  }
  CHECK(seen.size() == 12 * 12 * 12 * 12);
}

TEST_CASE("the first draws of neighbouring streams are uniform and uncorrelated, at 99.9 %",
          "[kernel][random]") {
  const int part = GENERATE(0, 1, 2, 3);
  CAPTURE(part);
  std::vector<double> draws;
  for (std::uint32_t i = 0; i < 100'000; ++i) {
    RandomStream stream(part == 0 ? i : 0, part == 1 ? i : 0, part == 2 ? i : 0, part == 3 ? i : 0);
    draws.push_back(stream.uniform());
  }
  CHECK(tests::ks_distance(draws, [](double x) { return x; }) < tests::ks_999);
  std::vector<double> products;
  for (std::size_t i = 1; i < draws.size(); ++i) {
    products.push_back((draws[i] - 0.5) * (draws[i - 1] - 0.5));
  }
  CHECK(tests::mean_of(products).holds(0.0));
}

TEST_CASE("two streams of one simulation are uncorrelated along their draws, at 99.9 %",
          "[kernel][random]") {
  RandomStream a(1, 1, 1, 1);
  RandomStream b(1, 1, 1, 2);
  std::vector<double> products;
  for (int i = 0; i < 200'000; ++i) products.push_back((a.uniform() - 0.5) * (b.uniform() - 0.5));
  CHECK(tests::mean_of(products).holds(0.0));
}

TEST_CASE("every bit of a draw is a fair coin, at 99.9 %", "[kernel][random]") {
  RandomStream stream(2, 2, 2, 2);
  std::vector<int> ones(64);
  constexpr int draws = 100'000;
  for (int i = 0; i < draws; ++i) {
    const std::uint64_t bits = stream.bits();
    for (std::size_t bit = 0; bit < 64; ++bit) ones[bit] += (bits >> bit & 1U) != 0 ? 1 : 0;
  }
  double chi_square = 0.0;
  for (const int count : ones) {
    const double excess = count - draws / 2.0;
    chi_square += excess * excess / (draws / 4.0);
  }
  CHECK(chi_square < 104.72);  // 99.9 % point for 64 degrees of freedom
}

TEST_CASE("uniform numbers stay in their range", "[kernel][random]") {
  RandomStream stream(3, 0, 0, 0);
  for (int i = 0; i < 100'000; ++i) {
    const double u = stream.uniform();
    REQUIRE((u >= 0.0 && u < 1.0));
    const double v = stream.uniform_open();
    REQUIRE((v > 0.0 && v < 1.0));
  }
}

TEST_CASE("uniform numbers are uniform, at 99.9 %", "[kernel][random]") {
  const Draws kind = GENERATE(Draws::plain, Draws::mirrored);
  RandomStream stream(4, 0, 0, 0, kind);
  std::vector<double> closed;
  std::vector<double> open;
  for (int i = 0; i < 200'000; ++i) {
    closed.push_back(stream.uniform());
    open.push_back(stream.uniform_open());
  }
  CHECK(tests::ks_distance(closed, [](double x) { return x; }) < tests::ks_999);
  CHECK(tests::ks_distance(open, [](double x) { return x; }) < tests::ks_999);
}

TEST_CASE("integers below n are equally likely, at 99.9 %", "[kernel][random]") {
  const Draws kind = GENERATE(Draws::plain, Draws::mirrored);
  RandomStream stream(5, 0, 0, 0, kind);
  std::vector<int> counts(7);
  for (int i = 0; i < 140'000; ++i) ++counts.at(stream.below(7));
  double chi_square = 0.0;
  for (const int count : counts) chi_square += (count - 20'000.0) * (count - 20'000.0) / 20'000.0;
  CHECK(chi_square < 22.46);  // 6 degrees of freedom
  CHECK(stream.below(1) == 0);
  CHECK_THROWS_AS(stream.below(0), kernel::ProgrammingError);
}

TEST_CASE("integers below a huge n have no bias, at 99.9 %", "[kernel][random]") {
  // With n = 3/4 of 2^64 a plain multiplication would give one value in three twice as often.
  const Draws kind = GENERATE(Draws::plain, Draws::mirrored);
  RandomStream stream(6, 0, 0, 0, kind);
  const std::uint64_t n = std::uint64_t{3} << 62U;
  std::vector<double> multiples_of_three;
  for (int i = 0; i < 100'000; ++i) {
    const std::uint64_t value = stream.below(n);
    REQUIRE(value < n);
    multiples_of_three.push_back(value % 3 == 0 ? 1.0 : 0.0);
  }
  CHECK(tests::mean_of(multiples_of_three).holds(1.0 / 3.0));
}

TEST_CASE("a chance comes true with its probability, at 99.9 %", "[kernel][random]") {
  const Draws kind = GENERATE(Draws::plain, Draws::mirrored);
  RandomStream stream(7, 0, 0, 0, kind);
  std::vector<double> hits;
  for (int i = 0; i < 100'000; ++i) hits.push_back(stream.chance(0.3) ? 1.0 : 0.0);
  CHECK(tests::mean_of(hits).holds(0.3));
}

TEST_CASE("a chance of zero never comes true, of one always, and each is one draw",
          "[kernel][random]") {
  RandomStream stream(8, 0, 0, 0);
  RandomStream shadow = stream;
  for (int i = 0; i < 1000; ++i) {
    REQUIRE_FALSE(stream.chance(0.0));
    REQUIRE_FALSE(stream.chance(-1.0));
    REQUIRE(stream.chance(1.0));
    for (int draw = 0; draw < 3; ++draw) shadow.bits();
  }
  CHECK(stream.bits() == shadow.bits());
}

#include "models/timetable.hpp"

#include <set>

#include "tests/catch.hpp"
#include "tests/validation/sample.hpp"

namespace nakodo::tests {
namespace {

using models::Timetable;

struct Counted {
  std::vector<std::uint32_t> meetings;  // by participant
  std::set<Timetable::Pair> pairs;      // lower number first
};
Counted count(const Timetable& timetable, std::uint32_t n) {
  Counted counted{std::vector<std::uint32_t>(n), {}};
  for (auto [a, b] : timetable.pairs()) {
    ++counted.meetings[a];
    ++counted.meetings[b];
    counted.pairs.emplace(std::min(a, b), std::max(a, b));
  }
  return counted;
}

TEST_CASE("an even number of participants fills all slots, n·s/2 pairs, none twice",
          "[timetable]") {
  kernel::RandomStream random(1, 2, 3, 4);
  Timetable timetable;
  for (const std::uint32_t n : {2U, 4U, 10U, 150U})
    for (const std::uint32_t slots : {1U, 3U, 8U, 1000U}) {
      timetable.fill(n, slots, {}, random);
      const std::uint32_t most = std::min(slots, n - 1);
      const Counted counted = count(timetable, n);
      CHECK(timetable.pairs().size() == n * most / 2);
      CHECK(counted.pairs.size() == timetable.pairs().size());
      for (const std::uint32_t meetings : counted.meetings) CHECK(meetings == most);
    }
}

TEST_CASE("nobody has too many meetings, and of two who had time for more, all have met",
          "[timetable]") {
  kernel::RandomStream random(1, 2, 3, 4);
  Timetable timetable;
  for (const std::uint32_t n : {1U, 3U, 11U, 75U})
    for (const std::uint32_t slots : {1U, 4U, 8U}) {
      timetable.fill(n, slots, {}, random);
      const Counted counted = count(timetable, n);
      CHECK(counted.pairs.size() == timetable.pairs().size());
      for (std::uint32_t a = 0; a < n; ++a) {
        CHECK(counted.meetings[a] <= slots);
        for (std::uint32_t b = a + 1; b < n; ++b)
          CHECK((counted.meetings[a] == slots || counted.meetings[b] == slots ||
                 counted.pairs.contains({a, b})));
      }
    }
}

TEST_CASE("nobody there, nobody met", "[timetable]") {
  kernel::RandomStream random(1, 2, 3, 4);
  Timetable timetable;
  timetable.fill(0, 8, {}, random);
  CHECK(timetable.pairs().empty());
}

TEST_CASE("whom somebody meets is a hypergeometric sample of the others (|z| < 4.5)",
          "[timetable]") {
  // 20 participants, 4 slots, 5 suppliers among the other 19: mean 4·5/19, variance by
  // 4·(5/19)·(14/19)·(15/18).
  kernel::RandomStream random(1, 2, 3, 4);
  Timetable timetable;
  std::vector<double> met;
  for (int i = 0; i < 20000; ++i) {
    timetable.fill(20, 4, {}, random);
    int suppliers = 0;
    for (const auto& [a, b] : timetable.pairs())
      suppliers += (a == 0 && b >= 15) || (b == 0 && a >= 15);
    met.push_back(suppliers);
  }
  CHECK(std::abs(z_of_mean(met, 20.0 / 19.0)) < z_bound);
  CHECK(std::abs(z_of_variance(met, 4.0 * 5.0 / 19.0 * 14.0 / 19.0 * 15.0 / 18.0)) < z_bound);
}

TEST_CASE("what is arranged comes first, as far as both have a slot left", "[timetable]") {
  kernel::RandomStream random(1, 2, 3, 4);
  Timetable timetable;
  const std::vector<Timetable::Pair> arranged{{0, 1}, {1, 0}, {2, 0}, {0, 3}, {4, 5}};
  timetable.fill(8, 2, arranged, random);
  REQUIRE(timetable.pairs().size() >= 3);
  CHECK(timetable.pairs()[0] == Timetable::Pair{0, 1});
  CHECK(timetable.pairs()[1] == Timetable::Pair{2, 0});  // and 0 has no slot left
  CHECK(timetable.pairs()[2] == Timetable::Pair{4, 5});
  const Counted counted = count(timetable, 8);
  CHECK(counted.pairs.size() == timetable.pairs().size());
  for (const std::uint32_t meetings : counted.meetings) CHECK(meetings <= 2);
}

}  // namespace
}  // namespace nakodo::tests

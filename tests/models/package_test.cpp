#include "models/package.hpp"

#include "kernel/random.hpp"
#include "tests/catch.hpp"
#include "tests/models/dyad.hpp"

namespace nakodo::tests {
namespace {

Package rolled(const std::vector<double>& own, const std::vector<double>& receiver, double worth) {
  Package shares;
  std::vector<std::size_t> order;
  log_roll(shares, own, receiver, worth, order);
  return shares;
}

TEST_CASE("log-rolling keeps what one values and gives away what the other values", "[package]") {
  CHECK(rolled({0.8, 0.2}, {0.2, 0.8}, 0.8) == Package{1.0, 0.0});
}

TEST_CASE("an issue may be split to be worth exactly the aspiration", "[package]") {
  const Package shares = rolled({0.8, 0.2}, {0.2, 0.8}, 0.4);
  CHECK(same(shares[0], 0.5));
  CHECK(shares[1] == 0.0);
}

TEST_CASE("an aspiration of nothing gives everything away, one of all keeps it", "[package]") {
  CHECK(rolled({0.5, 0.5}, {0.5, 0.5}, 0.0) == Package{0.0, 0.0});
  CHECK(rolled({0.5, 0.5}, {0.25, 0.75}, 1.0) == Package{1.0, 1.0});
}

TEST_CASE("ties go to the issue that is named first", "[package]") {
  CHECK(rolled({0.25, 0.25, 0.25, 0.25}, {0.25, 0.25, 0.25, 0.25}, 0.5) ==
        Package{1.0, 1.0, 0.0, 0.0});
}

TEST_CASE("an issue the other does not care about is kept first", "[package]") {
  CHECK(rolled({0.5, 0.5}, {1.0, 0.0}, 0.5) == Package{0.0, 1.0});
}

TEST_CASE("an issue nobody cares about harms nobody", "[package]") {
  const Package shares = rolled({0.0, 1.0}, {0.0, 1.0}, 0.25);
  CHECK(same(utility_of_maker(shares, std::vector{0.0, 1.0}), 0.25));
  CHECK(same(utility_of_receiver(shares, std::vector{0.0, 1.0}), 0.75));
}

TEST_CASE("issues are ordered by what they are worth in proportion, idle ones last", "[package]") {
  std::vector<std::size_t> order;
  order_by_advantage(order, std::vector{0.2, 0.0, 0.4, 0.4, 0.0},
                     std::vector{0.4, 0.0, 0.2, 0.0, 0.4});
  CHECK(order == std::vector<std::size_t>{3, 2, 0, 4, 1});
}

TEST_CASE("no other package of the same worth serves the receiver better", "[package]") {
  // Against 200 packages each, drawn at random and scaled to the same worth.
  kernel::RandomStream random(dyad_seed, 0, 0, 0);
  for (int i = 0; i < 100; ++i) {
    std::vector<double> own(5);
    std::vector<double> receiver(5);
    random.dirichlet(own);
    random.dirichlet(receiver);
    const double worth = random.uniform();
    const Package best = rolled(own, receiver, worth);
    CHECK(same(utility_of_maker(best, own), worth));
    for (const double share : best) CHECK((share >= 0.0 && share <= 1.0));
    const double given = utility_of_receiver(best, receiver);
    for (int j = 0; j < 200; ++j) {
      Package rival(5);
      for (double& share : rival) share = random.uniform();
      const double its_worth = utility_of_maker(rival, own);
      // towards all or nothing, in a straight line, until it is worth the same
      const double end = its_worth > worth ? 0.0 : 1.0;
      const double by = (worth - its_worth) / (end - its_worth);
      for (double& share : rival) share += by * (end - share);
      CHECK(utility_of_receiver(rival, receiver) <= given + 1e-9);
    }
  }
}

}  // namespace
}  // namespace nakodo::tests

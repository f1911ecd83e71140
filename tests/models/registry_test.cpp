#include "models/registry.hpp"

#include <cmath>
#include <set>
#include <utility>

#include "tests/catch.hpp"
#include "tests/models/pool.hpp"
#include "tests/validation/sample.hpp"

namespace nakodo::tests {
namespace {

/// A pool of far firms of 60 employees; dcl has a file on some of them.
Scenario world_on_file(int firms, double share, double coverage) {
  Scenario scenario = pool_dyad(firms, share);
  dcl(scenario).bureau = BureauSpec{.coverage = coverage, .bias = 0.0};
  return scenario;
}

/// What dcl has on file, run by run.
class File {
 public:
  explicit File(Scenario scenario)
      : scenario_(std::move(scenario)),
        stage_(scenario_),
        registry_(stage_, stage_.cast.body("dcl"), "osaka", "module"),
        far_(stage_.cast, "osaka") {}

  Registry& run(std::uint64_t replication) {
    stage_.reset(dyad_seed, replication, TraceLevel::none);
    registry_.reset();
    return registry_;
  }
  kernel::RandomStream draws() const { return stage_.stream(Purpose::search, 0); }
  bool supplies(BodyId firm) const { return stage_.cast.fit(firm, "module").has_value(); }
  const FarFirms& far() const { return far_; }
  int on_file() const {
    int count = 0;
    for (std::uint32_t i = 0; i < far_.size(); ++i) count += registry_.holds(far_[i]);
    return count;
  }

 private:
  Scenario scenario_;
  Stage stage_;
  Registry registry_;
  FarFirms far_;
};

TEST_CASE("the probability of being registered grows with size to the bias, up to 1",
          "[registry]") {
  BureauSpec spec{.coverage = 0.3, .bias = 1.0};
  CHECK(same(spec.registered(100), 0.3));
  CHECK(same(spec.registered(20), 0.06));
  CHECK(same(spec.registered(300), 0.9));
  CHECK(spec.registered(1000) == 1.0);
  spec.bias = 0.5;
  CHECK(same(spec.registered(25), 0.15));
  spec.bias = 0.0;
  CHECK(spec.registered(1) == 0.3);
  CHECK(spec.registered(100000) == 0.3);
  spec.bias = -1.0;
  CHECK(same(spec.registered(200), 0.15));
}

TEST_CASE("firms are on file with the probability of their size (|z| < 4.5)", "[registry]") {
  Scenario scenario = world_on_file(20'000, 0.0, 0.3);
  bureau(scenario).bias = 0.7;
  for (const int employees : {10, 60, 400}) {
    firm(scenario, "pool").employees = employees;
    File file(scenario);
    file.run(0);
    CHECK(std::abs(z_of_count(file.on_file(), 20'000, bureau(scenario).registered(employees))) <
          z_bound);
  }
}

TEST_CASE("a registry is the same for all searches of a run, another in the next", "[registry]") {
  File file(world_on_file(1000, 0.0, 0.5));
  const auto held = [&](std::uint64_t replication) {
    const Registry& registry = file.run(replication);
    std::set<BodyId> firms;
    for (std::uint32_t i = 0; i < file.far().size(); ++i)
      if (registry.holds(file.far()[i])) firms.insert(file.far()[i]);
    return firms;
  };
  const auto first = held(0);
  CHECK(held(1) != first);
  CHECK(held(0) == first);
}

TEST_CASE("nobody is listed twice, and in the end everybody on file was", "[registry]") {
  File file(world_on_file(300, 0.1, 0.4));
  Registry& registry = file.run(3);
  auto draws = file.draws();
  std::set<BodyId> listed;
  for (auto list = registry.list(5, draws); !list.empty(); list = registry.list(5, draws))
    for (const BodyId firm : list) {
      CHECK(registry.holds(firm));
      CHECK(listed.insert(firm).second);
    }
  CHECK(listed.size() == static_cast<std::size_t>(file.on_file()));
}

TEST_CASE("the relevant of a list are binomial (|z| < 4.5)", "[registry]") {
  Scenario scenario = world_on_file(20'000, 0.02, 0.5);
  bureau(scenario).relevance = 0.3;
  File file(scenario);
  // By intent, or by chance: a firm in fifty supplies it.
  const double q = 0.3 + 0.7 * 0.02;
  std::vector<double> relevant(4000);
  for (std::uint64_t i = 0; i < relevant.size(); ++i) {
    Registry& registry = file.run(i);
    auto draws = file.draws();
    const auto list = registry.list(5, draws);
    REQUIRE(list.size() == 5);
    for (const BodyId firm : list) relevant[i] += file.supplies(firm);
  }
  CHECK(std::abs(z_of_mean(relevant, 5 * q)) < z_bound);
  CHECK(std::abs(z_of_variance(relevant, 5 * q * (1 - q))) < z_bound);
}

TEST_CASE("once all relevant firms were listed others fill the list", "[registry]") {
  Scenario scenario = world_on_file(100, 0.02, 1.0);
  bureau(scenario).relevance = 1.0;
  File file(scenario);
  Registry& registry = file.run(0);
  auto draws = file.draws();
  const auto list = registry.list(5, draws);
  REQUIRE(list.size() == 5);
  for (std::size_t i = 0; i < list.size(); ++i) CHECK(file.supplies(list[i]) == (i < 2));
}

TEST_CASE("a list has big firms in proportion to what is on file of them (|z| < 4.5)",
          "[registry]") {
  Scenario scenario = world_on_file(5000, 0.0, 0.2);
  bureau(scenario).bias = 1.0;
  bureau(scenario).relevance = 0.0;
  FirmSpec big = firm(scenario, "pool");
  big.employees = 240;
  scenario.firms.add("big", big);
  File file(scenario);
  const double p_small = 0.2 * 0.6;
  const double p_big = 0.2 * 2.4;
  double bigs = 0.0;
  constexpr int runs = 4000;
  for (std::uint64_t i = 0; i < runs; ++i) {
    Registry& registry = file.run(i);
    auto draws = file.draws();
    for (const BodyId firm : registry.list(1, draws)) bigs += firm >= file.far()[5000];
  }
  CHECK(std::abs(z_of_count(bigs, runs, p_big / (p_small + p_big))) < z_bound);
}

}  // namespace
}  // namespace nakodo::tests

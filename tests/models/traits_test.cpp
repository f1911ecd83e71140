#include "models/traits.hpp"

#include <algorithm>
#include <cmath>
#include <functional>

#include "tests/catch.hpp"
#include "tests/models/pool.hpp"
#include "tests/validation/sample.hpp"

namespace nakodo::tests {
namespace {

constexpr std::size_t many = 20000;

/// What each firm of a large population has, in one run.
std::vector<double> drawn(const FirmSpec& spec,
                          const std::function<double(const Traits&, std::size_t)>& trait,
                          std::uint64_t replication = 0) {
  kernel::Simulation simulation;
  simulation.reset(dyad_seed, replication);
  const Traits traits(spec, 0, simulation);
  std::vector<double> values;
  for (std::size_t place = 0; place < many; ++place) values.push_back(trait(traits, place));
  return values;
}
double employees(const Traits& traits, std::size_t place) { return traits.employees(place); }
double visibility(const Traits& traits, std::size_t place) { return traits.visibility(place); }
double organisational(const Traits& traits, std::size_t place) {
  return traits.organisational(place);
}
double fit(const Traits& traits, std::size_t place) {
  return traits.fit(place, "module", 0).value();
}

FirmSpec spec_of(Employees size) {
  FirmSpec spec;
  spec.count = static_cast<int>(many);
  spec.employees = size;
  spec.supplies.add("module");
  return spec;
}

TEST_CASE("sizes have the mean and the variance that were asked for (|z| < 4.5)", "[traits]") {
  // Rounding adds 1/12 to the variance.
  const auto sizes = drawn(spec_of(LognormalIn<Unit::none>{400.0, 0.5}), employees);
  CHECK(std::abs(z_of_mean(sizes, 400.0)) < z_bound);
  CHECK(std::abs(z_of_variance(sizes, 200.0 * 200.0 + 1.0 / 12)) < z_bound);
  for (const double size : sizes) REQUIRE(size == std::floor(size));
}

TEST_CASE("no firm has less than one employee", "[traits]") {
  const auto sizes = drawn(spec_of(ExponentialIn<Unit::none>{0.5}), employees);
  CHECK(*std::min_element(sizes.begin(), sizes.end()) == 1.0);
  // Below 1.5 everybody rounds to 1.
  const auto ones = std::count(sizes.begin(), sizes.end(), 1.0);
  CHECK(std::abs(z_of_count(static_cast<double>(ones), many, 1.0 - std::exp(-3.0))) < z_bound);
}

TEST_CASE("a firm is as visible as it is large unless something else is said", "[traits]") {
  FirmSpec spec = spec_of(LognormalIn<Unit::none>{40.0, 1.0});
  CHECK(drawn(spec, visibility) == drawn(spec, employees));
  spec.visibility = GammaIn<Unit::none>{2.0, 0.7};
  const auto seen = drawn(spec, visibility);
  CHECK(std::abs(z_of_mean(seen, 2.0)) < z_bound);
  CHECK(std::abs(z_of_variance(seen, 1.96)) < z_bound);
}

TEST_CASE("style follows from size, or is drawn (|z| < 4.5)", "[traits]") {
  FirmSpec spec = spec_of(LognormalIn<Unit::none>{300.0, 1.0});
  const auto sizes = drawn(spec, employees);
  const auto styles = drawn(spec, organisational);
  for (std::size_t i = 0; i < many; ++i) REQUIRE(styles[i] == (sizes[i] <= 300 ? 0.2 : 0.9));
  spec.style.organisational = NormalPlace{0.5, 0.1};
  CHECK(std::abs(z_of_mean(drawn(spec, organisational), 0.5)) < z_bound);
  CHECK(std::abs(z_of_variance(drawn(spec, organisational), 0.01)) < z_bound);
}

TEST_CASE("fits are uniform or beta as asked for (|z| < 4.5)", "[traits]") {
  FirmSpec spec = spec_of(60);
  Fit& asked = spec.supplies.find("module")->fit;
  asked = UniformFit{0.4, 0.9};
  auto fits = drawn(spec, fit);
  CHECK(std::abs(z_of_mean(fits, 0.65)) < z_bound);
  CHECK(std::abs(z_of_variance(fits, 0.25 / 12)) < z_bound);
  CHECK(*std::min_element(fits.begin(), fits.end()) >= 0.4);
  CHECK(*std::max_element(fits.begin(), fits.end()) <= 0.9);
  asked = BetaFit{2.0, 5.0};
  fits = drawn(spec, fit);
  CHECK(std::abs(z_of_mean(fits, 2.0 / 7)) < z_bound);
  CHECK(std::abs(z_of_variance(fits, 10.0 / (49 * 8))) < z_bound);
  asked = BetaFit{0.1, 0.1};
  for (const double value : drawn(spec, fit)) REQUIRE((value >= 0.0 && value <= 1.0));
}

TEST_CASE("traits are drawn anew in another run, and are the same whenever one asks", "[traits]") {
  FirmSpec spec = spec_of(LognormalIn<Unit::none>{40.0, 1.0});
  spec.supplies.find("module")->fit = UniformFit{};
  CHECK(drawn(spec, fit) == drawn(spec, fit));
  CHECK(drawn(spec, fit) != drawn(spec, fit, 1));
  CHECK(drawn(spec, employees) != drawn(spec, employees, 1));
}

TEST_CASE("another number of firms leaves each what it had", "[traits]") {
  Scenario few = pool_dyad(10, 1.0);
  firm(few, "pool").employees = LognormalIn<Unit::none>{40.0, 1.0};
  Scenario more = few;
  firm(more, "pool").count = 20;
  more.firms.add("others", firm(few, "pool"));
  World one(few);
  World two(more);
  one.run(dyad_seed, 3);
  two.run(dyad_seed, 3);
  bool others_differ = false;
  for (std::size_t i = 0; i < 10; ++i) {
    const auto size = [&](const World& world, std::size_t population) {
      return world.cast().employees(world.cast().populations()[population].roll().firm(i));
    };
    CHECK(size(one, 0) == size(two, 0));
    others_differ |= size(two, 0) != size(two, 1);
  }
  CHECK(others_differ);
}

TEST_CASE("what a table says comes first, what it leaves out is as the entry says", "[traits]") {
  FirmSpec spec = spec_of(70);
  auto table = std::make_shared<FirmTable>(std::vector<std::string>{"board"});
  table->add({.name = "one", .employees = 4000, .visibility = 3.0, .organisational = 0.4});
  table->supply(0, 0.6);
  table->add({.name = "two", .employees = {}, .visibility = {}, .organisational = {}});
  spec.from.table = table;
  const kernel::Simulation simulation;
  const Traits traits(spec, 0, simulation);
  CHECK(traits.employees(0) == 4000);
  CHECK(traits.employees(1) == 70);
  CHECK(traits.visibility(0) == 3.0);
  CHECK(traits.visibility(1) == 70.0);
  CHECK(traits.organisational(0) == 0.4);
  CHECK(traits.organisational(1) == 0.2);
  CHECK(traits.fit(0, "board", std::nullopt) == 0.6);
  CHECK_FALSE(traits.fit(1, "board", std::nullopt).has_value());
  CHECK(traits.fit(1, "module", 0) == 0.9);
  CHECK_FALSE(traits.fit(0, "disk", std::nullopt).has_value());
}

}  // namespace
}  // namespace nakodo::tests

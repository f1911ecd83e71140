// Answers until all have sealed, when each answer is a seal with probability p (validation section
// 1).
#include <array>
#include <cmath>

#include "kernel/simulation.hpp"
#include "models/circulation.hpp"
#include "tests/catch.hpp"
#include "tests/validation/plain_worlds.hpp"
#include "tests/validation/sample.hpp"

namespace nakodo::tests {
namespace {

constexpr std::size_t circulations = 20000;

struct Ringi {
  int n;
  double p, restart, redo, parallel;
};
constexpr std::array ringis{Ringi{6, 0.8, 14.0735, 7.5, 2.45},
                            Ringi{10, 0.9, 18.6797, 11.1111, 2.928968}};

std::vector<double> answers(const Ringi& given, Objection objection, const Rule& rule = All{}) {
  kernel::RandomStream random(dyad_seed, 0, 0, 0);
  std::vector<double> values(circulations);
  Circulation ringi;
  for (double& value : values) {
    ringi.begin(Protocol::serial, objection, static_cast<std::size_t>(given.n), rule);
    int asked = 0;
    for (; !ringi.complete(); ++asked) {
      const std::size_t who = ringi.next().value();
      random.chance(given.p) ? ringi.sealed(who) : ringi.objected(who);
    }
    value = asked;
  }
  return values;
}

/// Days until a round is complete in which each of n answers after an exponential time, mean 1.
std::vector<double> time_in_parallel(int n, const Rule& rule) {
  std::vector<double> values(circulations);
  kernel::Simulation simulation;
  Circulation circulation;
  for (std::size_t i = 0; i < circulations; ++i) {
    simulation.reset(dyad_seed, i);
    auto random = simulation.stream(0, 0);
    circulation.begin(Protocol::parallel, Objection::redo, static_cast<std::size_t>(n), rule);
    while (const auto who = circulation.next())
      simulation.schedule_after(random.exponential(1.0), [&circulation, &simulation, w = *who] {
        circulation.sealed(w);
        if (circulation.complete()) simulation.stop();
      });
    simulation.run_until(1e9);
    values[i] = simulation.now();
  }
  return values;
}

TEST_CASE("a ringi that restarts takes (1-p^N)/((1-p)p^N) answers (|z| < 4.5)", "[validation]") {
  for (const Ringi& given : ringis) {
    const double all = std::pow(given.p, given.n);
    const double theory = (1.0 - all) / ((1.0 - given.p) * all);
    CHECK(is_figure(theory, given.restart, 4));
    CHECK(std::abs(z_of_mean(answers(given, Objection::restart), theory)) < z_bound);
  }
}

TEST_CASE("a ringi that redoes takes N/p answers (|z| < 4.5)", "[validation]") {
  for (const Ringi& given : ringis) {
    const double theory = given.n / given.p;
    CHECK(is_figure(theory, given.redo, 4));
    CHECK(std::abs(z_of_mean(answers(given, Objection::redo), theory)) < z_bound);
  }
}

TEST_CASE("asked in parallel, N exponential answers take the harmonic number (|z| < 4.5)",
          "[validation]") {
  for (const Ringi& given : ringis) {
    double theory = 0.0;
    for (int i = 1; i <= given.n; ++i) theory += 1.0 / i;
    CHECK(is_figure(theory, given.parallel, 6));
    CHECK(std::abs(z_of_mean(time_in_parallel(given.n, All{}), theory)) < z_bound);
  }
}

TEST_CASE("a ringi that needs k of n takes k/p or (1-p^k)/((1-p)p^k) answers (|z| < 4.5)",
          "[validation]") {
  const Rule rule = AtLeast{4};
  for (const Ringi& given : ringis) {
    CHECK(std::abs(z_of_mean(answers(given, Objection::redo, rule), 4 / given.p)) < z_bound);
    const double four = std::pow(given.p, 4);
    CHECK(std::abs(z_of_mean(answers(given, Objection::restart, rule),
                             (1.0 - four) / ((1.0 - given.p) * four))) < z_bound);
  }
}

TEST_CASE("asked in parallel, k of N exponential answers take the k-th order statistic (|z| < 4.5)",
          "[validation]") {
  for (const int k : {1, 4, 6}) {
    double theory = 0.0;
    for (int i = 6 - k + 1; i <= 6; ++i) theory += 1.0 / i;
    CHECK(std::abs(z_of_mean(time_in_parallel(6, AtLeast{k}), theory)) < z_bound);
  }
  CHECK(std::abs(z_of_mean(time_in_parallel(5, Majority{}), 1.0 / 5 + 1.0 / 4 + 1.0 / 3)) <
        z_bound);
}

}  // namespace
}  // namespace nakodo::tests

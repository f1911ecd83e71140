#include "models/attendance.hpp"

#include <algorithm>
#include <cmath>

#include "models/acquaintance.hpp"
#include "tests/catch.hpp"
#include "tests/models/conference.hpp"
#include "tests/validation/sample.hpp"

namespace nakodo::tests {
namespace {

/// A stage of its own, to draw attendances on.
struct Hall {
  explicit Hall(const Scenario& the_scenario)
      : scenario(the_scenario), stage(scenario), attendance(stage, event(scenario)) {}

  void draw(std::uint64_t replication) {
    stage.reset(dyad_seed, replication, TraceLevel::none);
    attendance.reset();
    auto random = stage.stream(Purpose::search, 0);
    attendance.draw(random);
  }
  std::size_t firms() const {
    return static_cast<std::size_t>(
        std::count_if(attendance.bodies().begin(), attendance.bodies().end(),
                      [&](BodyId body) { return stage.cast.firm(body) != nullptr; }));
  }

  Scenario scenario;
  Stage stage;
  Attendance attendance;
};

TEST_CASE("shares are rounded so that they sum to the attendance", "[attendance]") {
  SocialEventSpec spec;
  spec.attendance = 151;
  for (const char* from : {"a", "b", "c"}) spec.invites.add(from, {1.0 / 3.0});
  CHECK(firms_invited(spec) == std::vector<std::uint32_t>{50, 51, 50});
}

TEST_CASE("a firm sends one for each role the admission rule asks for, at least one",
          "[attendance]") {
  SocialEventSpec spec;
  spec.attendance = 180;  // Alliance 1989 (seed A IV.2)
  spec.invites.add("osaka", {0.85});
  spec.invites.add("silicon_valley", {0.15});
  CHECK(sent_by_a_firm(spec) == 1);
  CHECK(firms_invited(spec) == std::vector<std::uint32_t>{153, 27});
  for (const Envoy one : {Envoy::anybody, Envoy::executive, Envoy::engineer}) {
    spec.admits = one;
    CHECK(sent_by_a_firm(spec) == 1);
  }
  spec.admits = {Envoy::executive, Envoy::engineer};
  CHECK(sent_by_a_firm(spec) == 2);
  CHECK(firms_invited(spec) == std::vector<std::uint32_t>{76, 13});
}

TEST_CASE("as many come as are invited, each firm once, those named besides", "[attendance]") {
  Scenario scenario = conference(10, 50, 40);
  scenario.firms.add("guest", firm(scenario, "makers")).count = 1;
  event(scenario).introduces = {"home", "guest"};
  Hall hall(scenario);
  for (std::uint64_t i = 0; i < 20; ++i) {
    hall.draw(i);
    CHECK(hall.firms() == 42);
    CHECK(hall.attendance.persons() == 42);
    CHECK(hall.attendance.includes(hall.stage.cast.body("dcl")));  // the organiser
    std::vector<BodyId> bodies = hall.attendance.bodies();
    std::sort(bodies.begin(), bodies.end());
    CHECK(std::adjacent_find(bodies.begin(), bodies.end()) == bodies.end());
  }
}

TEST_CASE("to an open event any firm is as likely to come (|z| < 4.5)", "[attendance]") {
  Hall hall(conference(10, 30, 10));
  constexpr int runs = 8000;
  std::vector<int> came(40);
  for (std::uint64_t i = 0; i < runs; ++i) {
    hall.draw(i);
    for (const BodyId body : hall.attendance.bodies())
      for (std::size_t p = 0; p < 2; ++p) {
        const Roll& roll = hall.stage.cast.populations()[p].roll();
        if (roll.holds(body)) ++came[10 * p + roll.place(body)];
      }
  }
  for (const int times : came) CHECK(std::abs(z_of_count(times, runs, 0.25)) < z_bound);
}

TEST_CASE("by invitation those come whom the organiser knows (|z| < 4.5)", "[attendance]") {
  Scenario scenario = conference(20, 80, 100);
  event(scenario).call = Call::by_invitation;
  dcl(scenario).embedded.add("silicon_valley", {0.3});
  Hall hall(scenario);
  constexpr int runs = 200;
  std::size_t came = 0;
  for (std::uint64_t i = 0; i < runs; ++i) {
    hall.draw(i);
    came += hall.firms() - 1;
    for (const BodyId body : hall.attendance.bodies()) {
      const FirmSpec* firm = hall.stage.cast.firm(body);
      if (firm == nullptr || firm->community == "osaka") continue;
      CHECK(knows(hall.stage, hall.stage.cast.body("dcl"), body));
    }
  }
  CHECK(std::abs(z_of_count(static_cast<double>(came), 100.0 * runs, 0.3)) < z_bound);
  event(scenario).attendance = 10;  // fewer than he knows
  Hall smaller(scenario);
  for (std::uint64_t i = 0; i < 20; ++i) {
    smaller.draw(i);
    CHECK(smaller.firms() == 11);
  }
}

TEST_CASE("who is invited may be a population, a firm or a community", "[attendance]") {
  Scenario scenario = conference(10, 30, 10);
  event(scenario).invites.clear();
  event(scenario).invites.add("makers");
  const Hall hall(scenario);
  const Cast& cast = hall.stage.cast;
  CHECK(hall.attendance.may_include(cast.populations()[0].roll().firm(9)));
  CHECK_FALSE(hall.attendance.may_include(cast.populations()[1].roll().firm(0)));
  CHECK(hall.attendance.may_include(cast.body("home")));
  event(scenario).invites.clear();
  event(scenario).invites.add("silicon_valley");
  const Hall larger(scenario);
  CHECK(larger.attendance.may_include(larger.stage.cast.populations()[1].roll().firm(0)));
}

}  // namespace
}  // namespace nakodo::tests

#include <limits>
#include <stdexcept>

#include "kernel/errors.hpp"
#include "kernel/simulation.hpp"
#include "tests/catch.hpp"

using namespace nakodo::kernel;
using nakodo::tests::contains;

TEST_CASE("an event scheduled in the past is refused", "[kernel][simulation]") {
  Simulation simulation;
  simulation.run_until(10.0);
  CHECK_THROWS_AS(simulation.schedule_at(9.5, [] {}), ProgrammingError);
  CHECK_THROWS_WITH(simulation.schedule_at(9.5, [] {}),
                    contains("for day 9.5") && contains("at day 10"));
  CHECK_THROWS_AS(simulation.schedule_after(-1e-9, [] {}), ProgrammingError);
  CHECK(simulation.pending_count() == 0);
}

TEST_CASE("an event at no time, or at infinity, is refused", "[kernel][simulation]") {
  Simulation simulation;
  const double nan = std::numeric_limits<double>::quiet_NaN();
  const double infinity = std::numeric_limits<double>::infinity();
  CHECK_THROWS_AS(simulation.schedule_at(nan, [] {}), ProgrammingError);
  CHECK_THROWS_AS(simulation.schedule_after(nan, [] {}), ProgrammingError);
  CHECK_THROWS_AS(simulation.schedule_at(infinity, [] {}), ProgrammingError);
  CHECK_THROWS_AS(simulation.schedule_after(-infinity, [] {}), ProgrammingError);
  CHECK(simulation.pending_count() == 0);
}

TEST_CASE("a run into the past is refused", "[kernel][simulation]") {
  Simulation simulation;
  simulation.run_until(10.0);
  CHECK_THROWS_AS(simulation.run_until(9.0), ProgrammingError);
  CHECK_THROWS_AS(simulation.run_until(std::numeric_limits<double>::quiet_NaN()), ProgrammingError);
  CHECK(simulation.now() == 10.0);
}

TEST_CASE("a run inside a run is refused", "[kernel][simulation]") {
  Simulation simulation;
  simulation.schedule_after(1.0, [&] { simulation.run_until(3.0); });
  simulation.schedule_after(2.0, [&] { simulation.step(); });
  simulation.schedule_after(3.0, [&] { simulation.reset(0, 0); });
  CHECK_THROWS_AS(simulation.run_until(9.0), ProgrammingError);
  CHECK_THROWS_AS(simulation.run_until(9.0), ProgrammingError);
  CHECK_THROWS_AS(simulation.run_until(9.0), ProgrammingError);
  CHECK(simulation.run_until(9.0) == 0);
}

TEST_CASE("an endless chain of zero-delay events is stopped and shown", "[kernel][simulation]") {
  Simulation simulation;
  struct Echo {
    Simulation& simulation;
    void operator()() const { simulation.schedule_after(0.0, *this); }
  };
  simulation.set_chain_limit(1000);
  simulation.schedule_at(2.5, Echo{simulation});
  try {
    simulation.run_until(9.0);
    FAIL("the chain was not stopped");
  } catch (const EndlessChain& chain) {
    CHECK(chain.at() == 2.5);
    CHECK(chain.count() == 1000);
    CHECK_THAT(chain.what(), contains("day 2.5") && contains("1000 zero-delay events"));
  }
  CHECK(simulation.now() == 2.5);
  simulation.reset(0, 0);
  CHECK(simulation.chain_limit() == 1000);
  CHECK(simulation.run_until(9.0) == 0);
}

TEST_CASE("the default limit of a chain is a million", "[kernel][simulation]") {
  Simulation simulation;
  std::uint64_t left = 0;
  struct Count {
    Simulation& simulation;
    std::uint64_t& left;
    void operator()() const {
      if (--left > 0) simulation.schedule_after(0.0, *this);
    }
  };
  left = 1'000'000;
  simulation.schedule_after(0.0, Count{simulation, left});
  CHECK(simulation.run_until(1.0) == 1'000'000);
  left = 1'000'001;
  simulation.schedule_after(0.0, Count{simulation, left});
  CHECK_THROWS_AS(simulation.run_until(2.0), EndlessChain);
}

TEST_CASE("many events of one moment are no chain", "[kernel][simulation]") {
  Simulation simulation;
  simulation.set_chain_limit(10);
  for (int i = 0; i < 1000; ++i) simulation.schedule_at(1.0, [] {});
  CHECK(simulation.run_until(1.0) == 1000);
}

TEST_CASE("a chain is counted anew at every moment", "[kernel][simulation]") {
  Simulation simulation;
  simulation.set_chain_limit(1);
  for (int day = 1; day <= 5; ++day) {
    simulation.schedule_at(day, [&] { simulation.schedule_after(0.0, [] {}); });
  }
  CHECK(simulation.run_until(9.0) == 10);
}

TEST_CASE("an exception of an event leaves the run, and the run can go on",
          "[kernel][simulation]") {
  Simulation simulation;
  simulation.set_cause(4);
  simulation.schedule_at(1.0, [&] {
    simulation.set_cause(5);
    throw std::runtime_error("broken");
  });
  simulation.schedule_at(2.0, [] {});
  CHECK_THROWS_WITH(simulation.run_until(3.0), "broken");
  CHECK(simulation.now() == 1.0);
  CHECK(simulation.executed() == 1);
  CHECK(simulation.cause() == 4);
  CHECK(simulation.run_until(3.0) == 1);
}

#include "experiment/pace.hpp"

#include <chrono>
#include <thread>

#include "tests/catch.hpp"

namespace nakodo::experiment {
namespace {
using namespace std::chrono_literals;

TEST_CASE("pace: the rate counts from the first run on, however often nothing is found", "[pace]") {
  Pace pace;
  pace.advance(20);
  std::this_thread::sleep_for(20ms);
  pace.found(0);
  pace.advance(20);
  CHECK(pace.rate() > 0);
  CHECK(pace.rate() <= 40 / 0.02);
}

TEST_CASE("pace: runs done before say nothing about the rate", "[pace]") {
  Pace pace;
  pace.found(50);
  CHECK(pace.rate() == 0);
  pace.advance(10);
  std::this_thread::sleep_for(1ms);
  CHECK(pace.rate() > 0);
  CHECK(pace.rate() <= 10 / 0.001);
}

}  // namespace
}  // namespace nakodo::experiment

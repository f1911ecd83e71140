#include "experiment/progress.hpp"

#include <chrono>
#include <thread>

#include "tests/catch.hpp"

namespace nakodo::experiment {
namespace {
using namespace std::chrono_literals;

TEST_CASE("progress: the rate counts from the first run on, however often nothing is skipped",
          "[progress]") {
  Progress progress(100, true);
  progress.advance(20);
  std::this_thread::sleep_for(20ms);
  progress.skip(0);
  progress.advance(20);
  CHECK(progress.rate() > 0);
  CHECK(progress.rate() <= 40 / 0.02);
}

TEST_CASE("progress: runs done before say nothing about the rate", "[progress]") {
  Progress progress(100, true);
  progress.skip(50);
  CHECK(progress.rate() == 0);
  progress.advance(10);
  std::this_thread::sleep_for(1ms);
  CHECK(progress.rate() > 0);
  CHECK(progress.rate() <= 10 / 0.001);
}

TEST_CASE("progress: time left is said in minutes, in hours when there are some, and not guessed",
          "[progress]") {
  CHECK(time_left(0.2) == "0:01");
  CHECK(time_left(125) == "2:05");
  CHECK(time_left(5025) == "1:23:45");
  CHECK(time_left(1.0 / 0.0) == "-");
}
}  // namespace
}  // namespace nakodo::experiment

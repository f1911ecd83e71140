#include "experiment/heartbeat.hpp"

#include <chrono>
#include <optional>
#include <thread>

#include "tests/catch.hpp"
#include "tests/experiment/scratch_folder.hpp"

namespace nakodo::experiment {
namespace {
using namespace std::chrono_literals;

TEST_CASE("heartbeat: work counts from the first run on, however often nothing is found",
          "[heartbeat]") {
  const ScratchFolder scratch;
  Heartbeat heartbeat(scratch.path() / "shard.status", 100);
  heartbeat.advance(20);
  std::this_thread::sleep_for(20ms);
  heartbeat.found(0);
  heartbeat.advance(20);
  const Pulse pulse = heartbeat.pulse();
  CHECK(pulse.done == 40);
  CHECK(pulse.since == 0);
  CHECK(pulse.seconds >= 0.02);
  CHECK(pulse.runs_a_second() <= 40 / 0.02);
}

TEST_CASE("heartbeat: runs that were there, and the time to find them, say nothing of the rate",
          "[heartbeat]") {
  const ScratchFolder scratch;
  Heartbeat heartbeat(scratch.path() / "shard.status", 100);
  std::this_thread::sleep_for(20ms);
  const auto begun = std::chrono::steady_clock::now();
  heartbeat.found(50);
  heartbeat.advance(10);
  heartbeat.found(5);
  const Pulse pulse = heartbeat.pulse();
  const std::chrono::duration<double> worked = std::chrono::steady_clock::now() - begun;
  CHECK(pulse.done == 65);
  CHECK(pulse.since == 55);
  CHECK(pulse.seconds <= worked.count());
}

TEST_CASE("heartbeat: no more runs were there than are done, whenever it is looked at",
          "[heartbeat]") {
  const ScratchFolder scratch;
  Heartbeat heartbeat(scratch.path() / "shard.status", 1'000'000);
  std::jthread finding([&](const std::stop_token& stop) {
    while (!stop.stop_requested()) heartbeat.found(1);
  });
  bool consistent = true;
  for (int i = 0; i < 20'000 && consistent; ++i) {
    const Pulse pulse = heartbeat.pulse();
    consistent = pulse.since <= pulse.done;
  }
  CHECK(consistent);
}

TEST_CASE("heartbeat: its last word is that it was stopped, unless all was done", "[heartbeat]") {
  const ScratchFolder scratch;
  const auto path = scratch.path() / "shard.status";
  for (const bool done : {false, true}) {
    {
      Heartbeat heartbeat(path, 7);
      heartbeat.found(2);
      heartbeat.advance(3);
      heartbeat.spare(1);
      if (done) heartbeat.done();
    }
    const auto pulse = read_pulse(path);
    REQUIRE(pulse.has_value());
    CHECK(pulse->state == (done ? "done" : "stopped"));
    CHECK(pulse->done == 5);
    CHECK(pulse->of == 6);
    CHECK(pulse->since == 2);
  }
}

}  // namespace
}  // namespace nakodo::experiment

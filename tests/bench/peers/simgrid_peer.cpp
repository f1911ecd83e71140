// SimGrid (Debian libsimgrid-dev), through its S4U interface: actors that sleep. Its draws are
// ours. There is no replication: an engine cannot be made twice in a process.

#include <algorithm>
#include <simgrid/s4u.hpp>
#include <vector>

#include "kernel/random.hpp"
#include "tests/bench/peers/race.hpp"

namespace {

using namespace nakodo::peers;
namespace s4u = simgrid::s4u;

struct World {
  World() : zone(s4u::create_full_zone("world")), host(zone->create_host("here", 1e9)) {
    zone->seal();
  }
  /// Runs for this long, in simulated time.
  void run(double duration) {
    end += duration;
    engine.run_until(end);
  }

  static int argc;
  static char** argv;
  s4u::Engine engine{&argc, argv};
  s4u::NetZone* zone;
  s4u::Host* host;
  double end = 0.0;
};
int World::argc = 0;
char** World::argv = nullptr;

// One operation: an actor wakes up and sleeps an exponential time again.
Case hold(std::uint64_t pending) {
  return [=] {
    struct Holding : World {
      nakodo::kernel::RandomStream random{1, 0, 0, 0};
      std::uint64_t woken = 0;
    };
    auto* const holding = new Holding;
    for (std::uint64_t i = 0; i < pending; ++i) {
      s4u::Actor::create("actor", holding->host, [h = holding] {
        for (;;) {
          s4u::this_actor::sleep_for(h->random.exponential(1.0));
          ++h->woken;
        }
      });
    }
    holding->run(3.0);
    const double days = std::max(0.1, 1'000.0 / static_cast<double>(pending));
    return [=] {
      const std::uint64_t before = holding->woken;
      holding->run(days);
      return holding->woken - before;
    };
  };
}

// One operation: a customer served, at load 0.8. Customers who wait are the tokens of a semaphore.
Batch mm1() {
  struct Queue : World {
    nakodo::kernel::RandomStream arrivals{1, 0, 1, 0};
    nakodo::kernel::RandomStream services{1, 0, 2, 0};
    s4u::SemaphorePtr customers = s4u::Semaphore::create(0);
    std::uint64_t served = 0;
  };
  auto* const queue = new Queue;
  s4u::Actor::create("customers", queue->host, [q = queue] {
    for (;;) {
      s4u::this_actor::sleep_for(q->arrivals.exponential(1.0 / 0.8));
      q->customers->release();
    }
  });
  s4u::Actor::create("server", queue->host, [q = queue] {
    for (;;) {
      q->customers->acquire();
      s4u::this_actor::sleep_for(q->services.exponential(1.0));
      ++q->served;
    }
  });
  return [=] {
    const std::uint64_t before = queue->served;
    queue->run(1'000.0);
    return queue->served - before;
  };
}

}  // namespace

int main(int argc, char** argv) {
  std::string program = "simgrid_peer";
  std::string quiet = "--log=root.thresh:error";
  std::string small_stacks = "--cfg=contexts/stack-size:16";  // KiB: 65 536 actors
  std::string unguarded = "--cfg=contexts/guard-size:0";      // else two mappings an actor
  std::vector<char*> arguments{program.data(), quiet.data(), small_stacks.data(), unguarded.data(),
                               nullptr};
  World::argc = 4;
  World::argv = arguments.data();
  std::map<std::string, Case> cases{{"mm1", mm1}};
  for (const std::uint64_t pending : {16U, 100U, 1'000U, 65'536U})
    cases["hold/" + std::to_string(pending)] = hold(pending);
  const int status = race(cases, argc, argv);
  std::fflush(nullptr);
  std::_Exit(status);
}

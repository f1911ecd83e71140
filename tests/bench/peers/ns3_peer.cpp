// ns-3 (Debian libns3-dev), with its PriorityQueueScheduler: alone (`set/N`: insert and remove,
// nothing is called) and under its simulator (`hold/N`, `replications`), with its own exponential
// variables; and alone with our draws (`set_our_draws/N`), so that nothing differs but the
// scheduler. Times are in nanoseconds, the mean delay is one second.

#include <ns3/double.h>
#include <ns3/object-factory.h>
#include <ns3/priority-queue-scheduler.h>
#include <ns3/random-variable-stream.h>
#include <ns3/simulator.h>

#include <memory>

#include "kernel/random.hpp"
#include "tests/bench/peers/race.hpp"

namespace {

using namespace nakodo::peers;

constexpr std::uint64_t batch_size = 10'000;

struct OurDelays {
  std::int64_t operator()() { return static_cast<std::int64_t>(random.exponential(1e9)); }

  nakodo::kernel::RandomStream random{1, 0, 0, 0};
};
struct ItsDelays {
  ItsDelays() { random->SetAttribute("Mean", ns3::DoubleValue(1e9)); }
  std::int64_t operator()() { return static_cast<std::int64_t>(random->GetValue()); }

  ns3::Ptr<ns3::ExponentialRandomVariable> random =
      ns3::CreateObject<ns3::ExponentialRandomVariable>();
};

template <class Delays>
struct Scheduler {
  explicit Scheduler(std::uint64_t pending) {
    while (uid < pending) insert(delays());
    for (std::uint64_t i = 0; i < 2 * pending + batch_size; ++i) hold();
  }
  void insert(std::int64_t time) {
    queue->Insert({nullptr, {static_cast<std::uint64_t>(time), ++uid, 0}});
  }
  void hold() {
    const auto next = queue->RemoveNext();
    insert(static_cast<std::int64_t>(next.key.m_ts) + delays());
  }

  ns3::Ptr<ns3::PriorityQueueScheduler> queue = ns3::CreateObject<ns3::PriorityQueueScheduler>();
  Delays delays;
  std::uint32_t uid = 0;
};

template <class Delays>
Case hold_in_scheduler(std::uint64_t pending) {
  return [=] {
    const auto scheduler = std::make_shared<Scheduler<Delays>>(pending);
    return [=] {
      for (std::uint64_t i = 0; i < batch_size; ++i) scheduler->hold();
      return batch_size;
    };
  };
}

struct Holding {
  Holding(std::uint64_t pending, ItsDelays& its_delays) : delays(its_delays) {
    ns3::ObjectFactory factory;
    factory.SetTypeId("ns3::PriorityQueueScheduler");
    ns3::Simulator::SetScheduler(factory);
    for (std::uint64_t i = 0; i < pending; ++i) schedule();
  }
  ~Holding() { ns3::Simulator::Destroy(); }
  Holding(const Holding&) = delete;
  Holding& operator=(const Holding&) = delete;

  void schedule() {
    ns3::Simulator::Schedule(ns3::NanoSeconds(delays()), &Holding::on_event, this);
  }
  void on_event() {
    schedule();
    if (--left == 0) ns3::Simulator::Stop();
  }
  void run(std::uint64_t events) {
    left = events;
    ns3::Simulator::Run();
  }

  ItsDelays& delays;
  std::uint64_t left = 0;
};

Case hold_in_simulator(std::uint64_t pending) {
  return [=] {
    const auto delays = std::make_shared<ItsDelays>();
    const auto holding = std::make_shared<Holding>(pending, *delays);
    holding->run(2 * pending + batch_size);
    return [=] {
      static_cast<void>(delays);
      holding->run(batch_size);
      return batch_size;
    };
  };
}

// One operation is one replication: 300 events, 16 pending.
Batch replications() {
  const auto delays = std::make_shared<ItsDelays>();
  return [=] {
    for (int i = 0; i < 20; ++i) Holding(16, *delays).run(300);
    return std::uint64_t{20};
  };
}

}  // namespace

int main(int argc, char** argv) {
  std::map<std::string, Case> cases{{"replications", replications}};
  for (const std::uint64_t pending : {16U, 100U, 1'000U, 65'536U, 1'000'000U}) {
    const std::string size = "/" + std::to_string(pending);
    cases["set" + size] = hold_in_scheduler<ItsDelays>(pending);
    cases["set_our_draws" + size] = hold_in_scheduler<OurDelays>(pending);
    cases["hold" + size] = hold_in_simulator(pending);
  }
  return race(cases, argc, argv);
}

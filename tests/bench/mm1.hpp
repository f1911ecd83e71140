#pragma once
// The queue of kernel/examples/mm1.cpp, which counts whom it has served.

#include <cstdint>

#include "kernel/calendar.hpp"
#include "kernel/random.hpp"
#include "kernel/simulation.hpp"

namespace nakodo::bench {

class Mm1 {
 public:
  Mm1() { on_arrival(); }

  void run(kernel::Time days) { simulation_.run_until(simulation_.now() + days); }
  std::uint64_t served() const { return served_; }

 private:
  void on_arrival() {
    calendars_.book(server_, services_.exponential(1.0), [this] { ++served_; });
    simulation_.schedule_after(arrivals_.exponential(1.0 / 0.8), [this] { on_arrival(); });
  }

  kernel::Simulation simulation_{1};
  kernel::Calendars calendars_{simulation_};
  kernel::CalendarId server_ = calendars_.add();
  kernel::RandomStream arrivals_ = simulation_.stream(1, 0);
  kernel::RandomStream services_ = simulation_.stream(2, 0);
  std::uint64_t served_ = 0;
};

}  // namespace nakodo::bench

// M/M/1 with the kernel alone: customers arrive at random, queue for one server, and are served.
// Prints the load, the mean number in the system from the simulation, and the same from theory.
// Usage: nakodo_mm1 [load, in (0, 1)] [days] [seed]

#include <cstdio>
#include <cstdlib>

#include "kernel/calendar.hpp"
#include "kernel/random.hpp"
#include "kernel/simulation.hpp"

namespace kernel = nakodo::kernel;

struct Queue {
  explicit Queue(kernel::Simulation& s) : simulation(s) {}

  void on_arrival() {
    calendars.book(server, services.exponential(1.0), [] {});
    simulation.schedule_after(arrivals.exponential(1.0 / load), [this] { on_arrival(); });
  }

  kernel::Simulation& simulation;
  kernel::Calendars calendars{simulation};
  kernel::CalendarId server = calendars.add();
  kernel::RandomStream arrivals = simulation.stream(1, 0);
  kernel::RandomStream services = simulation.stream(2, 0);
  double load = 0.8;
};

int main(int argc, char** argv) {
  const double days = argc > 2 ? std::atof(argv[2]) : 1e6;
  kernel::Simulation simulation(argc > 3 ? std::strtoull(argv[3], nullptr, 10) : 1);
  Queue queue(simulation);
  if (argc > 1) queue.load = std::atof(argv[1]);

  simulation.schedule_after(0.0, [&queue] { queue.on_arrival(); });
  simulation.run_until(days);

  const double in_service = queue.calendars.busy_time(queue.server) / days;
  const double in_queue = queue.calendars.waiting_time_integral(queue.server) / days;
  std::printf("load %g simulated %.4f theory %.4f\n", queue.load, in_service + in_queue,
              queue.load / (1.0 - queue.load));
}

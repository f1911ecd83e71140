#include "kernel/simulation.hpp"

#include <cstdio>
#include <string>

namespace nakodo::kernel {

namespace {

// Enough digits to tell any two times apart.
std::string digits(Time time) {
  char text[40];
  std::snprintf(text, sizeof text, "%.17g", time);
  return text;
}

}  // namespace

void Simulation::reset(std::uint64_t seed, std::uint64_t replication, Draws draws) {
  if (running_) refuse_inside("be reset");
  now_ = 0.0;
  executed_ = 0;
  cause_ = 0;
  chain_ = 0;
  pending_.clear();
  this_moment_.clear();
  events_.clear();
  seed_ = seed;
  replication_ = replication;
  draws_ = draws;
  ++resets_;
}

void Simulation::look_at_all() const {
  const std::size_t at_hand = pending_.at_hand();
  const auto first = [&](std::size_t until, auto look) {
    for (std::size_t i = 0; i <= until && i < at_hand; ++i) look(i);
  };
  first(at_hand, [&](std::size_t i) { events_.fetch(pending_.ahead(i).payload); });
  first(at_hand, [&](std::size_t i) { events_.fetch_its(pending_.ahead(i).payload); });
  first(until_later, [&](std::size_t i) { expect(i, Expected::later); });
  first(until_soon, [&](std::size_t i) { expect(i, Expected::soon); });
  first(until_next, [&](std::size_t i) { expect(i, Expected::next); });
}

void Simulation::sweep() {
  pending_.remove_if([this](const PendingEntry& entry) { return !events_.owns(entry.payload); });
}

void Simulation::refuse_time(Time at) const {
  throw ProgrammingError("an event was scheduled for day " + digits(at) + " at day " +
                         digits(now_) +
                         ": events must lie between now and infinity; check the delay it was "
                         "computed from");
}

void Simulation::refuse_end(Time end) const {
  throw ProgrammingError("a run until day " + digits(end) + " was asked for at day " +
                         digits(now_) + ": time does not go back; reset() starts again");
}

void Simulation::refuse_chain() const {
  throw EndlessChain("time stands still at day " + digits(now_) + " after " +
                         std::to_string(chain_) +
                         " zero-delay events: two of the events probably schedule each other "
                         "without delay; raise the chain limit if so many are meant",
                     now_, chain_);
}

void Simulation::refuse_inside(const char* what) {
  throw ProgrammingError(std::string("a simulation cannot ") + what +
                         " from inside one of its events: schedule the work, or call stop()");
}

}  // namespace nakodo::kernel

#pragma once
// A simulation: a clock and the events to come. Policies:
// - Order: (time, order of scheduling). Equal times run in the order in which they were scheduled.
// - An event in the past, at NaN or at infinity is a ProgrammingError; nothing was changed.
// - An event for this very moment goes through a ring. It is younger than every event that the
//   pending set holds for this moment, so those go first. More than `chain_limit` of ring events at
//   one moment are an EndlessChain.
// - Cancelling frees the event at once; its entry is dropped when it comes up, or swept out once
//   the cancelled outnumber the others.
// - An exception thrown by an event leaves run_until(); that event counts as executed and the
//   simulation may go on or be reset.
// - Reused, not rebuilt: reset() keeps all memory. Ids from before a reset are void.

#include <cstddef>
#include <cstdint>
#include <limits>

#include "kernel/errors.hpp"
#include "kernel/event_pool.hpp"
#include "kernel/fifo_ring.hpp"
#include "kernel/pending_set.hpp"
#include "kernel/random.hpp"
#include "kernel/time.hpp"

namespace nakodo::kernel {

/// Names one scheduled event of one simulation between two resets. A default one names none.
struct EventId {
  std::uint64_t payload = 0;
  friend bool operator==(const EventId&, const EventId&) = default;
};

class Simulation {
 public:
  static constexpr std::uint64_t default_chain_limit = 1'000'000;

  explicit Simulation(std::uint64_t seed = 0, std::uint64_t replication = 0,
                      Draws draws = Draws::plain)
      : seed_(seed), replication_(replication), draws_(draws) {}
  // Events hold references to what they act on, often to the simulation itself.
  Simulation(const Simulation&) = delete;
  Simulation& operator=(const Simulation&) = delete;

  /// The current time, in days; 0 at the start.
  Time now() const { return now_; }
  std::uint64_t seed() const { return seed_; }
  std::uint64_t replication() const { return replication_; }
  Draws draws() const { return draws_; }

  /// Schedules `action` for the time `at`, in days, now() <= at < infinity.
  /// Throws ProgrammingError for another time, std::length_error beyond 2^24 - 1 pending events or
  /// 2^40 - 1 events since the last reset.
  template <class F>
  EventId schedule_at(Time at, F action) {
    if (at > now_ && at <= std::numeric_limits<Time>::max()) [[likely]] {
      const std::uint64_t payload = events_.add(action, cause_);
      pending_.push({PendingEntry::bits_of(at), payload});
      return {payload};
    }
    if (at != now_) refuse_time(at);
    const std::uint64_t payload = events_.add(action, cause_);
    this_moment_.push(payload);
    return {payload};
  }

  /// Schedules `action` in `delay` days, 0 <= delay < infinity. Throws like schedule_at().
  template <class F>
  EventId schedule_after(Time delay, F action) {
    return schedule_at(now_ + delay, action);
  }

  /// Takes back a scheduled event. False if it was already executed or cancelled; an event that is
  /// being executed counts as executed.
  bool cancel(EventId id) {
    if (!pending(id)) return false;
    events_.remove(id.payload);
    if (pending_.size() > 2 * events_.size() + sweep_margin) sweep();
    return true;
  }

  /// Whether the event is still to come.
  bool pending(EventId id) const { return events_.contains(id.payload); }

  /// Executes all events with time <= `end`, in order; then now() == end, unless stopped. With an
  /// infinite end it runs until nothing is pending and now() stays at the last event. Returns the
  /// number of events executed. Throws ProgrammingError if `end` is past or NaN, or from inside an
  /// event.
  std::uint64_t run_until(Time end) {
    if (!(end >= now_)) refuse_end(end);
    const Running running(*this);
    const std::uint64_t before = executed_;
    const std::uint64_t end_bits = PendingEntry::bits_of(end);
    stopped_ = false;
    while (execute_next(end_bits)) {
      if (stopped_) return executed_ - before;
    }
    if (end > now_ && end <= std::numeric_limits<Time>::max()) {
      now_ = end;
      chain_ = 0;
    }
    return executed_ - before;
  }

  /// Executes the next event, whenever it is. False if there is none. Throws ProgrammingError from
  /// inside an event.
  bool step() {
    const Running running(*this);
    return execute_next(PendingEntry::bits_of(std::numeric_limits<Time>::max()));
  }

  /// Lets run_until() return after the current event; now() stays at it. No effect outside a run.
  void stop() { stopped_ = true; }

  /// Starts again: time 0, nothing pending, no cause, counts zero, memory and chain limit kept.
  /// Gives the same bits as a new simulation. Throws ProgrammingError from inside an event.
  void reset(std::uint64_t seed, std::uint64_t replication, Draws draws = Draws::plain);

  /// How often it was reset: what belongs to a simulation can notice that it should be reset too.
  std::uint64_t resets() const { return resets_; }
  /// Events executed since the last reset.
  std::uint64_t executed() const { return executed_; }
  /// Events still to come.
  std::size_t pending_count() const { return events_.size(); }

  /// The causality tag: an event remembers the tag that was current when it was scheduled, and the
  /// tag is current again while the event executes. Outside events it is what was set there last.
  /// It influences nothing else.
  std::uint32_t cause() const { return cause_; }
  void set_cause(std::uint32_t cause) { cause_ = cause; }

  /// The most zero-delay events that may be executed at one moment.
  std::uint64_t chain_limit() const { return chain_limit_; }
  void set_chain_limit(std::uint64_t limit) { chain_limit_ = limit; }

  /// A random stream of its own for one purpose and one entity: the same draws whatever else
  /// draws; their antitheses if the simulation is of mirrored draws.
  RandomStream stream(std::uint32_t purpose, std::uint64_t entity) const {
    return RandomStream(seed_, replication_, purpose, entity, draws_);
  }

 private:
  static constexpr std::size_t sweep_margin = 64;

  // Marks a run, refuses a run inside a run, and gives back the cause that was set outside.
  class Running {
   public:
    explicit Running(Simulation& simulation) : simulation_(simulation), cause_(simulation.cause_) {
      if (simulation.running_) refuse_inside("run");
      simulation.running_ = true;
    }
    Running(const Running&) = delete;
    Running& operator=(const Running&) = delete;
    ~Running() {
      simulation_.running_ = false;
      simulation_.cause_ = cause_;
    }

   private:
    Simulation& simulation_;
    std::uint32_t cause_;
  };

  // Executes the next event unless it is later than `end_bits`; says whether it did.
  bool execute_next(std::uint64_t end_bits) {
    for (;;) {
      if (!this_moment_.empty()) {
        if (pending_.empty() || pending_.top().time_bits != PendingEntry::bits_of(now_)) {
          const std::uint64_t payload = this_moment_.front();
          const bool live = events_.owns(payload);
          if (live && chain_ == chain_limit_) refuse_chain();
          this_moment_.pop();
          if (!live) continue;
          ++chain_;
          execute(payload);
          return true;
        }
      } else if (pending_.empty()) {
        return false;
      }
      const PendingEntry next = pending_.top();
      if (next.time_bits > end_bits) return false;
      const bool others_at_hand = pending_.pop();
      if (events_.size() > many) {
        if (others_at_hand) [[unlikely]]
          look_at_all();
        else
          look_ahead();
      }
      if (!events_.owns(next.payload)) continue;
      now_ = next.time();
      chain_ = 0;
      execute(next.payload);
      return true;
    }
  }

  void execute(std::uint64_t payload) {
    EventPool::Event event = events_.take(payload);
    cause_ = event.cause;
    ++executed_;
    event.action();
  }

  // Where there are many events, what they will ask for is fetched ahead, one thing after another:
  // when they come into the front of the pending set, the events themselves and where their actions
  // point; then, so many events before it is executed, step by step, what the action says it needs.
  static constexpr std::size_t many = 1'000;  // what fewer need is in the cache anyhow
  static constexpr std::size_t until_later = 6;
  static constexpr std::size_t until_soon = 4;
  static constexpr std::size_t until_next = 2;

  void look_ahead() const {
    const std::size_t at_hand = pending_.at_hand();
    if (at_hand <= until_next) return;
    expect(until_next, Expected::next);
    if (at_hand <= until_soon) return;
    expect(until_soon, Expected::soon);
    if (at_hand > until_later) expect(until_later, Expected::later);
  }
  // Always inline: it is asked three times an event.
  [[gnu::always_inline]] void expect(std::size_t before, Expected how_soon) const {
    if (const InlineAction* const action = events_.find(pending_.ahead(before).payload))
      action->expect(how_soon);
  }
  // The same for those that are in front now, all at once.
  void look_at_all() const;

  void sweep();
  [[noreturn]] void refuse_time(Time at) const;
  [[noreturn]] void refuse_end(Time end) const;
  [[noreturn]] void refuse_chain() const;
  [[noreturn]] static void refuse_inside(const char* what);

  Time now_ = 0.0;
  std::uint64_t executed_ = 0;
  std::uint32_t cause_ = 0;
  bool stopped_ = false;
  bool running_ = false;
  std::uint64_t chain_ = 0;  // zero-delay events executed at this moment
  std::uint64_t chain_limit_ = default_chain_limit;
  PendingSet pending_;
  FifoRing this_moment_;
  EventPool events_;
  std::uint64_t seed_;
  std::uint64_t replication_;
  Draws draws_;
  std::uint64_t resets_ = 0;
};

}  // namespace nakodo::kernel

#pragma once
// Calendars: the one-server resources of a simulation, booked singly or several at once. Policies:
// - A booking waits in the in-tray of each of its calendars, in the order (rank, order of request),
//   and starts when it is first in all of them and all of them are free. Nobody overtakes within a
//   rank: a calendar whose first booking still waits for another calendar is kept for it.
// - No deadlock: any two bookings stand in the same relative order in every in-tray they share,
//   since (rank, order of request) is one order for all in-trays. So the first of all waiting
//   bookings in that order is first in each of its in-trays and needs only calendars that are
//   held; those become free because a started booking waits for nothing. Within a rank the same
//   argument lets every booking start in the end; a stream of better ranks can delay it for ever.
// - At the end of a booking its calendars are released, then waiting bookings are granted, then
//   on_end is called: what on_end books queues behind those who waited. on_end carries the cause of
//   the request, not of whoever made it wait.
// - An observer, if there is one, is told of each in-tray that has got longer (a booking has to
//   wait) or shorter (one starts or is withdrawn), after the change. A booking that starts at once
//   changes none; a reset is not told. He only looks: he must not book, cancel or reset. Nobody
//   observes at first, which costs a branch a change.
// - No allocation in steady state; a booking that need not wait costs one event.

#include <cstddef>
#include <cstdint>
#include <new>
#include <span>
#include <vector>

#include "kernel/action.hpp"
#include "kernel/huge_pages.hpp"
#include "kernel/simulation.hpp"
#include "kernel/time.hpp"

namespace nakodo::kernel {

/// Names a calendar of one Calendars.
struct CalendarId {
  std::uint32_t index = 0xFFFFFFFF;
  friend bool operator==(const CalendarId&, const CalendarId&) = default;
};

/// Names a booking, also after it is over. A default one names none.
struct BookingId {
  std::uint64_t payload = 0;
  friend bool operator==(const BookingId&, const BookingId&) = default;
};

/// All calendars of one simulation. Must outlive its runs; after a reset of the simulation it must
/// be reset (or cleared) before it is used: a booking then throws ProgrammingError otherwise.
class Calendars {
 public:
  explicit Calendars(Simulation& simulation)
      : simulation_(simulation), resets_(simulation.resets()) {}
  // The end events of running bookings refer to this object.
  Calendars(const Calendars&) = delete;
  Calendars& operator=(const Calendars&) = delete;

  /// Adds a free calendar.
  CalendarId add();
  std::size_t size() const { return calendars_.size(); }

  /// Books one calendar for `duration` days, 0 <= duration < infinity, from the moment it is this
  /// booking's turn; then calls `on_end`. Lower ranks go first; one that is out of order costs a
  /// walk over the worse ranks that wait. Throws ProgrammingError for an unknown calendar or a
  /// duration out of range.
  template <class F>
  BookingId book(CalendarId calendar, Time duration, F on_end, int rank = 0) {
    return request({&calendar, 1}, duration, on_end, rank);
  }

  /// Books several calendars for the same `duration`, in days, to start when all are free at once
  /// and it is first in every in-tray; rank 0. Throws like book(), and for no calendar or a
  /// repeated one.
  template <class F>
  BookingId book_jointly(std::span<const CalendarId> calendars, Time duration, F on_end) {
    refuse_unless_distinct(calendars);
    return request(calendars, duration, on_end, 0);
  }

  /// Withdraws a booking without calling its on_end: a waiting one leaves its in-trays, a running
  /// one ends now and frees its calendars; whoever waits may start. False if it was over.
  bool cancel(BookingId id);

  /// Whether the booking has started and is not over.
  bool running(BookingId id) const;

  /// Days that a running booking has held its calendars so far; 0 for any other.
  Time held(BookingId id) const;
  /// Whether the calendar is held by a booking. One that is merely kept for a joint booking is not.
  bool busy(CalendarId calendar) const { return of(calendar).holder != none; }
  /// Begins to fetch a calendar that will be booked soon into the cache.
  void fetch(CalendarId calendar) const { prefetch(calendars_.data() + calendar.index); }
  /// Bookings in the in-tray.
  std::size_t waiting(CalendarId calendar) const { return of(calendar).waiting; }
  /// Days held since the last reset, up to now.
  Time busy_time(CalendarId calendar) const;
  /// Time integral of the length of the in-tray since the last reset, up to now, in booking days.
  Time waiting_time_integral(CalendarId calendar) const;
  /// The longest the in-tray has been since the last reset.
  std::size_t longest(CalendarId calendar) const { return of(calendar).longest; }

  /// Days of work in the in-tray: the sum of the durations of the bookings that wait in it, also
  /// of those that wait for other calendars. Walks the in-tray.
  Time days_waiting(CalendarId calendar) const;

  /// From now on `observer.in_tray_changed(CalendarId, std::size_t bookings, Time days)` is called
  /// after each change of an in-tray, with what waits in it then; see days_waiting(). There is one
  /// observer; he must outlive the runs, and stays through resets.
  template <class Observer>
  void observe(Observer& observer) {
    observer_ = &observer;
    tell_ = [](void* who, CalendarId calendar, std::size_t waiting, Time days) {
      static_cast<Observer*>(who)->in_tray_changed(calendar, waiting, days);
    };
  }
  /// Nobody is told any more.
  void observe_no_more() { tell_ = nullptr; }

  /// Forgets all bookings (their ids are over, no on_end is called) and statistics; keeps
  /// calendars.
  void reset();
  /// reset(), and forgets the calendars too. Memory is kept.
  void clear();

 private:
  static constexpr std::uint32_t none = 0xFFFFFFFF;
  static constexpr unsigned slot_bits = 24;
  static constexpr std::uint64_t slot_mask = (std::uint64_t{1} << slot_bits) - 1;

  // A booking's stake in one calendar; a node of its in-tray while waiting. The first of a booking
  // has its number; each further one takes a number of its own, under which nothing is booked.
  struct Claim {
    std::uint32_t calendar;
    std::uint32_t booking;
    int rank;
    std::uint32_t ahead;
    std::uint32_t behind;
    std::uint32_t sibling;  // next claim of the same booking; next free number
  };
  struct alignas(64) Booking {
    InlineAction on_end;
    Time duration;
    std::uint64_t owner =
        0;        // payload of its id, 0 of none; (order of request, slot) as for events
    EventId end;  // none while waiting
    std::uint32_t cause;
  };
  static_assert(sizeof(Booking) == 64, "a booking is looked at as one cache line");
  struct alignas(64) Calendar {
    std::uint32_t holder = none;  // the booking that runs
    std::uint32_t first = none;   // claims that wait
    std::uint32_t last = none;
    std::uint32_t waiting = 0;
    std::uint32_t longest = 0;
    Time held_since = 0.0;
    Time busy_time = 0.0;
    Time changed = 0.0;  // when the in-tray last changed its length
    Time waiting_integral = 0.0;
  };
  static_assert(sizeof(Calendar) == 64, "a calendar is looked at as one cache line");

  // The end of a booking. What it asks for is known when it begins; the memory of bookings may move
  // until then, so that where one was is good for fetching only.
  struct End {
    static constexpr std::size_t fetched = sizeof(Booking);
    const Booking* booking;
    Calendars* calendars;
    std::uint32_t index;
    std::uint32_t calendar;  // the first of it

    void operator()() const { calendars->finish(index); }
    void expect(Expected how_soon) const { calendars->expect_end(*this, how_soon); }
  };

  static std::uint32_t slot_of(BookingId id) {
    return static_cast<std::uint32_t>(id.payload & slot_mask);
  }
  bool live(BookingId id) const;
  const Calendar& of(CalendarId calendar) const;
  void refuse_unless_distinct(std::span<const CalendarId> calendars);
  void refuse_unless_reset_together() const;

  template <class F>
  BookingId request(std::span<const CalendarId> calendars, Time duration, F on_end, int rank) {
    const std::uint32_t booking = prepare(calendars, duration, rank);
    // Made in its place: a copy in vectors would have to wait for the small stores that make it.
    ::new (static_cast<void*>(&bookings_[booking].on_end)) InlineAction(on_end);
    return submit(booking);
  }
  std::uint32_t prepare(std::span<const CalendarId> calendars, Time duration, int rank);
  BookingId submit(std::uint32_t booking);
  void start(std::uint32_t booking);
  void finish(std::uint32_t booking);
  void expect_end(const End& end, Expected how_soon) const;
  void release(std::uint32_t booking);
  void grant_next_after(std::uint32_t booking);
  bool may_start(std::uint32_t booking) const;

  void enqueue(std::uint32_t booking);
  void dequeue(std::uint32_t booking);
  void change_waiting(Calendar& calendar, std::uint32_t length);
  void tell_of(std::uint32_t booking) const {
    if (tell_ != nullptr) tell_of_in_trays(booking);
  }
  void tell_of_in_trays(std::uint32_t booking) const;

  std::uint32_t take_number();
  void add_number();
  void forget(std::uint32_t booking);

  Simulation& simulation_;
  std::uint64_t resets_;
  std::vector<Calendar, HugePages<Calendar>> calendars_;
  std::vector<std::uint64_t> marks_;  // the last joint request that named a calendar
  std::vector<Booking, HugePages<Booking>> bookings_;
  std::vector<Claim, HugePages<Claim>> claims_;  // as many
  std::uint32_t free_ = none;
  std::uint64_t next_order_ = 1;
  std::uint64_t last_mark_ = 0;
  void (*tell_)(void*, CalendarId, std::size_t, Time) = nullptr;
  void* observer_ = nullptr;
};

}  // namespace nakodo::kernel

#include "kernel/calendar.hpp"

#include <algorithm>
#include <limits>
#include <stdexcept>
#include <string>
#include <utility>

#include "kernel/errors.hpp"

namespace nakodo::kernel {

CalendarId Calendars::add() {
  const CalendarId id{static_cast<std::uint32_t>(calendars_.size())};
  Calendar calendar;
  calendar.changed = simulation_.now();
  calendars_.push_back(calendar);
  return id;
}

// A booking that has all but its action and stands in no in-tray yet.
std::uint32_t Calendars::prepare(std::span<const CalendarId> calendars, Time duration, int rank) {
  refuse_unless_reset_together();
  if (!(duration >= 0.0 && duration <= std::numeric_limits<Time>::max())) {
    throw ProgrammingError("a calendar was booked for " + std::to_string(duration) +
                           " days: a duration is finite and not negative");
  }
  for (const CalendarId id : calendars) static_cast<void>(of(id));
  const std::uint32_t index = take_number();
  std::uint32_t last = index;
  for (std::size_t i = 0;; ++i) {
    claims_[last].calendar = calendars[i].index;
    claims_[last].booking = index;
    claims_[last].rank = rank;
    if (i + 1 == calendars.size()) break;
    const std::uint32_t next = take_number();
    claims_[last].sibling = next;
    last = next;
  }
  claims_[last].sibling = none;
  Booking& booking = bookings_[index];
  booking.duration = duration;
  booking.owner = (next_order_++ << slot_bits) | index;
  booking.end = EventId{};
  booking.cause = simulation_.cause();
  return index;
}

// Starts it if all its calendars are open, else lets it wait.
BookingId Calendars::submit(std::uint32_t index) {
  const BookingId id{bookings_[index].owner};
  bool all_open = true;
  for (std::uint32_t claim = index; claim != none; claim = claims_[claim].sibling) {
    const Calendar& calendar = calendars_[claims_[claim].calendar];
    all_open = all_open && calendar.holder == none && calendar.first == none;
  }
  if (all_open) {
    start(index);
    return id;
  }
  enqueue(index);
  if (may_start(index)) {  // a better rank went past those that a free calendar was kept for
    dequeue(index);
    start(index);
    return id;
  }
  for (std::uint32_t claim = index; claim != none; claim = claims_[claim].sibling) {
    Calendar& calendar = calendars_[claims_[claim].calendar];
    calendar.longest = std::max(calendar.longest, calendar.waiting);
  }
  tell_of(index);
  return id;
}

bool Calendars::cancel(BookingId id) {
  if (!live(id)) return false;
  refuse_unless_reset_together();
  const std::uint32_t booking = slot_of(id);
  if (running(id)) {
    simulation_.cancel(bookings_[booking].end);
    release(booking);
  } else {
    dequeue(booking);
    tell_of(booking);
  }
  grant_next_after(booking);
  forget(booking);
  return true;
}

bool Calendars::running(BookingId id) const {
  return live(id) && bookings_[slot_of(id)].end != EventId{};
}

Time Calendars::held(BookingId id) const {
  if (!running(id)) return 0.0;
  const Claim& claim = claims_[slot_of(id)];
  return simulation_.now() - calendars_[claim.calendar].held_since;
}

Time Calendars::busy_time(CalendarId id) const {
  const Calendar& calendar = of(id);
  const Time current = calendar.holder == none ? 0.0 : simulation_.now() - calendar.held_since;
  return calendar.busy_time + current;
}

Time Calendars::waiting_time_integral(CalendarId id) const {
  const Calendar& calendar = of(id);
  return calendar.waiting_integral +
         static_cast<Time>(calendar.waiting) * (simulation_.now() - calendar.changed);
}

Time Calendars::days_waiting(CalendarId id) const {
  Time days = 0.0;
  for (std::uint32_t claim = of(id).first; claim != none; claim = claims_[claim].behind)
    days += bookings_[claims_[claim].booking].duration;
  return days;
}

void Calendars::reset() {
  // After a reset of the simulation the end events are gone and their ids may name others.
  if (resets_ == simulation_.resets()) {
    for (const Booking& booking : bookings_) {
      if (booking.owner != 0) simulation_.cancel(booking.end);
    }
  }
  resets_ = simulation_.resets();
  bookings_.clear();
  claims_.clear();
  free_ = none;
  for (Calendar& calendar : calendars_) {
    calendar = Calendar{};
    calendar.changed = simulation_.now();
  }
}

void Calendars::clear() {
  reset();
  calendars_.clear();
}

bool Calendars::live(BookingId id) const {
  const std::uint32_t slot = slot_of(id);
  return id.payload != 0 && slot < bookings_.size() && bookings_[slot].owner == id.payload;
}

const Calendars::Calendar& Calendars::of(CalendarId calendar) const {
  if (calendar.index >= calendars_.size()) {
    throw ProgrammingError("calendar " + std::to_string(calendar.index) + " is not one of the " +
                           std::to_string(calendars_.size()) + " calendars of this simulation");
  }
  return calendars_[calendar.index];
}

void Calendars::refuse_unless_distinct(std::span<const CalendarId> calendars) {
  if (calendars.empty()) throw ProgrammingError("a joint booking names no calendar");
  ++last_mark_;
  marks_.resize(calendars_.size(), 0);
  for (const CalendarId id : calendars) {
    static_cast<void>(of(id));
    if (marks_[id.index] == last_mark_) {
      throw ProgrammingError("a joint booking names calendar " + std::to_string(id.index) +
                             " twice: it would wait for itself");
    }
    marks_[id.index] = last_mark_;
  }
}

void Calendars::refuse_unless_reset_together() const {
  if (resets_ == simulation_.resets()) return;
  throw ProgrammingError(
      "calendars were used after their simulation was reset: reset them after it");
}

// Holds the calendars and schedules the end, in the name of whoever asked for the booking.
void Calendars::start(std::uint32_t index) {
  Booking& booking = bookings_[index];
  for (std::uint32_t claim = index; claim != none; claim = claims_[claim].sibling) {
    Calendar& calendar = calendars_[claims_[claim].calendar];
    calendar.holder = index;
    calendar.held_since = simulation_.now();
  }
  const std::uint32_t cause = simulation_.cause();
  simulation_.set_cause(booking.cause);
  booking.end =
      simulation_.schedule_after(booking.duration, End{.booking = &booking,
                                                       .calendars = this,
                                                       .index = index,
                                                       .calendar = claims_[index].calendar});
  simulation_.set_cause(cause);
}

void Calendars::finish(std::uint32_t index) {
  InlineAction on_end = bookings_[index].on_end;
  release(index);
  grant_next_after(index);
  forget(index);
  on_end();
}

// At each step the booking was fetched before, or what it pointed at.
void Calendars::expect_end(const End& end, Expected how_soon) const {
  const InlineAction& on_end = bookings_[end.index].on_end;
  if (how_soon != Expected::later) return on_end.expect(how_soon);
  on_end.fetch();
  prefetch(&calendars_[end.calendar]);
  prefetch(&claims_[end.index]);
}

void Calendars::release(std::uint32_t index) {
  for (std::uint32_t claim = index; claim != none; claim = claims_[claim].sibling) {
    Calendar& calendar = calendars_[claims_[claim].calendar];
    calendar.holder = none;
    calendar.busy_time += simulation_.now() - calendar.held_since;
  }
}

// Starts who can, now that this booking neither holds nor waits. It is enough to look at the heads
// of its own calendars: what starts makes its other calendars busy, which lets nobody else start.
void Calendars::grant_next_after(std::uint32_t index) {
  for (std::uint32_t claim = index; claim != none; claim = claims_[claim].sibling) {
    const std::uint32_t head = calendars_[claims_[claim].calendar].first;
    if (head == none) continue;
    const std::uint32_t next = claims_[head].booking;
    if (!may_start(next)) continue;
    dequeue(next);
    tell_of(next);
    start(next);
  }
}

bool Calendars::may_start(std::uint32_t index) const {
  for (std::uint32_t claim = index; claim != none; claim = claims_[claim].sibling) {
    const Calendar& calendar = calendars_[claims_[claim].calendar];
    if (calendar.holder != none || calendar.first != claim) return false;
  }
  return true;
}

void Calendars::enqueue(std::uint32_t index) {
  for (std::uint32_t claim = index; claim != none; claim = claims_[claim].sibling) {
    Calendar& calendar = calendars_[claims_[claim].calendar];
    std::uint32_t ahead = calendar.last;
    while (ahead != none && claims_[ahead].rank > claims_[claim].rank) {
      ahead = claims_[ahead].ahead;
    }
    const std::uint32_t behind = ahead == none ? calendar.first : claims_[ahead].behind;
    claims_[claim].ahead = ahead;
    claims_[claim].behind = behind;
    (ahead == none ? calendar.first : claims_[ahead].behind) = claim;
    (behind == none ? calendar.last : claims_[behind].ahead) = claim;
    change_waiting(calendar, calendar.waiting + 1);
  }
}

void Calendars::dequeue(std::uint32_t index) {
  for (std::uint32_t claim = index; claim != none; claim = claims_[claim].sibling) {
    Calendar& calendar = calendars_[claims_[claim].calendar];
    const Claim& left = claims_[claim];
    (left.ahead == none ? calendar.first : claims_[left.ahead].behind) = left.behind;
    (left.behind == none ? calendar.last : claims_[left.behind].ahead) = left.ahead;
    change_waiting(calendar, calendar.waiting - 1);
  }
}

void Calendars::change_waiting(Calendar& calendar, std::uint32_t length) {
  const Time now = simulation_.now();
  calendar.waiting_integral += static_cast<Time>(calendar.waiting) * (now - calendar.changed);
  calendar.changed = now;
  calendar.waiting = length;
}

void Calendars::tell_of_in_trays(std::uint32_t index) const {
  for (std::uint32_t claim = index; claim != none; claim = claims_[claim].sibling) {
    const CalendarId calendar{claims_[claim].calendar};
    tell_(observer_, calendar, waiting(calendar), days_waiting(calendar));
  }
}

std::uint32_t Calendars::take_number() {
  if (free_ == none) [[unlikely]]
    add_number();
  return std::exchange(free_, claims_[free_].sibling);
}

void Calendars::add_number() {
  if (bookings_.size() == slot_mask) {
    throw std::length_error("more than 2^24 - 1 bookings wait or run at once");
  }
  free_ = static_cast<std::uint32_t>(bookings_.size());
  bookings_.emplace_back();
  claims_.emplace_back().sibling = none;
}

void Calendars::forget(std::uint32_t index) {
  bookings_[index].owner = 0;
  std::uint32_t last = index;
  while (claims_[last].sibling != none) last = claims_[last].sibling;
  claims_[last].sibling = std::exchange(free_, index);
}

}  // namespace nakodo::kernel

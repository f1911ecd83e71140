// Encounter: the one verb. Somebody tells somebody something over a medium, perhaps through
// go-betweens, leg by leg.
//
//   state       event             next
//   idle        begin             writing (message) or travelling (meeting)
//   writing     on_written        under way
//   under_way   on_arrived        reading
//   reading     on_read           judged: the leg again, the next leg, or idle
//   travelling  on_travelled      meeting
//   meeting     on_met            judged
//
// A leg is understood with probability p (understanding.hpp). If not, it is noticed with the
// medium's q and the leg is repeated (a clarification), or nobody notices: a go-between who passes
// it on catches it with his probability of `repair`, otherwise the encounter ends misunderstood and
// surfaces later. A go-between who passes on does not write what he has just read. (Model sections
// 2 and 8.)
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>

#include "kernel/calendar.hpp"
#include "models/ids.hpp"
#include "models/route.hpp"
#include "models/stage.hpp"
#include "models/understanding.hpp"

namespace nakodo::models {

class Deal;

/// Who holds an encounter, and hears what comes of it.
class EncounterHolder {
 public:
  /// A misunderstanding was noticed; the leg is repeated.
  /// @param receiver of that leg
  virtual void clarification_was_needed(PersonId receiver) = 0;
  virtual void encounter_was_held() = 0;
  /// One of these is expected: fetches what they will look at.
  virtual void expect_news() const {}

 protected:
  ~EncounterHolder() = default;
};

class Encounter {
 public:
  Encounter(Stage& stage, EncounterHolder& holder);

  /// Draws of a new run.
  /// @param deal it is held for, which is charged for it
  void reset(std::uint64_t entity, Deal& deal);
  /// From now on it is held for another deal.
  void serve(Deal& deal) { deal_ = &deal; }

  /// What every event of it looks at, in bytes from its beginning.
  static constexpr std::size_t fetched = 192;
  /// An event of it is expected: fetches what else that will look at (happening.hpp).
  void expect(kernel::Expected how_soon) const;

  /// How the parties of this encounter get together.
  struct Terms {
    Topic topic = Topic::explain;
    MediumId medium;
    Route via;               // go-betweens in the direction of this encounter
    double shrinkage = 1.0;  // factor on style distances, (0, 1]: co-presence
    bool travels = true;     // whether a visitor has to travel to a meeting
  };
  /// Starts an encounter; the previous one must be over.
  void begin(PersonId from, PersonId to, const Terms& terms);
  /// Takes back what still waits in in-trays; what somebody works on right now he finishes.
  void abandon();
  /// Charges the deal for the work that is in hand now, when a run ends.
  void charge_work_in_hand();

  PersonId from() const { return route_[0]; }
  PersonId to() const { return route_[legs_]; }
  double begun() const { return begun_; }
  /// Whether some leg of it was misunderstood and nobody noticed.
  bool misunderstood() const { return misunderstood_; }
  /// When it will surface if it was misunderstood: days from now, drawn.
  double time_to_surface() {
    return understanding_.exponential(stage_.scenario.understanding.surfacing);
  }

 private:
  enum class State : std::uint8_t { idle, writing, under_way, reading, travelling, meeting };

  void begin_leg(bool writes);
  void on_written();
  void send();
  void on_arrived();
  void on_read();
  void on_travelled();
  void on_met();
  void judge();
  void finish();
  bool understood_on_this_leg();
  const Medium& medium() const { return stage_[medium_]; }
  void fact(Fact kind, double value = no_value);

  // What every event looks at comes first.
  Stage& stage_;
  Deal* deal_ = nullptr;
  EncounterHolder& holder_;
  const Person* sender_ = nullptr;  // of this leg
  const Person* receiver_ = nullptr;
  State state_ = State::idle;
  bool misunderstood_ = false;
  bool travels_ = true;
  std::uint8_t legs_ = 1;
  std::uint8_t leg_ = 0;
  Topic topic_ = Topic::explain;
  MediumId medium_;
  double shrinkage_ = 1.0;
  kernel::BookingId booking_;
  kernel::RandomStream latency_;
  kernel::RandomStream understanding_;
  double begun_ = 0.0;
  double leg_begun_ = 0.0;
  std::array<PersonId, Route::most + 2> route_;
  std::array<double, Route::most> repair_{};  // of the go-betweens on it
};

}  // namespace nakodo::models

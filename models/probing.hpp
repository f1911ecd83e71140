// Probing: the champion asks a firm whether it might be the partner, and works on its answer (model
// section 9).
//
//   state      event                     next
//   idle       begin                     asking
//   asking     encounter_was_held        screening
//   screening  on_screened               idle; the asker is told
//   any        abandon                   idle
//
// A probe is an encounter with the firm's contact and then the champion's work on the answer. It
// shows whether the firm supplies what is needed and how well, in the eyes of one who judges; what
// was misunderstood and not noticed shows nothing.
#pragma once

#include <cstdint>

#include "models/encounter.hpp"

namespace nakodo::models {

class Need;
class Project;

/// Who has firms probed, and hears what came of it.
class Asker {
 public:
  /// @param fits whether it seems to supply what is needed, and well enough
  virtual void firm_was_probed(BodyId firm, bool fits) = 0;
  /// That is expected: fetches what he will look at.
  virtual void expect_news() const {}

 protected:
  ~Asker() = default;
};

class Probing final : public EncounterHolder {
 public:
  Probing(Stage& stage, Project& project, Need& need, Asker& asker);

  /// Forgets the previous run.
  /// @param entity for its random streams
  void reset(std::uint64_t entity);
  /// The previous probe must be over.
  void begin(BodyId firm);
  /// Nobody is sought any more.
  void abandon();
  /// The need has another deal.
  void resume();
  /// The run is over: what is being worked on is charged as far as it has come.
  void charge_work_in_hand();

  bool idle() const { return state_ == State::idle; }

  /// What every event of it looks at, in bytes from its beginning.
  static constexpr std::size_t fetched = 256;
  /// An event of it is expected: fetches what else that will look at (happening.hpp).
  void expect(kernel::Expected how_soon) const;

  void clarification_was_needed(PersonId receiver) override;
  void encounter_was_held() override;
  void expect_news() const override;

 private:
  enum class State { idle, asking, screening };

  void on_screened();
  /// Fit of this firm as it seems to the champion, in [0, 1]; NaN if it does not seem to supply.
  double seeming_fit();
  double days_of_screening() const;

  Stage& stage_;
  Project& project_;
  Need& need_;
  Asker& asker_;
  State state_ = State::idle;
  BodyId firm_;
  kernel::BookingId booking_;
  Encounter encounter_;
  kernel::RandomStream errors_;
};

}  // namespace nakodo::models

// Random search: the champion probes the firms of the far communities one after another, each as
// likely as any other that was not probed yet (model section 9, random).
//
//   state      event                     next
//   idle       begin                     asking the first; exhausted if there is nobody
//   asking     encounter_was_held        screening
//   screening  on_screened               fits: the search is told, idle; otherwise asking the next
//   asking the next, nobody is left      exhausted
//   asking the next, a partner was       idle
//     found meanwhile
//   any        abandon                   idle
//
// A probe is an encounter with the firm's contact and the champion's work on the answer. It shows
// whether the firm supplies what is needed and how well, in the eyes of one who judges; what was
// misunderstood and not noticed shows nothing. m firms of which K fit take (m + 1)/(K + 1) probes
// on average.
#pragma once

#include <cstdint>
#include <string_view>

#include "models/encounter.hpp"
#include "models/far_firms.hpp"
#include "models/search_spec.hpp"
#include "models/urn.hpp"

namespace nakodo::models {

class Project;
class Search;

class RandomSearch final : public EncounterHolder {
 public:
  /// @param resource that is needed
  RandomSearch(Stage& stage, Project& project, Deal& deal, Search& search, const AtRandom& spec,
               std::string_view resource);

  /// Forgets the previous run.
  /// @param entity of the deal, for its random streams
  void reset(std::uint64_t entity);
  void begin() { ask_next(); }
  /// The deal is over.
  void abandon();
  /// The run is over: what is being worked on is charged as far as it has come.
  void charge_work_in_hand();

  bool exhausted() const { return state_ == State::exhausted; }

  // A probe is noticed by nobody but the two.
  void clarification_was_needed(PersonId receiver) override;
  void encounter_was_held() override;

 private:
  enum class State { idle, asking, screening, exhausted };

  void ask_next();
  void on_screened();
  /// Fit of this firm as it seems to the champion, in [0, 1]; NaN if it does not seem to supply.
  double seeming_fit();
  double days_of_screening() const;

  Stage& stage_;
  Project& project_;
  Deal& deal_;
  Search& search_;
  const AtRandom& spec_;
  std::string_view resource_;
  FarFirms far_;
  Urn unasked_;
  Encounter encounter_;
  kernel::RandomStream order_;
  kernel::RandomStream errors_;
  State state_ = State::idle;
  BodyId firm_;
  kernel::BookingId booking_;
};

}  // namespace nakodo::models

// Search: how the champion of a deal finds a partner (model section 9).
//
//   state      event                               next
//   idle       begin                               found: the first of those he knows who supply
//                                                  what is needed; else looking
//   looking    firm_was_met                        found, if it supplies what is needed
//   looking    candidate_was_found                 found (random_search.hpp, referral.hpp,
//                                                  bureau.hpp)
//   looking    no_occasion_is_left                 exhausted, unless another mode goes on
//   looking    mode_was_exhausted                  the same
//   any        abandon                             idle
//
// The modes run at once; the first firm that any of them finds is pursued. The search has failed
// only when every mode is exhausted.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "models/bureau.hpp"
#include "models/random_search.hpp"
#include "models/referral.hpp"
#include "models/stage.hpp"

namespace nakodo::models {

class Deal;
class Project;

class Search {
 public:
  /// @param resource that is needed
  Search(Stage& stage, Project& project, Deal& deal, std::string_view resource);

  /// Forgets the previous run.
  /// @param entity of the deal, for its random streams
  void reset(std::uint64_t entity);
  void begin();
  /// The deal is over.
  void abandon();
  /// The run is over: what is being worked on is charged as far as it has come.
  void charge_work_in_hand();

  // What its modes report.
  void candidate_was_found(BodyId firm);
  void mode_was_exhausted() { see_whether_exhausted(); }

  // What happened outside.
  void firm_was_met(BodyId firm, MediumId medium);
  void no_occasion_is_left() { see_whether_exhausted(); }

  bool is_looking() const { return state_ == State::looking; }

 private:
  enum class State { idle, looking, found, exhausted };

  void look_among_known();
  void found(BodyId firm, MediumId medium, bool travels);
  void see_whether_exhausted();
  bool may_supply(BodyId firm) const;

  Stage& stage_;
  Project& project_;
  Deal& deal_;
  std::string_view resource_;
  bool among_known_;
  bool at_occasions_;
  std::optional<RandomSearch> at_random_;
  std::optional<Referral> by_referral_;
  std::optional<Bureau> by_bureau_;
  State state_ = State::idle;
};

}  // namespace nakodo::models

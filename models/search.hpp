// Search: how the champion of a deal finds a partner (model section 9).
//
//   state      event                               next
//   idle       begin                               found: the first of those he knows who supply
//                                                  what is needed; else looking
//   looking    firm_was_met                        found, if it supplies what is needed
//   looking    no_occasion_is_left                 exhausted, unless another mode goes on
//   any        abandon                             idle
//
// The modes run at once; the first firm that any of them finds is pursued. The search has failed
// only when every mode is exhausted.
#pragma once

#include <string_view>

#include "models/stage.hpp"

namespace nakodo::models {

class Deal;
class Project;

class Search {
 public:
  /// @param resource that is needed
  Search(Stage& stage, Project& project, Deal& deal, std::string_view resource);

  /// Forgets the previous run.
  void reset() { state_ = State::idle; }
  void begin();
  /// The deal is over.
  void abandon() { state_ = State::idle; }

  // What happened outside.
  void firm_was_met(BodyId firm, MediumId medium);
  void no_occasion_is_left() { see_whether_exhausted(); }

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
  State state_ = State::idle;
};

}  // namespace nakodo::models

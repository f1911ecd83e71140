// Search: how the champion of a project finds a partner for one need (model section 9).
//
//   state      event                               next
//   idle       begin                               found: the first of those he knows who supply
//                                                  what is needed; else looking
//   looking    firm_was_met                        found, if it supplies what is needed and, where
//                                                  it is judged there, seems to fit
//   looking    candidate_was_found                 found (random_search.hpp, referral.hpp,
//                                                  bureau.hpp)
//   looking    no_occasion_is_left                 exhausted, unless another mode goes on
//   looking    mode_was_exhausted                  the same
//   found      resume                              found: who was found meanwhile, or the next he
//                                                  knows; else looking, where every mode stood
//   any        abandon                             idle
//
// The modes run at once; the first firm that any of them finds is pursued, and no other is sought
// while it is; what was under way then is brought to its end, and whom it finds waits. The search
// has failed only when every mode is exhausted. Whom he met at an occasion while he was not looking
// he knows when he is.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <vector>

#include "models/bureau.hpp"
#include "models/meeting.hpp"
#include "models/random_search.hpp"
#include "models/referral.hpp"
#include "models/stage.hpp"

namespace nakodo::models {

class Need;
class Project;

class Search {
 public:
  Search(Stage& stage, Project& project, Need& need);

  /// Forgets the previous run.
  /// @param entity of the need, for its random streams
  void reset(std::uint64_t entity);
  void begin();
  /// Nobody is sought any more.
  void abandon();
  /// Whether it might find somebody else if it were resumed now.
  bool could_go_on();
  /// The deal with whom it found was dropped, and the need has another.
  void resume();
  /// The run is over: what is being worked on is charged as far as it has come.
  void charge_work_in_hand();

  // What its modes report.
  void candidate_was_found(BodyId firm);
  void mode_was_exhausted() { see_whether_exhausted(); }

  // What happened outside.
  void firm_was_met(BodyId firm, Meeting meeting);
  void no_occasion_is_left() { see_whether_exhausted(); }

  bool is_looking() const { return state_ == State::looking; }
  /// Whether this firm is or was the partner of a deal for this need: no mode turns to it again.
  bool was_tried(BodyId firm) const;
  /// The fit with which the champion is content now, in [0, 1].
  double aspiration() const;

 private:
  enum class State { idle, looking, found, exhausted };
  /// Found while another was pursued. A meeting is over when its firm's turn comes; what they saw
  /// of each other there is not.
  struct Waiting {
    BodyId firm;
    double seeming_fit = 1.0;
    std::optional<double> noise = {};  ///< of a judgement at a meeting
    double error = 0.0;                ///< the same
  };

  /// The first he knows and has not tried who supplies what is needed; nobody if there is none.
  BodyId somebody_known() const;
  /// The first found meanwhile with whom he is content now and whom he has not tried; nullptr if
  /// there is none.
  const Waiting* somebody_waiting() const;
  void found(BodyId firm, const Meeting& meeting);
  /// By no occasion, or by one at which they only became acquainted.
  Meeting by_correspondence(BodyId firm) const;
  /// The fit of a firm that supplies what is needed as it seems at an occasion; 1 where nobody
  /// judges it there.
  double size_up(BodyId firm, Meeting& meeting);
  void see_whether_exhausted();
  bool may_supply(BodyId firm) const;

  Stage& stage_;
  Project& project_;
  Need& need_;
  State state_ = State::idle;
  double begun_ = 0.0;
  bool among_known_;
  bool at_occasions_;
  std::optional<RandomSearch> at_random_;
  std::optional<Referral> by_referral_;
  std::optional<Bureau> by_bureau_;
  kernel::RandomStream errors_;       // of judgements at occasions
  std::map<BodyId, OccasionId> met_;  // who supplies what is needed, and where last
  std::vector<Waiting> waiting_;
};

}  // namespace nakodo::models

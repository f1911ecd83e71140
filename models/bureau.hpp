// Bureau: the champion applies to an agency; the application passes its officers, then those of
// its counterpart abroad; in the end comes a short list, and he probes it in order (model section
// 9, bureau; seed A III.2, V).
//
//   state      event                          next
//   idle       begin                          writing
//   writing    on_written                     filed, in the in-tray of the first officer
//   filed      on_passed                      filed with the next; after the last there is a list
//   any        a list, with names             probing the first, if the search still looks
//   probing    firm_was_probed, it fits       idle; the search is told
//   idle       resume                         probing the next, or writing again
//   probing    firm_was_probed                probing the next; after the last writing again
//   any        a list without names, but      writing again
//              more applications are left
//   any        everybody was listed and       exhausted
//              probed, or no application left
//
// An officer's other applicants wait in the same in-tray (duties.hpp), so that each stage is an
// M/G/1 queue. Anybody may apply to any agency: he need not be known there.
#pragma once

#include <cstddef>
#include <cstdint>
#include <deque>
#include <vector>

#include "models/probing.hpp"
#include "models/registry.hpp"
#include "models/search_spec.hpp"

namespace nakodo::models {

class Need;
class Search;

class Bureau final : public Asker {
 public:
  /// Throws std::invalid_argument if the agency or its counterpart is no bureau.
  Bureau(Stage& stage, Project& project, Need& need, Search& search, const ByBureau& spec);

  /// Forgets the previous run.
  /// @param entity of the need, for its random streams
  void reset(std::uint64_t entity);
  void begin() { apply(); }
  /// Nobody is sought any more.
  void abandon();
  /// The need has another deal: what was under way goes on.
  void resume();
  /// The run is over: what is being worked on is charged as far as it has come.
  void charge_work_in_hand();

  /// Nothing more can come of it.
  bool exhausted() const { return state_ == State::exhausted; }
  /// Something is under way, or there is somebody to be probed or another application left.
  bool could_go_on() const;

  void firm_was_probed(BodyId firm, bool fits) override;

 private:
  enum class State { idle, writing, filed, probing, exhausted };

  struct Office {
    PersonId officer;
    const Duration* service;
  };

  void go_on();
  bool may_apply() const {
    return !nobody_left_ && (!spec_.applications || applications_ < *spec_.applications);
  }
  void apply();
  void on_written();
  void pass_to_next();
  void on_passed(double days);
  void give_list();
  double days_of_writing() const;
  /// Whom one turns to, and who gives the answer.
  PersonId clerk(std::size_t office) const;

  Stage& stage_;
  Project& project_;
  Need& need_;
  Search& search_;
  const ByBureau& spec_;
  BodyId agency_;
  std::vector<Office> offices_;  // of the agency, then of its counterpart
  Registry registry_;
  Probing probing_;
  kernel::RandomStream lists_;
  kernel::RandomStream services_;
  State state_ = State::idle;
  int applications_ = 0;
  std::size_t at_ = 0;  // office
  kernel::BookingId booking_;
  std::deque<BodyId> list_;  // yet to be probed
  bool nobody_left_ = false;
};

}  // namespace nakodo::models

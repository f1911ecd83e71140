// Random search: the champion probes the firms of the far communities one after another, each as
// likely as any other that was not probed yet (model section 9, random), or, if he is biased, in
// proportion to visibility^bias.
//
//   state      event                      next
//   idle       begin                      probing the first; exhausted if there is nobody
//   probing    firm_was_probed, it fits   idle; the search is told
//   idle       resume                     probing the next; exhausted after the last
//   probing    firm_was_probed            probing the next; idle if the search has found somebody
//                                         meanwhile; exhausted after the last
//
// Of m firms of which K fit this takes (m + 1)/(K + 1) probes on average, if he is not biased.
#pragma once

#include <cstdint>

#include "models/probing.hpp"
#include "models/search_spec.hpp"
#include "models/urn.hpp"
#include "models/weighted_urn.hpp"

namespace nakodo::models {

class Need;
class Search;

class RandomSearch final : public Asker {
 public:
  RandomSearch(Stage& stage, Project& project, Need& need, Search& search, const AtRandom& spec);

  /// Forgets the previous run.
  /// @param entity of the need, for its random streams
  void reset(std::uint64_t entity);
  void begin() { probe_next(); }
  /// Nobody is sought any more.
  void abandon() { probing_.abandon(); }
  /// The need has another deal: who was not probed yet still may be.
  void resume();
  /// The run is over: what is being worked on is charged as far as it has come.
  void charge_work_in_hand() { probing_.charge_work_in_hand(); }

  /// Everybody was probed, and the last did not fit.
  bool exhausted() const { return exhausted_; }
  /// Somebody is being probed, or is left to be.
  bool could_go_on() { return !probing_.idle() || anybody_left(); }

  void firm_was_probed(BodyId firm, bool fits) override;
  void expect_news() const override;

 private:
  /// Draws the next firm that was neither probed nor tried, unless there is one; says whether.
  bool anybody_left();
  void probe_next();
  /// A firm that was not drawn yet; nobody if all were.
  BodyId draw();

  Stage& stage_;
  Search& search_;
  const AtRandom& spec_;
  const FarFirms& far_;
  Urn unasked_;
  kernel::RandomStream order_;
  bool exhausted_ = false;
  bool weighed_ = false;
  BodyId next_;  // drawn, but not yet probed; nobody if none is
  Probing probing_;
  WeightedUrn unasked_by_weight_;  // if he is biased
};

}  // namespace nakodo::models

// Random search: the champion probes the firms of the far communities one after another, each as
// likely as any other that was not probed yet (model section 9, random), or, if he is biased, in
// proportion to visibility^bias.
//
//   state      event                      next
//   idle       begin                      probing the first; exhausted if there is nobody
//   probing    firm_was_probed, it fits   idle; the search is told
//   probing    firm_was_probed            probing the next; idle if the search has found somebody
//                                         meanwhile; exhausted after the last
//
// Of m firms of which K fit this takes (m + 1)/(K + 1) probes on average, if he is not biased.
#pragma once

#include <cstdint>
#include <string_view>

#include "models/far_firms.hpp"
#include "models/probing.hpp"
#include "models/search_spec.hpp"
#include "models/urn.hpp"
#include "models/weighted_urn.hpp"

namespace nakodo::models {

class Search;

class RandomSearch final : public Asker {
 public:
  /// @param resource that is needed
  RandomSearch(Stage& stage, Project& project, Deal& deal, Search& search, const AtRandom& spec,
               std::string_view resource);

  /// Forgets the previous run.
  /// @param entity of the deal, for its random streams
  void reset(std::uint64_t entity);
  void begin() { probe_next(); }
  /// The deal is over.
  void abandon() { probing_.abandon(); }
  /// The run is over: what is being worked on is charged as far as it has come.
  void charge_work_in_hand() { probing_.charge_work_in_hand(); }

  /// Everybody was probed, and the last did not fit.
  bool exhausted() const { return exhausted_; }

  void firm_was_probed(BodyId firm, bool fits) override;

 private:
  void probe_next();
  /// The next firm; nobody if all were probed.
  BodyId draw();

  Stage& stage_;
  Search& search_;
  const AtRandom& spec_;
  FarFirms far_;
  Urn unasked_;
  WeightedUrn unasked_by_weight_;  // if he is biased
  bool weighed_ = false;
  Probing probing_;
  kernel::RandomStream order_;
  bool exhausted_ = false;
};

}  // namespace nakodo::models

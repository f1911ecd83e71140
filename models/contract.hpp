// Contract: how complete it is to be, and what it takes to write it (model section 4; seed A
// II.1(2), perception of legal contract).
//
//   c_i = preference_i · (1 − relief · T_ij),   c = max(c_i, c_j, what the form of alliance asks
//   for)
//
// Western partners want every contingency covered, Japanese ones trust in what is unwritten (Wright
// 1979); one should be sensitive to the other's distaste for detail and yet not sacrifice coverage
// of all important points (Berlew 1984): so the more complete wish prevails, and the gap between
// the two is held against each other.
#pragma once

#include <algorithm>
#include <cmath>

#include "models/fields.hpp"
#include "models/party.hpp"

namespace nakodo::models {

struct ContractParameters {
  double relief = 0.5;
  int drafting = 12;  // L
  double gap = 0.5;

  template <class Self, class Visit>
  static void visit_fields(Self& self, Visit&& visit) {
    visit(self.relief,
          Field{"relief", "how far trust relieves of the wish for completeness", Unit::none,
                probability(), assumption("whom one trusts wholly, one wants half as much from")});
    visit(self.drafting,
          Field{"drafting", "L: explain encounters that drafting a complete contract takes",
                Unit::none, between(0, 100000),
                assumption("as many as there are requirements (model section 7)")});
    visit(self.gap,
          Field{"gap", "weight of the bad evidence of a gap of 1 between the completeness desired",
                Unit::none, at_least(0),
                seed("A II.1(2): differences in the perception of contracts are a salient issue; "
                     "value: that of one encounter")});
  }
};

/// What both sides wish for and what they settle on.
struct Contract {
  double completeness = 0.0;  ///< c in [0, 1]
  double gap = 0.0;           ///< |c_i − c_j| in [0, 1]

  /// @param preference of either side, in [0, 1]
  /// @param trust of either side in the other at this moment
  /// @param least completeness that the form of the alliance asks for
  static Contract between(const Each<double>& preference, const Each<double>& trust, double least,
                          const ContractParameters& parameters) {
    Each<double> desired;
    for (const Party party : both_parties)
      desired[party] = preference[party] * (1.0 - parameters.relief * trust[party]);
    const double one = desired[Party::initiator];
    const double two = desired[Party::partner];
    return {std::max({one, two, least}), std::abs(one - two)};
  }
  /// Explain encounters it takes to write it: c·L, rounded half up.
  int sections(const ContractParameters& parameters) const {
    return static_cast<int>(std::floor(completeness * parameters.drafting + 0.5));
  }
};

}  // namespace nakodo::models

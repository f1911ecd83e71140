// Aspiration: what a side asks for at least, as time runs out (model section 4, Bargaining).
//
//   α(t) = α_min + (1−α_min)·(1 − (min(t,T)/T)^(1/β_eff)),   β_eff = β·e^(k·(T_ij−½))
//   α_min = max(minimum, reservation − credit·(T_ij−½))
//
// Time-dependent tactics of Faratin, Sierra & Jennings 1998: β < 1 Boulware, > 1 conceder (NegMAS's
// exponent is 1/β). The trusted partner gets credit: he will make up for it later (seed B,
// Fukuyama).
#pragma once

#include <algorithm>

#include "kernel/elementary.hpp"
#include "models/fields.hpp"
#include "models/tactic.hpp"

namespace nakodo::models {

struct BargainingParameters {
  int issues = 5;
  double deadline = 180.0;   // T, days
  double limit = 360.0;      // days
  double concession = 1.0;   // β
  double sensitivity = 2.0;  // k
  double reservation = 0.45;
  double credit = 0.3;
  double minimum = 0.05;
  double imitation = 0.0;
  Reciprocity reciprocity = Reciprocity::absolute;
  int window = 2;  // γ, offers

  template <class Self, class Visit>
  static void visit_fields(Self& self, Visit&& visit) {
    constexpr auto starting = assumption("starting value of model section 7");
    visit(self.issues,
          Field{"issues", "number of issues to agree on", Unit::none, between(1, 64), starting});
    visit(self.deadline,
          Field{"deadline", "T: time by which a side has conceded down to its reservation",
                Unit::days, positive(), starting});
    visit(self.limit,
          Field{"limit", "bargaining longer than this ends without agreement", Unit::days,
                positive(), assumption("twice the deadline (model section 8)")});
    visit(self.concession,
          Field{"concession", "β: below 1 a Boulware, above 1 a conceder", Unit::none, positive(),
                literature("Faratin, Sierra & Jennings 1998; 1 is linear")});
    visit(self.sensitivity, Field{"sensitivity", "k: how much trust hastens concession", Unit::none,
                                  at_least(0), starting});
    visit(self.reservation,
          Field{"reservation", "utility below which a side of neutral trust refuses", Unit::none,
                probability(), starting});
    visit(self.credit, Field{"credit", "how much trust lowers the reservation", Unit::none,
                             at_least(0), starting});
    visit(self.minimum, Field{"minimum", "no trust lowers the reservation below this", Unit::none,
                              probability(), assumption("model section 8")});
    visit(self.imitation,
          Field{"imitation", "weight of conceding as the other does against conceding by the clock",
                Unit::none, probability(), assumption("0: by the clock alone (model section 8)")});
    visit(
        self.reciprocity,
        Field{"reciprocity",
              "what is imitated: the utility one is offered more than before (absolute), or the "
              "percentage of it, over the last offer (relative) or several (averaged)",
              Unit::none, any(),
              literature("Faratin, Sierra & Jennings 1998, behaviour-dependent tactics; absolute: "
                         "percentages of the little that is offered first are huge")});
    visit(
        self.window,
        Field{"window", "γ: offers of the other over which `averaged` looks back; 1 is `relative`",
              Unit::none, between(1, 1000), assumption("more than the last one")});
  }

  /// These parameters with what a firm does differently.
  BargainingParameters with(const TacticSpec& tactic) const {
    BargainingParameters own = *this;
    own.concession = tactic.concession.value_or(concession);
    own.imitation = tactic.imitation.value_or(imitation);
    return own;
  }
};

/// α_min ≥ 0: utility below which a side does not go; above 1 it is content with nothing.
/// @param trust of this side in the other, (0, 1)
inline double lowest_aspiration(double trust, const BargainingParameters& parameters) {
  return std::max(parameters.minimum, parameters.reservation - parameters.credit * (trust - 0.5));
}

/// Utility in [0, 1] that a side asks for at least, `elapsed` ≥ 0 days after bargaining began.
/// @param trust of this side in the other, (0, 1)
inline double aspiration(double elapsed, double trust, const BargainingParameters& parameters) {
  const double lowest = lowest_aspiration(trust, parameters);
  const double used = std::min(elapsed, parameters.deadline) / parameters.deadline;
  const double exponent =
      1.0 / (parameters.concession * kernel::fixed_exp(parameters.sensitivity * (trust - 0.5)));
  return lowest + (1.0 - lowest) * (1.0 - kernel::fixed_pow(used, exponent));
}

}  // namespace nakodo::models

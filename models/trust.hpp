// Trust: the expected share of good deeds, from evidence that fades (model section 2, point 3).
//
//   T = (e⁺ + W·a₀) / (e⁺ + e⁻ + W),   e ← e·exp(−φ·Δt) between updates
//   good deed: e⁺ += w                 bad deed: e⁻ += w·ω·χ
//
// The beta reputation of Jøsang & Ismail (2002) with forgetting in continuous time; W·a₀ is the
// prior of W deeds.
#pragma once

#include "models/decay.hpp"
#include "models/fields.hpp"

namespace nakodo::models {

struct TrustParameters {
  double prior_weight = 2.0;   // W
  double weight = 0.5;         // w
  double loss_aversion = 2.5;  // ω
  double blame = 0.5;          // χ of a misunderstanding
  double forgetting = 0.0007;  // φ before signing, per day
  double floor = 0.15;

  template <class Self, class Visit>
  static void visit_fields(Self& self, Visit&& visit) {
    visit(self.prior_weight, Field{"prior_weight", "W: how many deeds the prior is worth",
                                   Unit::none, positive(), literature("Jøsang & Ismail 2002: 2")});
    visit(self.weight, Field{"weight", "w: how much one encounter counts as a deed", Unit::none,
                             at_least(0), assumption("model section 8")});
    visit(self.loss_aversion, Field{"loss_aversion", "ω: trust is lost faster than won", Unit::none,
                                    at_least(1), literature("Slovic 1993; 2.5 of 1–5")});
    visit(self.blame, Field{"blame", "χ: how far a misunderstanding is blamed on the partner",
                            Unit::none, probability(), assumption("½ (model section 2)")});
    visit(self.forgetting,
          Field{"forgetting", "φ: rate at which evidence fades before signing", Unit::per_day,
                at_least(0), assumption("half is gone after 2.7 years")});
    visit(self.floor, Field{"floor", "below it a side walks away", Unit::none, probability(),
                            assumption("model section 8")});
  }
};

/// What one person has seen of another.
struct Evidence {
  double good = 0.0;
  double bad = 0.0;
  double base_rate = 0.5;  ///< a₀, in [0, 1]
  double updated = 0.0;    ///< days

  void fade_until(double now, const Decay& forgetting) {
    if (now <= updated) return;
    const double kept = forgetting(now - updated);
    good *= kept;
    bad *= kept;
    updated = now;
  }
  void good_deed(double amount, double now, const Decay& forgetting) {
    fade_until(now, forgetting);
    good += amount;
  }
  void bad_deed(double amount, double now, const Decay& forgetting) {
    fade_until(now, forgetting);
    bad += amount;
  }
  /// T in (0, 1) at time `now` ≥ the last update.
  double trust(double now, const Decay& forgetting, double prior_weight) const {
    const double kept = now > updated && good + bad > 0.0 ? forgetting(now - updated) : 1.0;
    return (good * kept + prior_weight * base_rate) / ((good + bad) * kept + prior_weight);
  }
};

/// a₀ of somebody one has heard of through a third person: discounting (model section 2).
constexpr double referred_base_rate(double trust_in_referrer, double referrers_trust,
                                    double by_default) {
  return trust_in_referrer * referrers_trust + (1.0 - trust_in_referrer) * by_default;
}

}  // namespace nakodo::models

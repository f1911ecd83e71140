// Persuasion inside a firm: the stance of a stakeholder towards a deal (model section 3; seed A
// IV.3(3), VI third).
//
//   merit = clamp(fit · (½ + ½·T) + endorsement + rapport − fear · control, 0, 1)
//   rapport gained:              rapport · (1 − e^(−acquaintance · encounters of the champions))
//   a visit that is understood:  a += μ·(merit − a)
//   between visits:              a relaxes to its anchor at rate ρ
//   news:                        a surprise −σ, progress +σ/2
//   an objection:                fear of the less afraid += contagion·(his fear − fear), also at
//                                the partner's (seed B, Meyerson)
//
// Linear influence towards an argument with return to an anchor: Friedkin & Johnsen 1990.
#pragma once

#include <algorithm>
#include <string>

#include "kernel/elementary.hpp"
#include "models/decay.hpp"
#include "models/fields.hpp"

namespace nakodo::models {

struct PersuasionParameters {
  double influence = 0.3;     // μ
  double relaxation = 0.003;  // ρ, per day
  double news = 0.04;         // σ
  int persistence = 20;
  double visit_effort = 0.5;      // person-days
  double seal_effort = 0.25;      // person-days
  double meeting_duration = 0.5;  // days
  std::string medium = "visit";
  double rapport = 0.0;
  double acquaintance = 0.1;  // per encounter
  double contagion = 0.2;
  double fit_noise = 0.0;  // σ of the perceived fit

  template <class Self, class Visit>
  static void visit_fields(Self& self, Visit&& visit) {
    constexpr auto starting = assumption("starting value of model section 7");
    visit(self.influence,
          Field{"influence",
                "μ: share of the way to the merit that one understood visit moves a stance",
                Unit::none, probability(), starting});
    visit(self.relaxation, Field{"relaxation", "ρ: rate at which a stance returns to its anchor",
                                 Unit::per_day, at_least(0), starting});
    visit(
        self.news,
        Field{"news",
              "σ: a surprise lowers every stance by it, an understood encounter raises it by half",
              Unit::none, probability(), assumption("model section 8")});
    visit(self.persistence,
          Field{"persistence",
                "visits to one stakeholder in one round after which he is given up; the deal is "
                "vetoed as soon as the rest is not enough",
                Unit::none, at_least(1), starting});
    visit(self.visit_effort,
          Field{"visit_effort", "work of the champion, then of the stakeholder, on one visit",
                Unit::person_days, at_least(0), starting});
    visit(self.seal_effort, Field{"seal_effort", "work of a stakeholder on giving his assent",
                                  Unit::person_days, at_least(0), assumption("model section 8")});
    visit(self.meeting_duration,
          Field{"meeting_duration", "how long a meeting of all stakeholders holds them", Unit::days,
                at_least(0), assumption("as long as the effort of one visit")});
    visit(self.medium, Field{.name = "medium",
                             .meaning = "the medium whose reach a visit inside has",
                             .provenance = assumption("face to face (model section 8)"),
                             .refers_to = "media"});
    visit(self.rapport,
          Field{"rapport",
                "what the word of a counterpart champion one knows well adds to the merit inside",
                Unit::none, probability(),
                assumption("0; seed A IV.3(3): champions who meet a counterpart gain rapport")});
    visit(self.acquaintance,
          Field{"acquaintance",
                "share of the rapport still missing that one understood encounter of the two "
                "champions brings, as a rate",
                Unit::none, at_least(0), assumption("two thirds of it after eleven encounters")});
    visit(
        self.contagion,
        Field{"contagion",
              "share of the way to his fear of losing control that an objection takes those of "
              "his unit, and all of the partner's, who are less afraid",
              Unit::none, probability(),
              seed("B, Meyerson: people transmit the fear to their partners; a fifth is assumed")});
    visit(self.fit_noise,
          Field{"fit_noise",
                "σ: standard deviation of the fit as one person perceives it; a firm errs by σ/√n "
                "where n have to agree",
                Unit::none, at_least(0), assumption("0: the fit is seen as it is")});
  }
};

/// What the counterpart champion's word adds inside after so many understood encounters with him.
inline double rapport_gained(const PersuasionParameters& parameters, double encounters) {
  if (parameters.rapport == 0.0) return 0.0;
  return parameters.rapport * (1.0 - kernel::fixed_exp(-parameters.acquaintance * encounters));
}

/// Stance of one stakeholder towards one deal, in [0, 1].
class Stance {
 public:
  void reset(double anchor, double now) {
    anchor_ = value_ = anchor;
    updated_ = now;
  }
  double anchor() const { return anchor_; }
  double at(double now, const Decay& relaxation) const {
    return value_ == anchor_ ? value_ : anchor_ + (value_ - anchor_) * relaxation(now - updated_);
  }
  void persuade(double merit, double influence, double now, const Decay& relaxation) {
    const double before = at(now, relaxation);
    set(before + influence * (merit - before), now);
  }
  void hear(double news, double now, const Decay& relaxation) {
    set(at(now, relaxation) + news, now);
  }

 private:
  void set(double value, double now) {
    value_ = std::clamp(value, 0.0, 1.0);
    updated_ = now;
  }
  double anchor_ = 0.0;
  double value_ = 0.0;
  double updated_ = 0.0;
};

/// Merit of a deal in the eyes of somebody inside.
/// @param fit in [0, 1]  @param trust of the champion in his counterpart, (0, 1)
/// @param support endorsement of an engaged intermediary and rapport gained, ≥ 0
/// @param feared his fear of losing control × the control that the alliance cedes, in [0, 1]
inline double merit(double fit, double trust, double support, double feared) {
  return std::clamp(fit * (0.5 + 0.5 * trust) + support - feared, 0.0, 1.0);
}

}  // namespace nakodo::models

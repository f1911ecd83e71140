// A unit of a firm as data: those inside whose assent a deal needs, and how they come to a decision
// (model section 3).
#pragma once

#include <optional>
#include <string>

#include "models/attention.hpp"
#include "models/circulation.hpp"
#include "models/cut_normal.hpp"
#include "models/duties_spec.hpp"
#include "models/fields.hpp"
#include "models/rule.hpp"

namespace nakodo::models {

inline constexpr Provenance of_anchors = assumption("model section 8: N(.4, .1) cut to [.05, .95]");
inline constexpr Provenance of_fears =
    assumption("0: nobody is afraid; 1, all control ceded outweighs any merit");

/// Those inside a firm whose assent a deal needs.
struct StakeholderSpec {
  std::optional<int> count;
  double technical = 0.3;
  double availability = 0.3;
  Attention attention = Attention::fifo;
  DutiesSpec duties = {};
  CutNormal<of_anchors> anchor{.mean = 0.4, .sd = 0.1, .low = 0.05, .high = 0.95};
  CutNormal<of_fears> fear;
  double threshold = 0.6;  // θ
  double peer = 0.0;       // by how much θ falls at most

  template <class Self, class Visit>
  static void visit_fields(Self& self, Visit&& visit) {
    visit(self.count,
          Field{"count", "how many; unset: 3 in a small firm, 8 in a large one", Unit::none,
                between(1, 1000), assumption("starting value of model section 7")});
    visit(self.technical, Field{"technical", "place on the technical axis", Unit::none, any(),
                                assumption("managers, .3 (model section 7)")});
    visit(self.availability, Field{"availability", "share of a day each has for this", Unit::none,
                                   share(), assumption("model section 8")});
    visit(self.attention, Field{"attention", "which work of the in-tray comes first", Unit::none,
                                any(), assumption("in the order in which it came")});
    visit(self.duties, Field{"duties", "what else fills the day of each"});
    visit(self.anchor,
          Field{"anchor", "a(0): where the stance of each starts and returns to, normal, cut"});
    visit(self.fear, Field{"fear",
                           "fear of losing control: lowers the merit by itself × the control that "
                           "the alliance cedes; normal, cut"});
    visit(self.threshold, Field{"threshold", "θ: stance from which one assents", Unit::none,
                                probability(), assumption("starting value of model section 7")});
    visit(self.peer,
          Field{"peer",
                "by how much the threshold is lower once all others of the unit have assented in "
                "this round; in proportion for fewer",
                Unit::none, probability(),
                literature("Granovetter 1978, Threshold models of collective behavior; 0: "
                           "everybody judges for himself")});
  }
};

/// How a unit, or a firm, comes to a decision.
struct AssentSpec {
  Protocol protocol = Protocol::serial;
  Objection objection = Objection::redo;
  std::string delegate;
  Rule rule = All{};

  template <class Self, class Visit>
  static void visit_fields(Self& self, Visit&& visit) {
    visit(self.protocol,
          Field{"protocol",
                "how assent is sought: delegated to one person with real authority, serial "
                "(ringi), parallel, in a meeting (kaigi)",
                Unit::none, any(),
                seed("A IV.3(4): diffused responsibility is typical, delegation unusual")});
    visit(self.objection,
          Field{"objection",
                "after an objection win that person again, or restart the round; of a firm with "
                "units each unit's own applies",
                Unit::none, any(), assumption("model section 8")});
    visit(self.delegate,
          Field{"delegate", "who decides under `delegated`; unset: the champion", Unit::none, any(),
                seed("A IV.3(4): the executive director himself")});
    visit(self.rule,
          Field{"rule",
                "whose assent is enough: all, majority, or {at_least: k}; of a firm with units "
                "each unit's own applies, and all units have to assent",
                Unit::none, any(), assumption("model section 8: everybody's")});
  }
};

/// A part of a firm that comes to a decision of its own.
struct UnitSpec {
  StakeholderSpec stakeholders;
  AssentSpec assent;

  template <class Self, class Visit>
  static void visit_fields(Self& self, Visit&& visit) {
    visit(self.stakeholders, Field{"stakeholders", "those of the unit whose assent a deal needs"});
    visit(self.assent, Field{"assent", "how the unit comes to a decision"});
  }
};

}  // namespace nakodo::models

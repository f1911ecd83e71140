// A firm as data: its people, those whose assent a deal needs, what it supplies (model sections 1
// and 3).
#pragma once

#include <array>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "models/circulation.hpp"
#include "models/community_spec.hpp"
#include "models/fields.hpp"
#include "models/mandate.hpp"
#include "models/tactic.hpp"

namespace nakodo::models {

enum class Attention { fifo, inside_first, outside_first };

inline std::span<const std::string_view> enum_names(Attention) {
  static constexpr std::array<std::string_view, 3> names{"fifo", "inside_first", "outside_first"};
  return names;
}

/// Somebody who acts for a firm.
struct PersonSpec {
  double technical = 0.0;
  double availability = 0.3;
  Attention attention = Attention::fifo;

  template <class Self, class Visit>
  static void visit_fields(Self& self, Visit&& visit) {
    visit(self.technical,
          Field{"technical",
                "place on the technical axis: engineer 0, manager .3, trader .9, official 1.2",
                Unit::none, any(), assumption("starting value of model section 7")});
    visit(self.availability, Field{"availability",
                                   "share of a day the person has for this; e person-days of work "
                                   "take e / availability days",
                                   Unit::none, share(), assumption("model section 8")});
    visit(self.attention, Field{"attention", "which work of the in-tray comes first", Unit::none,
                                any(), assumption("in the order in which it came")});
  }
};

struct AnchorSpec {
  double mean = 0.4;
  double sd = 0.1;
  double low = 0.05;
  double high = 0.95;

  template <class Self, class Visit>
  static void visit_fields(Self& self, Visit&& visit) {
    constexpr auto dyad = assumption("model section 8: N(.4, .1) cut to [.05, .95]");
    visit(self.mean, Field{"mean", "mean of the normal distribution of anchors", Unit::none,
                           probability(), dyad});
    visit(self.sd, Field{"sd", "its standard deviation", Unit::none, at_least(0), dyad});
    visit(self.low,
          Field{"low", "anchors are cut to this from below", Unit::none, probability(), dyad});
    visit(self.high,
          Field{"high", "anchors are cut to this from above", Unit::none, probability(), dyad});
  }
};

/// Those inside a firm whose assent a deal needs.
struct StakeholderSpec {
  std::optional<int> count;
  double technical = 0.3;
  double availability = 0.3;
  Attention attention = Attention::fifo;
  AnchorSpec anchor;
  double threshold = 0.6;  // θ

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
    visit(self.anchor,
          Field{"anchor", "a(0): where the stance of each starts and returns to, normal, cut"});
    visit(self.threshold, Field{"threshold", "θ: stance from which one assents", Unit::none,
                                probability(), assumption("starting value of model section 7")});
  }
};

struct AssentSpec {
  Protocol protocol = Protocol::serial;
  Objection objection = Objection::redo;
  std::string delegate;

  template <class Self, class Visit>
  static void visit_fields(Self& self, Visit&& visit) {
    visit(self.protocol,
          Field{"protocol",
                "how assent is sought: delegated to one person with real authority, serial "
                "(ringi), parallel, in a meeting (kaigi)",
                Unit::none, any(),
                seed("A IV.3(4): diffused responsibility is typical, delegation unusual")});
    visit(self.objection,
          Field{"objection", "after an objection win that person again, or restart the round",
                Unit::none, any(), assumption("model section 8")});
    visit(self.delegate,
          Field{"delegate", "who decides under `delegated`; unset: the champion", Unit::none, any(),
                seed("A IV.3(4): the executive director himself")});
  }
};

/// What is true of a resource somebody supplies.
struct SupplySpec {
  static constexpr bool short_form = true;  ///< {unix: 0.9}
  double fit = 0.9;

  template <class Self, class Visit>
  static void visit_fields(Self& self, Visit&& visit) {
    visit(self.fit, Field{"fit", "how well it serves", Unit::none, probability(),
                          assumption("model section 8")});
  }
};

struct FirmSpec {
  std::string community;
  int employees = 60;
  BodyStyle style;
  std::string champion;
  Named<PersonSpec> people;
  StakeholderSpec stakeholders;
  AssentSpec assent;
  Named<SupplySpec> supplies;
  std::vector<std::string> knows;
  double patience = 1.0;
  double trust_propensity = 0.5;  // a₀
  TacticSpec tactic;
  MandateSpec mandate;
  std::optional<double> contract;

  template <class Self, class Visit>
  static void visit_fields(Self& self, Visit&& visit) {
    visit(self.community, Field{.name = "community",
                                .meaning = "where the firm is at home",
                                .refers_to = "communities",
                                .required = true});
    visit(
        self.employees,
        Field{"employees", "size; up to 300 is small", Unit::none, at_least(1),
              literature(
                  "Small and Medium-sized Enterprise Basic Act of Japan, art. 2 (manufacturing)")});
    visit(self.style, Field{"style", "how the firm is organised"});
    visit(self.champion,
          Field{"champion",
                "who persuades inside and speaks outside; unset: a person of default attributes",
                Unit::none, any(), seed("A IV.3(3)")});
    visit(self.people, Field{"people", "persons of the firm by name"});
    visit(self.stakeholders, Field{"stakeholders", "those whose assent a deal needs"});
    visit(self.assent, Field{"assent", "how the firm comes to a decision"});
    visit(
        self.supplies,
        Field{
            "supplies",
            "resources the firm can supply, with the fit of each (a list takes the default fit)"});
    visit(self.knows, Field{.name = "knows",
                            .meaning = "firms and intermediaries known from the start",
                            .refers_to = "firms|intermediaries"});
    visit(self.patience,
          Field{"patience", "frustration beyond which the firm walks away", Unit::none, positive(),
                assumption("the unit of frustration (model section 7)")});
    visit(self.trust_propensity,
          Field{"trust_propensity", "a₀: trust in a stranger", Unit::none, open_unit(),
                assumption("½: no prejudice either way (validation section 1)")});
    visit(self.tactic, Field{"tactic", "how the firm concedes"});
    visit(self.mandate,
          Field{"mandate", "how far its champion may go without asking inside again"});
    visit(self.contract,
          Field{"contract", "how complete a contract the firm prefers; unset: as its community",
                Unit::none, probability(), assumption("as its community (model section 1)")});
  }
};

}  // namespace nakodo::models

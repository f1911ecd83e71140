// A firm as data: its people, those whose assent a deal needs, what it supplies (model sections 1
// and 3).
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "models/attention.hpp"
#include "models/community_spec.hpp"
#include "models/duties_spec.hpp"
#include "models/fields.hpp"
#include "models/mandate.hpp"
#include "models/tactic.hpp"
#include "models/unit_spec.hpp"

namespace nakodo::models {

/// Somebody who acts for a firm.
struct PersonSpec {
  double technical = 0.0;
  double availability = 0.3;
  Attention attention = Attention::fifo;
  DutiesSpec duties = {};

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
    visit(self.duties, Field{"duties", "what else fills his day"});
  }
};

/// What is true of a resource somebody supplies.
struct SupplySpec {
  static constexpr bool short_form = true;  ///< {unix: 0.9}
  double fit = 0.9;
  double share = 1.0;

  template <class Self, class Visit>
  static void visit_fields(Self& self, Visit&& visit) {
    visit(self.fit, Field{"fit", "how well it serves", Unit::none, probability(),
                          assumption("model section 8")});
    visit(self.share,
          Field{"share",
                "of a population: share of its firms that supply it, drawn anew in every run",
                Unit::none, probability(), assumption("1: firms of a population are alike")});
  }
};

/// Up to this many employees a firm is small (Small and Medium-sized Enterprise Basic Act of Japan,
/// art. 2, manufacturing).
constexpr int small_firm_employees = 300;

struct FirmSpec {
  std::string community;
  int count = 1;
  int employees = 60;
  BodyStyle style;
  std::string champion;
  Named<PersonSpec> people;
  StakeholderSpec stakeholders;
  AssentSpec assent;
  Named<UnitSpec> units;
  Named<SupplySpec> supplies;
  std::vector<std::string> knows;
  double patience = 1.0;
  double trust_propensity = 0.5;  // a₀
  TacticSpec tactic;
  MandateSpec mandate;
  std::optional<double> contract;

  bool is_small() const { return employees <= small_firm_employees; }
  /// How many stakeholders the firm, or a unit of it, has.
  int how_many(const StakeholderSpec& inside) const {
    return inside.count.value_or(is_small() ? 3 : 8);
  }

  template <class Self, class Visit>
  static void visit_fields(Self& self, Visit&& visit) {
    visit(self.community, Field{.name = "community",
                                .meaning = "where the firm is at home",
                                .refers_to = "communities",
                                .required = true});
    visit(self.count,
          Field{"count",
                "how many firms like this one there are; more than one are a population, numbered "
                "`<name> 1` and on, whom one meets in search",
                Unit::none, between(1, 100'000), assumption("1: a firm of its own")});
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
    visit(self.stakeholders,
          Field{"stakeholders",
                "those whose assent a deal needs; in a firm with units those of the units are "
                "asked instead"});
    visit(self.assent,
          Field{"assent",
                "how the firm comes to a decision; in a firm with units how the champion goes "
                "through them: `serial`, `parallel`, or `delegated`, one person for all of them"});
    visit(self.units,
          Field{"units",
                "parts of the firm by name, each with its own stakeholders and its own way to a "
                "decision; a deal needs the assent of all. None: the firm is its only unit"});
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

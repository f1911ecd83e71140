// A firm as data: its people, those whose assent a deal needs, what it supplies (model sections 1
// and 3).
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "models/attention.hpp"
#include "models/attribute.hpp"
#include "models/community_spec.hpp"
#include "models/duties_spec.hpp"
#include "models/fields.hpp"
#include "models/firm_table.hpp"
#include "models/imported.hpp"
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
  Fit fit;
  double share = 1.0;

  template <class Self, class Visit>
  static void visit_fields(Self& self, Visit&& visit) {
    visit(self.fit,
          Field{"fit", "how well it serves: a number, or a distribution from which each firm draws",
                Unit::none, probability(), assumption("model section 8")});
    visit(self.share,
          Field{"share",
                "of a population: share of its firms that supply it, drawn anew in every run",
                Unit::none, probability(), assumption("1: firms of a population are alike")});
  }
};

/// How a firm is organised.
struct FirmStyle {
  std::optional<StylePlace> organisational;

  template <class Self, class Visit>
  static void visit_fields(Self& self, Visit&& visit) {
    visit(self.organisational,
          Field{"organisational",
                "place on the organisational axis, or a distribution from which each firm of a "
                "population draws; unset: .2 for a small firm, .9 for a large one",
                Unit::none, any(),
                seed("A VI second: small firms resemble each other; values: model section 7")});
  }
};

/// Up to this many employees a firm is small (Small and Medium-sized Enterprise Basic Act of Japan,
/// art. 2, manufacturing).
constexpr int small_firm_employees = 300;

struct FirmSpec {
  std::string community;
  int count = 1;
  Imported<FirmTable> from;
  Employees employees;
  std::optional<Visibility> visibility;
  FirmStyle style;
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

  /// Whether it stands for firms whom one meets in search, be it only one.
  bool is_population() const { return count > 1 || from.table != nullptr || !from.file.empty(); }
  /// How many firms it stands for.
  std::size_t number() const {
    return from.table != nullptr ? from.table->size() : static_cast<std::size_t>(count);
  }
  /// Whether its firms may be small as well as large.
  bool varies_in_size() const {
    return !is_same(employees) || (from.table != nullptr && from.table->knows_sizes());
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
    visit(self.from,
          Field{"from",
                "a population whose firms are the rows of a file, called by their ids. Columns: "
                "`id`, `employees`, `visibility`, `organisational`, and `supplies:<resource>` with "
                "its fit; an empty cell leaves what is said here, or supplies nothing"});
    visit(
        self.employees,
        Field{"employees",
              "size, or a distribution from which each firm of a population draws; up to 300 is "
              "small",
              Unit::none, between(1, most_employees),
              literature(
                  "Small and Medium-sized Enterprise Basic Act of Japan, art. 2 (manufacturing)")});
    visit(self.visibility,
          Field{"visibility",
                "how visible the firm is to a search that is biased, or a distribution from which "
                "each firm draws; only proportions matter. Unset: its number of employees",
                Unit::none, positive(),
                assumption("the larger, the more visible (model section 1: size and visibility)")});
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

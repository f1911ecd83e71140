// An intermediary as data: bank, trading house, ministry and go-between differ only in these
// numbers.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "models/bureau_spec.hpp"
#include "models/community_spec.hpp"
#include "models/distribution.hpp"
#include "models/duties_spec.hpp"
#include "models/fields.hpp"

namespace nakodo::models {

/// How well somebody knows a community.
struct Embedding {
  static constexpr bool short_form = true;  ///< {osaka: 0.1}
  double probability = 0.1;

  template <class Self, class Visit>
  static void visit_fields(Self& self, Visit&& visit) {
    visit(self.probability,
          Field{"probability", "probability of knowing a given firm there", Unit::none,
                models::probability(), assumption("one firm in ten")});
  }
};

/// Somebody between: bank, trading house, ministry and go-between differ only in these numbers
/// (seed A III.2, V).
struct IntermediarySpec {
  std::vector<std::string> speaks;
  BodyStyle style{.organisational = 0.2};
  double technical = 0.0;
  int staff = 1;
  double availability = 0.5;
  DutiesSpec clients = {};
  double shield = 0.8;
  double repair = 0.8;
  double endorsement = 0.1;
  Duration setup = Constant{45.0};
  double fee = 0.0;
  double retainer = 0.0;  // per day
  double analysis = 0.0;
  double analysis_effort = 0.0;  // person-days
  Named<Embedding> embedded;
  std::vector<std::string> tied_to;
  double confidence = 0.8;
  std::optional<BureauSpec> bureau = {};

  template <class Self, class Visit>
  static void visit_fields(Self& self, Visit&& visit) {
    constexpr auto starting = assumption("go-between of model section 7");
    visit(self.speaks, Field{.name = "speaks",
                             .meaning = "communities whose style the staff command",
                             .refers_to = "communities",
                             .required = true});
    visit(self.style, Field{"style", "how the intermediary is organised"});
    visit(self.technical,
          Field{"technical", "domain knowledge: place of the staff on the technical axis",
                Unit::none, any(), seed("A IV.3(2): it analyses the technology itself")});
    visit(self.staff, Field{"staff", "persons; a deal keeps to one of them", Unit::none,
                            between(1, 1000), starting});
    visit(self.availability, Field{"availability", "share of a day each has for these deals",
                                   Unit::none, share(), starting});
    visit(self.clients, Field{"clients", "other clients, who wait for the same staff"});
    visit(self.shield, Field{"shield", "share of frustration and blame kept away from the sides",
                             Unit::none, probability(), starting});
    visit(self.repair,
          Field{"repair", "probability of catching a silent misunderstanding before passing it on",
                Unit::none, probability(), starting});
    visit(self.endorsement,
          Field{"endorsement", "added to the merit of the deal in the eyes of stakeholders",
                Unit::none, probability(),
                assumption("model section 8; seed A IV.3(2): the report")});
    visit(self.setup, Field{"setup", "time from being called to being engaged", Unit::days,
                            at_least(0), starting});
    visit(self.fee, Field{"fee", "paid by the project on engagement", Unit::money, at_least(0),
                          assumption("0: fees are a cost to compare, not a cause")});
    visit(self.retainer,
          Field{"retainer", "paid by the project's open deals for each day of engagement",
                Unit::money, at_least(0), assumption("0: like the fee")});
    visit(
        self.analysis,
        Field{"analysis", "share of the noise of perceived fit that its technical analysis removes",
              Unit::none, probability(),
              assumption("0, no analysis; that there is one: seed A IV.3(2), the report confirmed "
                         "the partners")});
    visit(self.analysis_effort,
          Field{"analysis_effort",
                "work of one of the staff on the analysis, after the set-up, before being engaged",
                Unit::person_days, at_least(0), assumption("0: it is part of the set-up")});
    visit(self.embedded,
          Field{"embedded",
                "communities whose firms he knows, and with what probability a given one: a "
                "gatekeeper, whom searches by referral may ask"});
    visit(self.tied_to, Field{.name = "tied_to",
                              .meaning = "intermediaries he passes the question on to if they know "
                                         "firms of another community, or know who does",
                              .refers_to = "intermediaries"});
    visit(self.confidence,
          Field{"confidence", "trust in the firms he knows and the intermediaries he is tied to",
                Unit::none, probability(),
                assumption("more than in a stranger, ½: he deals with them")});
    visit(self.bureau,
          Field{"bureau",
                "what makes it an office that searches by bureau apply to: its stages, its "
                "registry; unset: nobody can apply to it"});
  }
};

}  // namespace nakodo::models

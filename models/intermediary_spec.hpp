// An intermediary as data: bank, trading house, ministry and go-between differ only in these
// numbers.
#pragma once

#include <string>
#include <vector>

#include "models/community_spec.hpp"
#include "models/distribution.hpp"
#include "models/duties_spec.hpp"
#include "models/fields.hpp"

namespace nakodo::models {

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
  }
};

}  // namespace nakodo::models

// A community of firms: where its style stands and how complete a contract its firms wish for; and
// where the style of a body stands.
#pragma once

#include <optional>

#include "models/fields.hpp"

namespace nakodo::models {

struct CommunityStyle {
  double national = 0.0;

  template <class Self, class Visit>
  static void visit_fields(Self& self, Visit&& visit) {
    visit(self.national,
          Field{"national", "place on the national axis; Osaka to Silicon Valley is 1.2",
                Unit::none, any(), assumption("starting value of model section 7")});
  }
};

struct CommunitySpec {
  CommunityStyle style;
  double contract = 0.0;

  template <class Self, class Visit>
  static void visit_fields(Self& self, Visit&& visit) {
    visit(self.style, Field{"style", "where the community stands"});
    visit(self.contract,
          Field{"contract", "how complete a contract its firms prefer, 0 none, 1 every contingency",
                Unit::none, probability(),
                assumption("0: model section 8 drafts no contract; that communities differ: seed A "
                           "II.1(2)")});
  }
};

struct BodyStyle {
  std::optional<double> organisational;

  template <class Self, class Visit>
  static void visit_fields(Self& self, Visit&& visit) {
    visit(self.organisational,
          Field{"organisational", "place on the organisational axis; unset: .2, as a small firm",
                Unit::none, any(),
                seed("A VI second: small firms resemble each other; values: model section 7")});
  }
};

}  // namespace nakodo::models

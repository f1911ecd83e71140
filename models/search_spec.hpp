// How a champion looks for a partner, as data: the modes of search (model section 9; seed A III,
// IV.2).
#pragma once

#include <algorithm>
#include <optional>
#include <string>
#include <string_view>
#include <variant>

#include "models/fields.hpp"

namespace nakodo::models {

/// Whom the champion knows when he sets out.
struct AmongKnown {
  static constexpr std::string_view tag = "known";
  template <class Self, class Visit>
  static void visit_fields(Self&, Visit&&) {}
};

/// Whom he meets at social events.
struct AtOccasions {
  static constexpr std::string_view tag = "occasion";
  template <class Self, class Visit>
  static void visit_fields(Self&, Visit&&) {}
};

/// Firms of the far communities, one after another.
struct AtRandom {
  static constexpr std::string_view tag = "random";
  double bias = 0.0;

  template <class Self, class Visit>
  static void visit_fields(Self& self, Visit&& visit) {
    visit(self.bias,
          Field{"bias",
                "how much more readily a visible firm is probed: the next one is any of those left "
                "with a probability in proportion to visibility^bias",
                Unit::none, between(0, 10),
                assumption("0: uniform among the firms of the far community (model section 9)")});
  }
};

/// Through gatekeepers, who ask other gatekeepers.
struct ByReferral {
  static constexpr std::string_view tag = "referral";
  double hop = 14.0;       // days
  double forwarded = 0.8;  // f
  OneOrMore<std::string> ask = {};
  double effort = 0.25;  // person-days
  double judges = 0.5;   // technical style

  template <class Self, class Visit>
  static void visit_fields(Self& self, Visit&& visit) {
    visit(self.hop, Field{"hop", "until whoever is asked turns to it, at each step of the chain",
                          Unit::days, at_least(0), assumption("14 (model section 7)")});
    visit(self.forwarded,
          Field{"forwarded", "f: probability that a gatekeeper asks another one he is tied to",
                Unit::none, probability(), assumption(".8 (model section 9)")});
    visit(self.ask, Field{.name = "ask",
                          .meaning = "whom of the gatekeepers he knows he asks; unset: all of them",
                          .refers_to = "intermediaries"});
    visit(self.effort, Field{"effort", "work of a gatekeeper on being asked", Unit::person_days,
                             at_least(0), assumption("like a letter")});
    visit(self.judges,
          Field{"judges",
                "how far from 0 on the technical axis a gatekeeper may be and still judge which "
                "firm fits; beyond it he names any he knows",
                Unit::none, at_least(0),
                assumption("between manager, .3, and trader, .9 (model section 7)")});
  }
};

/// With whom the champion is content when firms are asked whether they might be the partner:
/// sequential acceptance against an aspiration that falls as the search goes on.
struct AcceptanceSpec {
  std::optional<double> fit;
  double falls = 0.0;  // per day

  /// The least fit that will do after so many days of searching.
  /// @param required by the project
  double level(double required, double days) const {
    return std::max(0.0, fit.value_or(required) - falls * days);
  }

  template <class Self, class Visit>
  static void visit_fields(Self& self, Visit&& visit) {
    visit(self.fit,
          Field{"fit", "fit with which he is content at first; unset: the required one", Unit::none,
                probability(), literature("Simon 1955, A behavioral model of rational choice")});
    visit(self.falls,
          Field{"falls", "by how much that falls while the search goes on", Unit::per_day,
                at_least(0), assumption("0: he does not lower his sights")});
  }
};

/// Through an agency one applies to, which lists firms of its registry.
struct ByBureau {
  static constexpr std::string_view tag = "bureau";
  static constexpr bool short_form = true;  ///< {bureau: jetro}
  std::string agency;
  double effort = 2.0;  // person-days
  int shortlist = 5;
  std::optional<int> applications = {};

  template <class Self, class Visit>
  static void visit_fields(Self& self, Visit&& visit) {
    visit(self.agency, Field{.name = "agency",
                             .meaning = "the intermediary one applies to, which has a `bureau`",
                             .refers_to = "intermediaries",
                             .required = true});
    visit(self.effort,
          Field{"effort", "work of the champion on an application", Unit::person_days, positive(),
                assumption("an application of two days (model section 9)")});
    visit(self.shortlist, Field{"shortlist", "firms on the list that answers an application",
                                Unit::none, between(1, 1000), assumption("5 (model section 9)")});
    visit(self.applications,
          Field{"applications",
                "after how many fruitless applications this way of searching is given up; unset: "
                "not before everybody in the registry was listed",
                Unit::none, at_least(1),
                assumption("an exhausted list is a new application (model "
                           "section 9)")});
  }
};

using SearchMode = std::variant<AmongKnown, AtOccasions, AtRandom, ByReferral, ByBureau>;

/// The modes of a search, used all at once.
using SearchModes = OneOrMore<SearchMode>;

/// The mode of this kind, or nullptr if it is not one of them.
template <class Mode>
const Mode* find_mode(const SearchModes& modes) {
  for (const SearchMode& mode : modes)
    if (const auto* found = std::get_if<Mode>(&mode)) return found;
  return nullptr;
}

}  // namespace nakodo::models

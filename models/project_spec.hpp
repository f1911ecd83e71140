// A project as data: what it needs and through whom it talks.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "models/fields.hpp"
#include "models/search_spec.hpp"
#include "models/structure.hpp"

namespace nakodo::models {

struct Never {
  static constexpr std::string_view tag = "never";
  template <class Self, class Visit>
  static void visit_fields(Self&, Visit&&) {}
};
struct FromStart {
  static constexpr std::string_view tag = "from_start";
  template <class Self, class Visit>
  static void visit_fields(Self&, Visit&&) {}
};
struct WhenFrustrated {
  static constexpr std::string_view tag = "when_frustrated";
  static constexpr bool short_form = true;  ///< {when_frustrated: 0.4}
  double level = 0.4;

  template <class Self, class Visit>
  static void visit_fields(Self& self, Visit&& visit) {
    visit(self.level,
          Field{"level", "frustration of either side beyond which the go-between is called",
                Unit::none, at_least(0),
                assumption("model section 8; seed A IV.3(2): both sides were frustrated")});
  }
};

/// Channel policy: when a go-between is engaged.
using Engagement = std::variant<Never, FromStart, WhenFrustrated>;

struct WhenRelieved {
  static constexpr std::string_view tag = "when_relieved";
  static constexpr bool short_form = true;  ///< {when_relieved: 0.1}
  double level = 0.1;

  template <class Self, class Visit>
  static void visit_fields(Self& self, Visit&& visit) {
    visit(self.level,
          Field{"level", "the go-betweens leave when the worst frustration falls below it",
                Unit::none, positive(), assumption("a quarter of the level that calls them")});
  }
};
struct After {
  static constexpr std::string_view tag = "after";
  static constexpr bool short_form = true;  ///< {after: 180 days}
  double duration = 180.0;

  template <class Self, class Visit>
  static void visit_fields(Self& self, Visit&& visit) {
    visit(self.duration, Field{"duration", "how long the go-betweens are engaged", Unit::days,
                               positive(), assumption("half a year")});
  }
};

/// Channel policy: when the go-betweens leave.
using Disengagement = std::variant<Never, WhenRelieved, After>;

struct GoBetweenSpec {
  OneOrMore<std::string> who;
  Engagement engage = Never{};
  Disengagement disengage = Never{};

  template <class Self, class Visit>
  static void visit_fields(Self& self, Visit&& visit) {
    visit(self.who,
          Field{.name = "who",
                .meaning = "the intermediary, or several in the order of the route to the partner",
                .refers_to = "intermediaries"});
    visit(self.engage,
          Field{"engage", "when: never, from_start, or when_frustrated beyond a level", Unit::none,
                any(), seed("A IV.3(2): engaged when both sides were frustrated")});
    visit(self.disengage,
          Field{"disengage",
                "when they leave: never, when_relieved below a level, or after so long; "
                "when_frustrated may call them again",
                Unit::none, any(), assumption("never: they see the deals through")});
  }
};

/// Which medium for which topic.
struct MediaSpec {
  std::optional<std::string> persuade;
  std::optional<std::string> explain;
  std::optional<std::string> dispute;
  std::optional<std::string> offer;

  template <class Self, class Visit>
  static void visit_fields(Self& self, Visit&& visit) {
    const auto medium_of = [](std::string_view topic, std::string_view meaning) {
      return Field{.name = topic, .meaning = meaning, .refers_to = "media"};
    };
    visit(self.persuade, medium_of("persuade", "medium of the pitch to the partner"));
    visit(self.explain, medium_of("explain", "medium of what the sides explain to each other"));
    visit(self.dispute, medium_of("dispute", "medium of what has to be explained again"));
    visit(self.offer, medium_of("offer", "medium of offers"));
  }
};

struct ProjectSpec {
  std::string firm;
  int count = 1;
  std::vector<OneOrMore<std::string>> needs;
  SearchModes search{SearchMode{AmongKnown{}}, SearchMode{AtOccasions{}}};
  std::string medium = "fax";
  MediaSpec media;
  double screening = 1.0;  // person-days
  AcceptanceSpec accepts;
  double hoped_fit = 0.9;
  double required_fit = 0.0;
  double rework = 100.0;  // person-days
  AllianceSpec alliance;
  GoBetweenSpec go_between;

  template <class Self, class Visit>
  static void visit_fields(Self& self, Visit&& visit) {
    visit(self.firm, Field{.name = "firm",
                           .meaning = "whose project it is",
                           .refers_to = "firms",
                           .required = true});
    visit(self.count,
          Field{"count",
                "how many such projects there are, one in each of the first firms of a population",
                Unit::none, between(1, 1'000'000), assumption("one project")});
    visit(self.needs,
          Field{.name = "needs",
                .meaning = "resources that all need a signed deal before it launches; where "
                           "there is a list instead of a name, any one of it",
                .required = true});
    visit(
        self.search,
        Field{"search",
              "how the champion looks for a partner, all of these at once: `known`, whom he knows "
              "already; `occasion`, whom he meets at social events; `random`, firms of other "
              "communities, one after another; `referral`, through gatekeepers; `bureau`, by the "
              "list of an agency",
              Unit::none, any(),
              assumption("whom one knows and whom one meets (model section 8)")});
    visit(self.medium, Field{.name = "medium",
                             .meaning = "how the sides correspond",
                             .provenance = assumption("fax (model section 8)"),
                             .refers_to = "media"});
    visit(self.media, Field{"media", "topics with a medium of their own; unset: `medium`"});
    visit(self.screening,
          Field{"screening",
                "work of the champion on the answer of a firm that was asked whether it might be "
                "the partner",
                Unit::person_days, at_least(0), assumption("a day (model section 9, random)")});
    visit(self.accepts,
          Field{"accepts", "with whom he is content of those who are asked: Simon's satisficing"});
    visit(self.hoped_fit,
          Field{"hoped_fit", "fit the champion argues with before the partner is known", Unit::none,
                probability(), assumption("as good as what is found (model section 8)")});
    visit(self.required_fit,
          Field{"required_fit", "fit the project needs; a partner below it is a wrong one",
                Unit::none, probability(), assumption("0: any partner will do")});
    visit(self.rework,
          Field{"rework",
                "what a wrong partner costs once the deal is signed: work for each unit of fit "
                "that is missing, at signing",
                Unit::person_days, at_least(0), assumption("100: half a year of one person")});
    visit(self.alliance, Field{"alliance", "form and structure of the alliance that is sought"});
    visit(self.go_between, Field{"go_between", "channel policy"});
  }
};

}  // namespace nakodo::models

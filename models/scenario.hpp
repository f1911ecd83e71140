// Scenario: a world as data, before anything happens. What a configuration resolves into; no file, no clock.
#pragma once

#include <array>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "models/aspiration.hpp"
#include "models/circulation.hpp"
#include "models/distribution.hpp"
#include "models/fields.hpp"
#include "models/medium.hpp"
#include "models/patience.hpp"
#include "models/persuasion.hpp"
#include "models/trust.hpp"
#include "models/understanding.hpp"

namespace nakodo::models {

/// A calendar day: days since 1970-01-01.
struct Date {
  double day = 0.0;
};

struct TimeFrame {
  Date start{5995.0};  // 1986-06-01
  double horizon = 1095.0;

  template <class Self, class Visit>
  static void visit_fields(Self& self, Visit&& visit) {
    visit(self.start, Field{"start", "day 0 of every run", Unit::date, any(), seed("A IV.3(1): summer of 1986")});
    visit(self.horizon, Field{"horizon", "runs end here; what has not happened is right-censored", Unit::days, positive(),
                              seed("A IV.3: in place before July 1989")});
  }
};

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
    visit(self.technical, Field{"technical", "place on the technical axis: engineer 0, manager .3, trader .9, official 1.2",
                                Unit::none, any(), assumption("starting value of model section 7")});
    visit(self.availability, Field{"availability", "share of a day the person has for this; e person-days of work take e / availability days",
                                   Unit::none, share(), assumption("model section 8")});
    visit(self.attention, Field{"attention", "which work of the in-tray comes first", Unit::none, any(),
                                assumption("in the order in which it came")});
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
    visit(self.mean, Field{"mean", "mean of the normal distribution of anchors", Unit::none, probability(), dyad});
    visit(self.sd, Field{"sd", "its standard deviation", Unit::none, at_least(0), dyad});
    visit(self.low, Field{"low", "anchors are cut to this from below", Unit::none, probability(), dyad});
    visit(self.high, Field{"high", "anchors are cut to this from above", Unit::none, probability(), dyad});
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
    visit(self.count, Field{"count", "how many; unset: 3 in a small firm, 8 in a large one", Unit::none, between(1, 1000),
                            assumption("starting value of model section 7")});
    visit(self.technical, Field{"technical", "place on the technical axis", Unit::none, any(),
                                assumption("managers, .3 (model section 7)")});
    visit(self.availability, Field{"availability", "share of a day each has for this", Unit::none, share(),
                                   assumption("model section 8")});
    visit(self.attention, Field{"attention", "which work of the in-tray comes first", Unit::none, any(),
                                assumption("in the order in which it came")});
    visit(self.anchor, Field{"anchor", "a(0): where the stance of each starts and returns to, normal, cut"});
    visit(self.threshold, Field{"threshold", "θ: stance from which one assents", Unit::none, probability(),
                                assumption("starting value of model section 7")});
  }
};

struct AssentSpec {
  Protocol protocol = Protocol::serial;
  Objection objection = Objection::redo;
  std::string delegate;

  template <class Self, class Visit>
  static void visit_fields(Self& self, Visit&& visit) {
    visit(self.protocol, Field{"protocol", "how assent is sought: delegated to one person with real authority, serial (ringi), parallel, in a meeting (kaigi)",
                               Unit::none, any(), seed("A IV.3(4): diffused responsibility is typical, delegation unusual")});
    visit(self.objection, Field{"objection", "after an objection win that person again, or restart the round", Unit::none,
                                any(), assumption("model section 8")});
    visit(self.delegate, Field{"delegate", "who decides under `delegated`; unset: the champion", Unit::none, any(),
                               seed("A IV.3(4): the executive director himself")});
  }
};

struct CommunityStyle {
  double national = 0.0;

  template <class Self, class Visit>
  static void visit_fields(Self& self, Visit&& visit) {
    visit(self.national, Field{"national", "place on the national axis; Osaka to Silicon Valley is 1.2", Unit::none, any(),
                               assumption("starting value of model section 7")});
  }
};

struct CommunitySpec {
  CommunityStyle style;

  template <class Self, class Visit>
  static void visit_fields(Self& self, Visit&& visit) {
    visit(self.style, Field{"style", "where the community stands"});
  }
};

struct BodyStyle {
  std::optional<double> organisational;

  template <class Self, class Visit>
  static void visit_fields(Self& self, Visit&& visit) {
    visit(self.organisational, Field{"organisational", "place on the organisational axis; unset: .2 for a small firm, .9 for a large one",
                                     Unit::none, any(), seed("A VI second: small firms resemble each other; values: model section 7")});
  }
};

/// What is true of a resource somebody supplies.
struct SupplySpec {
  static constexpr bool short_form = true;  ///< {unix: 0.9}
  double fit = 0.9;

  template <class Self, class Visit>
  static void visit_fields(Self& self, Visit&& visit) {
    visit(self.fit, Field{"fit", "how well it serves", Unit::none, probability(), assumption("model section 8")});
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

  template <class Self, class Visit>
  static void visit_fields(Self& self, Visit&& visit) {
    visit(self.community, Field{.name = "community", .meaning = "where the firm is at home", .refers_to = "communities", .required = true});
    visit(self.employees, Field{"employees", "size; up to 300 is small", Unit::none, at_least(1),
                                literature("Small and Medium-sized Enterprise Basic Act of Japan, art. 2 (manufacturing)")});
    visit(self.style, Field{"style", "how the firm is organised"});
    visit(self.champion, Field{"champion", "who persuades inside and speaks outside; unset: a person of default attributes",
                               Unit::none, any(), seed("A IV.3(3)")});
    visit(self.people, Field{"people", "persons of the firm by name"});
    visit(self.stakeholders, Field{"stakeholders", "those whose assent a deal needs"});
    visit(self.assent, Field{"assent", "how the firm comes to a decision"});
    visit(self.supplies, Field{"supplies", "resources the firm can supply, with the fit of each (a list takes the default fit)"});
    visit(self.knows, Field{.name = "knows", .meaning = "firms and intermediaries known from the start", .refers_to = "firms|intermediaries"});
    visit(self.patience, Field{"patience", "frustration beyond which the firm walks away", Unit::none, positive(),
                               assumption("the unit of frustration (model section 7)")});
    visit(self.trust_propensity, Field{"trust_propensity", "a₀: trust in a stranger", Unit::none, open_unit(),
                                       assumption("½: no prejudice either way (validation section 1)")});
  }
};

/// Somebody between: bank, trading house, ministry and go-between differ only in these numbers (seed A III.2, V).
struct IntermediarySpec {
  std::vector<std::string> speaks;
  BodyStyle style{.organisational = 0.2};
  double technical = 0.0;
  int staff = 1;
  double availability = 0.5;
  double shield = 0.8;
  double repair = 0.8;
  double endorsement = 0.1;
  Duration setup = Constant{45.0};
  double fee = 0.0;

  template <class Self, class Visit>
  static void visit_fields(Self& self, Visit&& visit) {
    constexpr auto starting = assumption("go-between of model section 7");
    visit(self.speaks, Field{.name = "speaks", .meaning = "communities whose style the staff command", .refers_to = "communities", .required = true});
    visit(self.style, Field{"style", "how the intermediary is organised"});
    visit(self.technical, Field{"technical", "domain knowledge: place of the staff on the technical axis", Unit::none, any(),
                                seed("A IV.3(2): it analyses the technology itself")});
    visit(self.staff, Field{"staff", "persons; a deal keeps to one of them", Unit::none, between(1, 1000), starting});
    visit(self.availability, Field{"availability", "share of a day each has for these deals", Unit::none, share(), starting});
    visit(self.shield, Field{"shield", "share of frustration and blame kept away from the sides", Unit::none, probability(), starting});
    visit(self.repair, Field{"repair", "probability of catching a silent misunderstanding before passing it on", Unit::none,
                             probability(), starting});
    visit(self.endorsement, Field{"endorsement", "added to the merit of the deal in the eyes of stakeholders", Unit::none,
                                  probability(), assumption("model section 8; seed A IV.3(2): the report")});
    visit(self.setup, Field{"setup", "time from being called to being engaged", Unit::days, at_least(0), starting});
    visit(self.fee, Field{"fee", "paid by the project on engagement", Unit::money, at_least(0),
                          assumption("0: fees are a cost to compare, not a cause")});
  }
};

// --- Occasions: entries in the world's calendar ---------------------------------------------------------------

/// A dated event that makes those it introduces known to each other.
struct SocialEventSpec {
  static constexpr std::string_view tag = "social_event";
  std::string name;
  Date date;
  std::vector<std::string> introduces;
  std::string medium = "visit";

  template <class Self, class Visit>
  static void visit_fields(Self& self, Visit&& visit) {
    visit(self.name, Field{.name = "name", .meaning = "what it is called", .required = true});
    visit(self.date, Field{.name = "date", .meaning = "day on which it takes place", .unit = Unit::date, .required = true});
    visit(self.introduces, Field{.name = "introduces", .meaning = "firms and intermediaries that meet there", .refers_to = "firms|intermediaries", .required = true});
    visit(self.medium, Field{.name = "medium", .meaning = "how they meet (its travel is not charged: everybody is there)",
                             .provenance = assumption("face to face (model section 9)"), .refers_to = "media"});
  }
};

/// Somebody is sent to live with the partner for a time (model section 4; seed A IV.3(4)).
struct SecondmentSpec {
  static constexpr std::string_view tag = "secondment";
  std::string firm;
  std::string person;
  std::string host;
  double after_contact = 90.0;
  double duration = 365.0;
  std::string medium = "visit";

  template <class Self, class Visit>
  static void visit_fields(Self& self, Visit&& visit) {
    visit(self.firm, Field{.name = "firm", .meaning = "who sends", .refers_to = "firms", .required = true});
    visit(self.person, Field{.name = "person", .meaning = "who is sent, one of the firm's people", .required = true});
    visit(self.host, Field{.name = "host", .meaning = "the partner he is sent to", .refers_to = "firms", .required = true});
    visit(self.after_contact, Field{"after_contact", "how long after first contact with the host he leaves", Unit::days,
                                    at_least(0), seed("A IV.3(4): 'early decision'; a quarter is assumed")});
    visit(self.duration, Field{"duration", "how long he stays", Unit::days, positive(), assumption("a year")});
    visit(self.medium, Field{.name = "medium", .meaning = "how he meets his hosts (without travel)",
                             .provenance = assumption("face to face (model section 4)"), .refers_to = "media"});
  }
};

using OccasionSpec = std::variant<SocialEventSpec, SecondmentSpec>;

// --- Projects ---------------------------------------------------------------------------------------------------

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
    visit(self.level, Field{"level", "frustration of either side beyond which the go-between is called", Unit::none,
                            at_least(0), assumption("model section 8; seed A IV.3(2): both sides were frustrated")});
  }
};

/// Channel policy: when a go-between is engaged.
using Engagement = std::variant<Never, FromStart, WhenFrustrated>;

struct GoBetweenSpec {
  std::string who;
  Engagement engage = Never{};

  template <class Self, class Visit>
  static void visit_fields(Self& self, Visit&& visit) {
    visit(self.who, Field{.name = "who", .meaning = "the intermediary", .refers_to = "intermediaries"});
    visit(self.engage, Field{"engage", "when: never, from_start, or when_frustrated beyond a level", Unit::none, any(),
                             seed("A IV.3(2): engaged when both sides were frustrated")});
  }
};

struct ProjectSpec {
  std::string firm;
  std::vector<std::string> needs;
  std::string medium = "fax";
  double hoped_fit = 0.9;
  GoBetweenSpec go_between;

  template <class Self, class Visit>
  static void visit_fields(Self& self, Visit&& visit) {
    visit(self.firm, Field{.name = "firm", .meaning = "whose project it is", .refers_to = "firms", .required = true});
    visit(self.needs, Field{.name = "needs", .meaning = "resources that all need a signed deal before it launches", .required = true});
    visit(self.medium, Field{.name = "medium", .meaning = "how the sides correspond",
                             .provenance = assumption("fax (model section 8)"), .refers_to = "media"});
    visit(self.hoped_fit, Field{"hoped_fit", "fit the champion argues with before the partner is known", Unit::none,
                                probability(), assumption("as good as what is found (model section 8)")});
    visit(self.go_between, Field{"go_between", "channel policy"});
  }
};

struct DialogueParameters {
  int requirements = 12;  // M

  template <class Self, class Visit>
  static void visit_fields(Self& self, Visit&& visit) {
    visit(self.requirements, Field{"requirements", "M: what the sides have to explain to each other", Unit::none,
                                   between(0, 100000), assumption("starting value of model section 7")});
  }
};

struct Scenario {
  TimeFrame time;
  Named<CommunitySpec> communities;
  Named<FirmSpec> firms;
  Named<IntermediarySpec> intermediaries;
  std::vector<OccasionSpec> occasions;
  Named<ProjectSpec> projects;
  Named<Medium> media = default_media();
  Understanding understanding;
  TrustParameters trust;
  PatienceParameters patience;
  PersuasionParameters persuasion;
  DialogueParameters dialogue;
  BargainingParameters bargaining;

  template <class Self, class Visit>
  static void visit_fields(Self& self, Visit&& visit) {
    visit(self.time, Field{"time", "when a run starts and ends"});
    visit(self.communities, Field{.name = "communities", .meaning = "communities of firms, by name", .required = true});
    visit(self.firms, Field{.name = "firms", .meaning = "firms, by name", .required = true});
    visit(self.intermediaries, Field{"intermediaries", "intermediaries, by name"});
    visit(self.occasions, Field{"occasions", "what happens to the world: social events, secondments"});
    visit(self.projects, Field{.name = "projects", .meaning = "projects, by name", .required = true});
    visit(self.media, Field{"media", "media, by name; letter, fax, call, visit and email are there from the start"});
    visit(self.understanding, Field{"understanding", "whether what is said is understood"});
    visit(self.trust, Field{"trust", "how evidence becomes trust"});
    visit(self.patience, Field{"patience", "what frustrates"});
    visit(self.persuasion, Field{"persuasion", "how stakeholders are won"});
    visit(self.dialogue, Field{"dialogue", "what has to be explained before bargaining"});
    visit(self.bargaining, Field{"bargaining", "how terms are agreed"});
  }
};

}  // namespace nakodo::models

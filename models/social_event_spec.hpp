// A social event as data: when it takes place, who comes, whom a firm has to send, who meets whom
// (model section 9, occasion; seed A IV.2, V).
#pragma once

#include <algorithm>
#include <array>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "models/fields.hpp"
#include "models/time_frame.hpp"

namespace nakodo::models {

/// Whom a firm sends to an event.
enum class Envoy { anybody, executive, engineer };

inline std::span<const std::string_view> enum_names(Envoy) {
  static constexpr std::array<std::string_view, 3> names{"anybody", "executive", "engineer"};
  return names;
}

/// Whom an event is open to.
enum class Call { open, by_invitation };

inline std::span<const std::string_view> enum_names(Call) {
  static constexpr std::array<std::string_view, 2> names{"open", "by_invitation"};
  return names;
}

/// Who meets whom at an event.
enum class Matching { everybody, free, curated };

inline std::span<const std::string_view> enum_names(Matching) {
  static constexpr std::array<std::string_view, 3> names{"everybody", "free", "curated"};
  return names;
}

/// How many come from somewhere.
struct Invited {
  static constexpr bool short_form = true;  ///< {osaka: 85 %}
  double share = 1.0;

  template <class Self, class Visit>
  static void visit_fields(Self& self, Visit&& visit) {
    visit(self.share,
          Field{"share", "share of the attendance that comes from there", Unit::none,
                models::share(), seed("A IV.2: in 1989 '27 were from the U.S.' of nearly 180")});
  }
};

/// A dated event at which people meet.
struct SocialEventSpec {
  static constexpr std::string_view tag = "social_event";
  std::string name;
  Date date;
  double lasts = 1.0;  // days
  std::vector<std::string> introduces;
  int attendance = 0;  // persons
  Named<Invited> invites;
  std::string organiser;
  Call call = Call::open;
  OneOrMore<Envoy> admits;
  double noise = 0.3;
  double round_trip = 14.0;  // days
  Matching matching = Matching::everybody;
  int slots = 8;
  std::string medium = "visit";

  bool has_rule() const { return !admits.empty(); }
  bool asks_for(Envoy envoy) const {
    return std::find(admits.begin(), admits.end(), envoy) != admits.end();
  }

  template <class Self, class Visit>
  static void visit_fields(Self& self, Visit&& visit) {
    visit(self.name, Field{.name = "name", .meaning = "what it is called", .required = true});
    visit(self.date, Field{.name = "date",
                           .meaning = "day on which it takes place, or begins",
                           .unit = Unit::date,
                           .required = true});
    visit(self.lasts,
          Field{"lasts", "over how many days its meetings are spread, evenly, from the first on",
                Unit::days, between(1, 366), assumption("a day")});
    visit(self.introduces, Field{.name = "introduces",
                                 .meaning = "firms and intermediaries that are certain to be there",
                                 .refers_to = "firms|intermediaries"});
    visit(self.attendance,
          Field{"attendance",
                "persons who are invited besides; a firm sends as many as the admission rule asks "
                "for, one without a rule",
                Unit::none, between(0, 10'000),
                seed("A IV.2: 300, 150, 100, 100 and nearly 180 from 1985 to 1989; 0: nobody")});
    visit(self.invites,
          Field{"invites",
                "communities, populations or firms they come from, and what share of them; any of "
                "their firms is as likely to come"});
    visit(self.organiser,
          Field{.name = "organiser",
                .meaning = "intermediary who organises it and is there; he knows each firm with "
                           "his `embedded` probability in its community",
                .refers_to = "intermediaries"});
    visit(self.call,
          Field{"call", "`open`: any firm may come; `by_invitation`: those the organiser knows",
                Unit::none, any(), seed("A IV.2: DCL 'carefully chose'; the seminar was open")});
    visit(self.admits,
          Field{"admits",
                "admission rule: whom every firm has to send, `anybody`, an `executive` with "
                "authority to settle on the spot, an `engineer` who sees how well the other fits, "
                "or both; unset: no rule, fit is not judged there, and the partner's house is "
                "asked at once",
                Unit::none, any(),
                seed("A V: 'an executive who has the real decision making authority and an "
                     "engineer who is young enough to be able to evaluate'; of American firms CEO "
                     "and CFO")});
    visit(self.noise,
          Field{"noise",
                "under an admission rule: standard deviation of the fit as it seems to either side "
                "where no engineer is; with one it is seen as it is",
                Unit::none, at_least(0), assumption(".3 (model section 9)")});
    visit(self.round_trip,
          Field{"round_trip",
                "under an admission rule: way home before the partner's house is asked, where two "
                "do not settle on the spot",
                Unit::days, at_least(0), assumption("14 (model section 9)")});
    visit(self.matching,
          Field{"matching",
                "who meets whom: `everybody` everybody; `free`, pairs drawn at random; `curated`, "
                "first those of whom the organiser knows that one supplies what the other needs",
                Unit::none, any(),
                seed("A IV.2: 'special arrangements are made to make the matching process "
                     "smoother'; everybody: a small meeting")});
    visit(self.slots, Field{"slots", "how many meetings a firm has at most, unless everybody meets",
                            Unit::none, between(1, 1000), assumption("8 (model section 9)")});
    visit(self.medium,
          Field{.name = "medium",
                .meaning = "how they meet (its travel is not charged: everybody is there)",
                .provenance = assumption("face to face (model section 9)"),
                .refers_to = "media"});
  }
};

}  // namespace nakodo::models

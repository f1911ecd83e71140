// Occasions as data: entries in the calendar of the world that change who knows or understands
// whom.
#pragma once

#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "models/fields.hpp"
#include "models/time_frame.hpp"

namespace nakodo::models {

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
    visit(self.date, Field{.name = "date",
                           .meaning = "day on which it takes place",
                           .unit = Unit::date,
                           .required = true});
    visit(self.introduces, Field{.name = "introduces",
                                 .meaning = "firms and intermediaries that meet there",
                                 .refers_to = "firms|intermediaries",
                                 .required = true});
    visit(self.medium,
          Field{.name = "medium",
                .meaning = "how they meet (its travel is not charged: everybody is there)",
                .provenance = assumption("face to face (model section 9)"),
                .refers_to = "media"});
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
    visit(self.firm,
          Field{.name = "firm", .meaning = "who sends", .refers_to = "firms", .required = true});
    visit(self.person, Field{.name = "person",
                             .meaning = "who is sent, one of the firm's people",
                             .required = true});
    visit(self.host, Field{.name = "host",
                           .meaning = "the partner he is sent to",
                           .refers_to = "firms",
                           .required = true});
    visit(self.after_contact,
          Field{"after_contact", "how long after first contact with the host he leaves", Unit::days,
                at_least(0), seed("A IV.3(4): 'early decision'; a quarter is assumed")});
    visit(self.duration,
          Field{"duration", "how long he stays", Unit::days, positive(), assumption("a year")});
    visit(self.medium, Field{.name = "medium",
                             .meaning = "how he meets his hosts (without travel)",
                             .provenance = assumption("face to face (model section 4)"),
                             .refers_to = "media"});
  }
};

using OccasionSpec = std::variant<SocialEventSpec, SecondmentSpec>;

}  // namespace nakodo::models

// Occasions as data: entries in the calendar of the world that change who knows or understands
// whom.
#pragma once

#include <array>
#include <span>
#include <string>
#include <string_view>
#include <variant>

#include "models/fields.hpp"
#include "models/social_event_spec.hpp"

namespace nakodo::models {

/// Whether a seconded person is called home early.
enum class Recall { never, when_closed };

inline std::span<const std::string_view> enum_names(Recall) {
  static constexpr std::array<std::string_view, 2> names{"never", "when_closed"};
  return names;
}

/// Somebody is sent to live with the partner for a time (model section 4; seed A IV.3(4)).
struct SecondmentSpec {
  static constexpr std::string_view tag = "secondment";
  std::string firm;
  std::string person;
  std::string host;
  double after_contact = 90.0;
  double duration = 365.0;
  Recall recall = Recall::never;
  std::string medium = "visit";
  double cover = 0.0;
  double upkeep = 0.0;  // per day
  double fare = 0.0;

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
    visit(self.recall,
          Field{"recall",
                "whether he returns, or stays at home, as soon as no deal with the host is open",
                Unit::none, any(), assumption("never: he stays as long as was agreed")});
    visit(self.medium, Field{.name = "medium",
                             .meaning = "how he meets his hosts (without travel)",
                             .provenance = assumption("face to face (model section 4)"),
                             .refers_to = "media"});
    visit(self.cover,
          Field{"cover",
                "share of his work at home that the champion has to make up for, week by week, "
                "while a deal with the host is open",
                Unit::none, probability(),
                assumption("0: others make up for it; 1: his home calendar is lost (model section "
                           "4)")});
    visit(self.upkeep, Field{"upkeep", "cost of each day away while a deal with the host is open",
                             Unit::money, at_least(0), assumption("0: a cost to compare")});
    visit(self.fare, Field{"fare", "cost of the journey there and back", Unit::money, at_least(0),
                           assumption("0: a cost to compare")});
  }
};

using OccasionSpec = std::variant<SocialEventSpec, SecondmentSpec>;

}  // namespace nakodo::models

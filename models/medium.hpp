// A medium: what carries an encounter, what it costs and how well it bridges a distance (model
// section 2).
//
// A message takes effort of its sender, travels, and takes effort of its receiver. A meeting holds
// all participants at once, after the visitor has travelled. Fields that do not apply to a kind are
// ignored by it.
#pragma once

#include <array>
#include <span>
#include <string_view>

#include "models/distribution.hpp"

namespace nakodo::models {

enum class MediumKind { message, meeting };

inline std::span<const std::string_view> enum_names(MediumKind) {
  static constexpr std::array<std::string_view, 2> names{"message", "meeting"};
  return names;
}

struct Medium {
  MediumKind kind = MediumKind::message;
  double effort = 0.25;                         // person-days
  Duration latency = Exponential{.mean = 0.5};  // days
  double duration = 0.1;                        // days
  double travel = 0.0;                          // days
  double reach = 0.9;                           // ℓ, style distance
  double noticed = 0.5;                         // q
  double fare = 0.0;                            // money

  template <class Self, class Visit>
  static void visit_fields(Self& self, Visit&& visit) {
    constexpr auto starting = assumption("starting value of model section 7");
    visit(self.kind,
          Field{"kind", "message (letter, fax, e-mail) or meeting (call, visit)", Unit::none, any(),
                assumption("model section 2: a medium is one or the other")});
    visit(self.effort,
          Field{"effort", "work of the sender, and again of the receiver, on one message",
                Unit::person_days, at_least(0), starting});
    visit(self.latency,
          Field{"latency", "time a message travels", Unit::days, at_least(0), starting});
    visit(self.duration, Field{"duration", "time a meeting holds its participants", Unit::days,
                               at_least(0), starting});
    visit(self.travel, Field{"travel", "time the visitor travels to a meeting", Unit::days,
                             at_least(0), starting});
    visit(self.reach,
          Field{"reach", "ℓ: the style distance it bridges; understood with exp(−(κ·D/ℓ)²)",
                Unit::none, positive(),
                literature("media richness, Daft & Lengel 1986; values: model section 7")});
    visit(self.noticed,
          Field{"noticed", "q: probability that a misunderstanding is noticed at once", Unit::none,
                probability(), starting});
    visit(self.fare, Field{"fare", "cost of one trip of the visitor to a meeting", Unit::money,
                           at_least(0), assumption("0: a cost to compare, not a cause")});
  }
};

/// The media of 1986 and after (model section 7).
inline Named<Medium> default_media() {
  using enum MediumKind;
  Named<Medium> media;
  media.add("letter", {message, 0.25, Exponential{7.0}, 0.0, 0.0, 0.8, 0.4});
  media.add("fax", {message, 0.25, Exponential{0.5}, 0.0, 0.0, 0.9, 0.5});
  media.add("call", {meeting, 0.0, Constant{0.0}, 0.1, 0.0, 1.0, 0.7});
  media.add("visit", {meeting, 0.0, Constant{0.0}, 2.0, 2.0, 1.6, 0.9});
  media.add("email", {message, 0.1, Exponential{0.1}, 0.0, 0.0, 0.8, 0.5});
  return media;
}

}  // namespace nakodo::models

// Structure of an alliance: how complete its contract has to be, how clear its boundaries are, how
// much control is ceded, who owns what. Forms of alliance are presets of it (model section 1; seed
// A II.2).
#pragma once

#include <array>
#include <optional>
#include <span>
#include <string_view>

#include "models/fields.hpp"

namespace nakodo::models {

/// Forms of alliance (seed A, introduction and II.2: international corporate linkages, Auster
/// 1987).
enum class Form {
  unspecified,
  licence,
  cross_licence,
  outsourcing,
  cooperative_rd,
  co_production,
  oem,
  distribution,
  joint_venture
};

inline std::span<const std::string_view> enum_names(Form) {
  static constexpr std::array<std::string_view, 9> names{
      "unspecified",   "licence", "cross_licence", "outsourcing",  "cooperative_rd",
      "co_production", "oem",     "distribution",  "joint_venture"};
  return names;
}

struct Structure {
  double completeness = 0.0;  ///< least completeness of its contract, in [0, 1]
  double clarity = 0.5;       ///< b: clarity of boundaries, in [0, 1]
  double control = 0.0;       ///< control each side cedes, in [0, 1]
  double ownership = 0.0;     ///< s: share of ownership that ties the two, in [0, 1]
};

/// What is usual for a form. The order of the forms on each axis follows the seed (A II.2: licences
/// and exchanges are loose, a joint venture shares ownership and control); the numbers are assumed.
constexpr Structure usual_structure(Form form) {
  constexpr std::array<Structure, 9> usual{{
      {0.0, 0.5, 0.0, 0.0},  // unspecified
      {0.6, 0.9, 0.1, 0.0},  // licence
      {0.6, 0.8, 0.2, 0.0},  // cross-licence
      {0.5, 0.8, 0.2, 0.0},  // outsourcing
      {0.3, 0.3, 0.4, 0.0},  // co-operative R&D
      {0.5, 0.5, 0.4, 0.0},  // co-production
      {0.6, 0.8, 0.3, 0.0},  // OEM
      {0.5, 0.7, 0.3, 0.0},  // sales and distribution
      {0.7, 0.4, 0.7, 0.5},  // joint venture
  }};
  return usual[static_cast<std::size_t>(form)];
}

/// The alliance a project is after: a form, and what departs from it.
struct AllianceSpec {
  static constexpr bool short_form = true;  ///< alliance: licence
  Form form = Form::unspecified;
  std::optional<double> completeness;
  std::optional<double> clarity;
  std::optional<double> control;
  std::optional<double> ownership;

  Structure structure() const {
    const Structure usual = usual_structure(form);
    return {completeness.value_or(usual.completeness), clarity.value_or(usual.clarity),
            control.value_or(usual.control), ownership.value_or(usual.ownership)};
  }

  template <class Self, class Visit>
  static void visit_fields(Self& self, Visit&& visit) {
    constexpr auto preset = assumption("unset: usual for the form (models/structure.hpp)");
    visit(self.form,
          Field{"form", "form of the alliance: a preset of the structure below", Unit::none, any(),
                seed("A II.2; unspecified: no contract is asked for, no control ceded")});
    visit(self.completeness, Field{"completeness", "least completeness of its contract", Unit::none,
                                   probability(), preset});
    visit(self.clarity,
          Field{"clarity", "b: how clear the boundaries between the two are; reported at signing",
                Unit::none, probability(), preset});
    visit(self.control, Field{"control", "control that each side cedes; what is feared inside",
                              Unit::none, probability(), preset});
    visit(self.ownership,
          Field{"ownership", "s: share of ownership that ties the two; reported at signing",
                Unit::none, probability(), preset});
  }
};

}  // namespace nakodo::models

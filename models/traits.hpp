// Traits: what each firm of one entry of a scenario has of its attributes, in this run.
//
// Nothing is kept: a trait is read from the table of the firms, or else is what the entry says;
// what it says as a distribution is a pure function of the run and of the firm's place, drawn anew
// each time somebody asks.
#pragma once

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <optional>
#include <string_view>

#include "kernel/simulation.hpp"
#include "models/firm_spec.hpp"
#include "models/purpose.hpp"

namespace nakodo::models {

class Traits {
 public:
  /// @param entry its place among the firms of the scenario
  /// All must outlive the traits.
  Traits(const FirmSpec& firm, std::size_t entry, const kernel::Simulation& simulation)
      : firm_(firm), entry_(entry), simulation_(simulation) {}

  /// Number of employees, at least 1.  @param place of the firm in its population
  int employees(std::size_t place) const {
    if (const auto said = table() ? table()->employees(place) : std::nullopt) return *said;
    const double drawn = draw_attribute(firm_.employees, stream(of_employees, place));
    return static_cast<int>(std::lround(std::clamp(drawn, 1.0, 1.0 * most_employees)));
  }
  bool is_small(std::size_t place) const { return employees(place) <= small_firm_employees; }

  /// How visible it is, > 0; unless something else is said, as many employees as it has.
  double visibility(std::size_t place) const {
    if (const auto said = table() ? table()->visibility(place) : std::nullopt) return *said;
    if (!firm_.visibility) return employees(place);
    return std::max(draw_attribute(*firm_.visibility, stream(of_visibility, place)),
                    std::numeric_limits<double>::min());
  }

  /// Place on the organisational axis. Small firms resemble each other across nations, large ones
  /// are bureaucratic (seed A VI, second).
  double organisational(std::size_t place) const {
    if (const auto said = table() ? table()->organisational(place) : std::nullopt) return *said;
    if (!firm_.style.organisational) return is_small(place) ? 0.2 : 0.9;
    return draw_attribute(*firm_.style.organisational, stream(of_style, place));
  }

  /// How well the resource serves as it supplies it; none if the table says that it does not.
  /// @param supply the place of the resource among `supplies`; none if it is not there
  std::optional<double> fit(std::size_t place, std::string_view resource,
                            std::optional<std::size_t> supply) const {
    if (table())
      if (const auto* column = table()->supplies().find(resource)) return (*column)[place];
    if (!supply) return std::nullopt;
    return draw_attribute(firm_.supplies[*supply].second.fit, stream(of_fit + *supply, place));
  }

 private:
  static constexpr std::uint64_t of_employees = 0;
  static constexpr std::uint64_t of_visibility = 1;
  static constexpr std::uint64_t of_style = 2;
  static constexpr std::uint64_t of_fit = 3;  // and one for each resource

  const FirmTable* table() const { return firm_.from.table.get(); }
  kernel::RandomStream stream(std::uint64_t attribute, std::size_t place) const {
    const std::uint64_t entity = attribute << 48U | static_cast<std::uint64_t>(entry_) << 32U |
                                 static_cast<std::uint64_t>(place);
    return simulation_.stream(static_cast<std::uint32_t>(Purpose::firms), entity);
  }

  const FirmSpec& firm_;
  std::size_t entry_;
  const kernel::Simulation& simulation_;
};

}  // namespace nakodo::models

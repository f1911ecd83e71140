#pragma once
// The reference dyad of the model (section 8) as a scenario, what tests change about it, and how
// they read what came of it. Home wants `module`, far supplies it, dcl stands between them.

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "models/world.hpp"

namespace nakodo::tests {

using namespace nakodo::models;

inline constexpr std::uint64_t dyad_seed = 1986;

/// @param national distance between the communities; Osaka to Silicon Valley is 1.2
Scenario reference_dyad(double national = 1.2, Engagement engage = Never{});

FirmSpec& firm(Scenario& scenario, const std::string& name);
ProjectSpec& venture(Scenario& scenario);
IntermediarySpec& dcl(Scenario& scenario);
BureauSpec& bureau(Scenario& scenario, const std::string& name = "dcl");
Medium& fax(Scenario& scenario);
Medium& visit(Scenario& scenario);

/// Nothing is left to chance: everybody is alike, so that all is understood, a fax takes half a
/// day, all anchors are .4, and on one issue there is nothing to log-roll.
Scenario dyad_without_chance(Engagement engage = Never{});

/// Everybody assents as soon as he is asked, which takes no time.
void open_all_doors(Scenario& scenario);

/// Nobody walks away, whatever happens.
void make_everybody_forbearing(Scenario& scenario);

/// The first offer is accepted: whoever receives it has no reservation left.
void make_everybody_content(Scenario& scenario);

/// National distance at which a leg over a medium of this reach is understood with probability p.
double distance_for(double p, double reach);

/// Another intermediary like dcl, known to home, who is to be placed on a route.
IntermediarySpec& add_intermediary(Scenario& scenario, const std::string& name);

/// A neighbour of home has a project of his own with a partner like far: two clients of dcl.
void add_neighbour(Scenario& scenario);

/// A social event so many days after the start at which these meet.
void add_fair(Scenario& scenario, double day, std::vector<std::string> introduces);

DealOutcome only_deal(Scenario scenario, std::uint64_t replication = 0);

double at(const DealOutcome& deal, DealState state);
bool ended_by(const DealOutcome& deal, Cause cause);

std::vector<FactRow> facts_of(const World& world, Fact kind);
std::size_t count_of(const World& world, Fact kind);

PersonId contact(const World& world, const std::string& body);

/// Days until its only deal has its mandate.
double mandated_after(const Scenario& scenario);

/// Days that a deal searched until it ended.
double searched(const DealOutcome& deal);

/// Of the dyad without chance. Without relaxation a stance of .4 takes four visits to .6 (.4825,
/// .54025, .580675, .6064725), then a seal; in days:
inline constexpr int visits_each = 4;
inline constexpr double visited = 0.5 / 0.3;  // of the champion, and again of the stakeholder
inline constexpr double sealing = 0.25 / 0.3;
/// Writing, travelling, reading and a day of screening; in days.
inline constexpr double probe = 0.25 / 0.3 + 0.5 + 0.25 / 0.3 + 1.0 / 0.3;

/// Equal up to rounding of a few hundred sums.
bool same(double a, double b);

/// Equal bit for bit; not reached equals not reached.
bool same_bits(double a, double b);

/// Everything a deal reports, the number of the intermediary apart.
bool same_deal(const DealOutcome& a, const DealOutcome& b);

}  // namespace nakodo::tests

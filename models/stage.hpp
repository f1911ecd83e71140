// The stage on which the processes of a run act: clock, calendars, people, bonds, trace.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <span>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>

#include "kernel/calendar.hpp"
#include "kernel/region.hpp"
#include "kernel/simulation.hpp"
#include "models/bonds.hpp"
#include "models/cast.hpp"
#include "models/clientele.hpp"
#include "models/decay.hpp"
#include "models/outlook.hpp"
#include "models/purpose.hpp"
#include "models/recommendations.hpp"
#include "models/scenario.hpp"
#include "models/trace.hpp"

namespace nakodo::models {

struct Stage {
  /// The scenario must outlive the stage.
  explicit Stage(const Scenario& the_scenario)
      : scenario(the_scenario),
        calendars(simulation),
        cast(the_scenario, calendars, simulation),
        outlooks(cast),
        trace(simulation),
        relaxation(the_scenario.persuasion.relaxation),
        forgetting(the_scenario.trust.forgetting),
        face_to_face(medium(the_scenario.persuasion.medium)) {}
  Stage(const Stage&) = delete;
  Stage& operator=(const Stage&) = delete;

  void reset(std::uint64_t seed, std::uint64_t replication, TraceLevel level,
             kernel::Draws draws = kernel::Draws::plain) {
    simulation.reset(seed, replication, draws);
    calendars.reset();
    // Beyond the streams of deals, before those of probes.
    cast.reset([this](std::uint64_t number) {
      return stream(Purpose::search, (std::uint64_t{1} << 32U) + number);
    });
    bonds.clear();
    clientele.reset(cast.persons().size());
    recommendations.clear();
    trace.reset(level);
    if (trace.wants_stocks())
      calendars.observe(*this);
    else
      calendars.observe_no_more();
  }

  /// Somebody's in-tray has changed; told only while stocks are traced.
  void in_tray_changed(kernel::CalendarId calendar, std::size_t, double days_waiting) {
    trace.stock(Stock::backlog, cast.owner(calendar), {}, {}, days_waiting);
  }

  double now() const { return simulation.now(); }

  /// The medium of this name; throws std::invalid_argument if there is none.
  MediumId medium(std::string_view name) const {
    if (const auto found = scenario.media.index(name)) return make_id<MediumId>(*found);
    throw std::invalid_argument("there is no medium '" + std::string(name) + "'");
  }
  const Medium& operator[](MediumId id) const { return scenario.media[id.index()].second; }

  /// The run has one deal more; its number.
  DealId next_deal() {
    ++open_deals;
    return make_id<DealId>(deals++);
  }
  /// A deal of the run was closed; with the last one there is nothing left to happen.
  void deal_was_closed() {
    if (--open_deals == 0) simulation.stop();
  }

  template <class Entity>
  kernel::RandomStream stream(Purpose purpose, Entity entity) const {
    return simulation.stream(static_cast<std::uint32_t>(purpose),
                             static_cast<std::uint64_t>(entity));
  }

  /// How long a piece of work of so many person-days takes this person, in days.
  double days_of_work(PersonId person, double person_days) const {
    return days_of_work(cast[person], person_days);
  }
  static double days_of_work(const Person& person, double person_days) {
    return person_days / person.availability;
  }

  /// Puts work into somebody's in-tray; `on_end` is called when it is done.
  template <class F>
  kernel::BookingId work(PersonId person, double days, Work kind, F on_end) {
    return work(cast[person], days, kind, on_end);
  }
  template <class F>
  kernel::BookingId work(const Person& person, double days, Work kind, F on_end) {
    return calendars.book(person.calendar, days, on_end, person.rank(kind));
  }

  /// Who of these, at least one, has fewest pieces of work before him, the one in hand included; of
  /// several the first.
  PersonId least_occupied(std::span<const PersonId> staff) const {
    const auto pieces = [this](PersonId person) {
      const kernel::CalendarId calendar = cast[person].calendar;
      return calendars.waiting(calendar) + (calendars.busy(calendar) ? 1U : 0U);
    };
    return *std::min_element(staff.begin(), staff.end(),
                             [&](PersonId a, PersonId b) { return pieces(a) < pieces(b); });
  }

  /// Two persons become aware of each other, each with the trust his firm has in strangers.
  BondId introduce(PersonId a, PersonId b) {
    return bonds.introduce(a, b, trust_propensity(a), trust_propensity(b));
  }

  /// The contacts of two bodies become aware of each other; the bodies need not have been met.
  BondId introduce(BodyId a, BodyId b) {
    return bonds.introduce(cast.contact(a), cast.contact(b), trust_propensity(a),
                           trust_propensity(b));
  }

  /// Trust of one person in another; of strangers their propensity.
  double trust(PersonId in_whose_eyes, PersonId whom) const {
    const BondId bond = bonds.find(in_whose_eyes, whom);
    if (!bond.some()) return trust_propensity(in_whose_eyes);
    return bonds.evidence(bond, in_whose_eyes)
        .trust(now(), forgetting, scenario.trust.prior_weight);
  }

  double trust_propensity(PersonId person) const { return trust_propensity(cast[person].body); }
  double trust_propensity(BodyId body) const {
    const FirmSpec* firm = cast.firm(body);
    return firm != nullptr ? firm->trust_propensity : 0.5;  // an intermediary is nobody's partner
  }

  const Scenario& scenario;
  kernel::Region region;  // of projects and what is theirs
  kernel::Simulation simulation;
  kernel::Calendars calendars;
  Cast cast;
  Outlooks outlooks;
  Bonds bonds;
  Clientele clientele;
  Recommendations recommendations;
  Trace trace;
  Decay relaxation;       // of stances
  Decay forgetting;       // of evidence
  MediumId face_to_face;  // how a champion visits stakeholders
  std::size_t deals = 0;  // in this run
  std::size_t open_deals = 0;
};

}  // namespace nakodo::models

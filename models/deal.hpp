// Deal: one needed resource, one partner; from being conceived to being signed or dropped (model
// section 4).
//
//   state             event                          next
//   conceived         assent_was_given (initiator)   mandated, searching at once
//   searching         a partner is known or met      the pitch
//   searching         no_occasion_is_left            dropped: search
//   (pitching)        encounter_was_held             contacted
//   contacted         assent_was_given (partner)     counter_mandated, dialogue at once
//   dialogue          encounter_was_held             the next requirement; with none open:
//   bargaining bargaining        encounter_was_held             accepted: sealing; rejected: a
//   counter-offer bargaining        the limit runs out             dropped: no_agreement sealing
//   assent_was_given (acceptor)    the other party's round sealing           assent_was_given
//   (other)       settling what has surfaced, then signed any open          assent_was_refused
//   dropped: veto any open          relation broken                dropped: patience or trust any
//   open          horizon_was_reached            stays where it is: horizon (censored)
#pragma once

#include <string_view>

#include "models/assent_round.hpp"
#include "models/bargaining.hpp"
#include "models/dialogue.hpp"
#include "models/encounter.hpp"
#include "models/inside.hpp"
#include "models/outcome.hpp"
#include "models/party.hpp"
#include "models/relation.hpp"
#include "models/stage.hpp"

namespace nakodo::models {

class Project;

class Deal {
 public:
  Deal(Stage& stage, Project& project, DealId id, ResourceId resource,
       std::string_view resource_name);
  Deal(const Deal&) = delete;
  Deal& operator=(const Deal&) = delete;

  /// Forgets the previous run.
  void reset();
  /// The run begins.
  void conceive() { enter(DealState::conceived); }
  /// The champion sets out to win his own house.
  void begin();

  // What its own processes report.
  void assent_was_given(Party party);
  void assent_was_refused() { drop(Cause::veto); }
  void encounter_was_held();
  void clarification_was_needed(PersonId receiver);
  void visited() { ++outcome_.visits; }
  /// Somebody was held by this deal for so many days of his calendar.
  void worked(PersonId person, double days);
  /// Somebody has travelled for this deal, or lives away for it.
  /// @param money fare or upkeep; a go-between's own are the initiator's
  void travelled(PersonId person, double money);

  // What happened outside.
  void firm_was_met(BodyId firm, MediumId medium);
  void no_occasion_is_left();
  void go_between_was_engaged(double fee);
  void go_between_was_disengaged();
  void retainer_was_due(double money) { outcome_.fees += money; }
  void horizon_was_reached();
  /// The run is over: what is being worked on is charged as far as it has come.
  void charge_work_in_hand();

  DealId id() const { return id_; }
  bool open() const { return open_; }
  DealState state() const { return outcome_.state; }
  BodyId partner() const { return outcome_.partner; }
  const DealOutcome& outcome() const { return outcome_; }
  double merit(Party party) const;
  double worst_frustration() const { return relation_.worst_frustration(); }
  bool are_the_champions(PersonId a, PersonId b) const;

 private:
  void enter(DealState state);
  void look_for_partner();
  void find_partner(BodyId firm);
  void pitch(MediumId medium, bool travels);
  void talk();
  void bargain();
  void judge_offer();
  void settle();
  void sign();
  void drop(Cause cause);
  void end(Cause cause);
  void speak(Party speaker, Topic topic);
  void explain();
  void on_surprise(PersonId from, PersonId to, double since);
  /// News of this deal reaches the stakeholders of both parties.
  void spread(double news);
  void relation_was_strained();
  PersonId champion(Party party) const;
  /// Serves what the project needs, or nullptr.
  const SupplySpec* supply_of(BodyId firm) const;

  Stage& stage_;
  Project& project_;
  DealId id_;
  std::string_view resource_;
  DealOutcome outcome_;
  bool open_ = false;
  double fit_ = 0.0;
  Relation relation_;
  Inside initiator_inside_;
  Inside partner_inside_;
  AssentRound initiator_round_;
  AssentRound partner_round_;
  Encounter encounter_;
  Dialogue dialogue_;
  Bargaining bargaining_;
  bool acceptor_has_assented_ = false;
  kernel::EventId limit_;
};

}  // namespace nakodo::models

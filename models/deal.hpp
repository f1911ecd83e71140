// Deal: one needed resource, one partner; from being conceived to being signed or dropped (model
// section 4).
//
//   state             event                          next
//   conceived         assent_was_given (initiator)   mandated, searching at once
//   searching         partner_was_found              the pitch (search.hpp)
//   searching         nobody_was_found               dropped: search
//   (pitching)        encounter_was_held             contacted
//   contacted         the two settle on the spot     counter_mandated, dialogue at once
//   contacted         on_back_home                   the partner's round begins; after a
//                                                    social event it may wait (meeting.hpp)
//   contacted         assent_was_given (partner)     counter_mandated, dialogue at once
//   dialogue          encounter_was_held             the next requirement; with none open:
//                                                    bargaining
//   bargaining        an offer is accepted           sealing (closing.hpp)
//   bargaining        the limit runs out             dropped: no_agreement
//   sealing           all is written and assented    signed
//   any open          assent_was_refused             dropped: veto
//   any open          relation broken                dropped: patience or trust
//   any open          horizon_was_reached            stays where it is: horizon (censored)
#pragma once

#include "models/assent_round.hpp"
#include "models/closing.hpp"
#include "models/dialogue.hpp"
#include "models/encounter.hpp"
#include "models/inside.hpp"
#include "models/ledger.hpp"
#include "models/meeting.hpp"
#include "models/outcome.hpp"
#include "models/party.hpp"
#include "models/perceived_fit.hpp"
#include "models/relation.hpp"
#include "models/stage.hpp"

namespace nakodo::models {

class Need;
class Project;

class Deal final : public EncounterHolder {
 public:
  Deal(Stage& stage, Project& project, Need& need);
  Deal(const Deal&) = delete;
  Deal& operator=(const Deal&) = delete;

  /// Forgets the previous run.
  /// @param id number within the run
  void reset(DealId id);
  /// The run begins.
  void conceive() { enter(DealState::conceived); }
  /// The champion sets out to win his own house.
  void begin();
  /// It is conceived in place of a deal of the same need that was dropped, mandated like it.
  void follow(const Deal& dropped, DealId id);
  void was_followed() { outcome_.followed = true; }

  // What its own processes report.
  void assent_was_given(Party party);
  void assent_was_refused() { drop(Cause::veto); }
  void partner_was_found(BodyId firm, const Meeting& meeting);
  void nobody_was_found() { drop(Cause::search); }
  void encounter_was_held() override;
  void clarification_was_needed(PersonId receiver) override;
  void firm_was_probed() { ++outcome_.probes; }
  void application_was_made() { ++outcome_.applications; }
  /// A misunderstanding in search was noticed: the two are no parties yet, and nobody minds.
  void question_was_unclear() { ++outcome_.clarifications; }
  void visited() { ++outcome_.visits; }
  /// Somebody of this party who objected was so afraid of losing control.
  void fear_was_shown(Party party, double fear) {
    (party == Party::initiator ? partner_inside_ : initiator_inside_).feared_by_the_partner(fear);
  }
  void offer_was_made() { ++outcome_.offers; }
  void mandate_was_too_narrow() { ++outcome_.mandate_rounds; }
  /// Somebody was held by this deal for so many days of his calendar.
  void worked(PersonId person, double days) { worked(stage_.cast[person], days); }
  void worked(const Person& who, double days);
  /// Somebody has travelled for this deal, or lives away for it.
  /// @param money fare or upkeep; a go-between's own are the initiator's
  void travelled(PersonId person, double money);

  // What its closing asks for.
  void enter(DealState state);
  void speak(Party speaker, Topic topic);
  void explain();
  void seek_assent(Party party);
  void relation_was_strained();
  void drop(Cause cause);
  void sign();

  // What happened outside.
  void go_between_was_engaged(double fee);
  /// The go-between has left.
  void go_between_was_disengaged() { channel_has_changed(); }
  void retainer_was_due(double money) { ledger_.fee_was_paid(money); }
  void horizon_was_reached();
  /// The run is over: what is being worked on is charged as far as it has come.
  void charge_work_in_hand();

  /// Something of it is expected to happen: fetches what is looked at whatever that is.
  void expect() const;

  DealId id() const { return id_; }
  bool open() const { return open_; }
  bool wants_a_partner() const { return open_ && !partner().some(); }
  DealState state() const { return outcome_.state; }
  BodyId partner() const { return outcome_.partner; }
  const DealOutcome& outcome() const { return outcome_; }
  Need& need() { return need_; }
  /// Merit of the deal in the eyes of somebody inside with this fear of losing control.
  double merit(Party party, double fear) const;
  const Ledger& ledger() const { return ledger_; }
  PersonId champion(Party party) const;
  double worst_frustration() const { return relation_.worst_frustration(); }
  bool are_the_champions(PersonId a, PersonId b) const;
  const Structure& structure() const { return structure_; }

 private:
  /// Everybody who has to assent judges how well the partner serves.
  void judge_fit();
  void report_perceived_fit();
  /// Fit as this party perceives it; before the partner is known, what is hoped for.
  double perceived_fit(Party party) const;
  /// What the two champions' acquaintance adds inside.
  double rapport() const;
  void channel_has_changed();
  void pitch();
  void pitch_was_made();
  void on_back_home();
  void talk();
  void end(Cause cause);
  void on_surprise(PersonId from, PersonId to, double since);
  /// News of this deal reaches the stakeholders of both parties.
  void spread(double news);
  /// On whose side of this deal somebody works: an intermediary's people stand between the parties,
  /// those of a firm that is asked whether it might be the partner are on its side.
  Side side_of(const Person& person) const;

  Stage& stage_;
  Project& project_;
  Need& need_;
  DealId id_;
  bool open_ = false;
  Ledger ledger_;  // next to what every event looks at
  DealOutcome outcome_;
  Structure structure_;
  Meeting meeting_;  // with the partner
  kernel::EventId way_home_;
  Each<PerceivedFit> perceived_;
  Relation relation_;
  Inside initiator_inside_;
  Inside partner_inside_;
  AssentRound initiator_round_;
  AssentRound partner_round_;
  Encounter encounter_;
  Dialogue dialogue_;
  Closing closing_;
};

}  // namespace nakodo::models

#include "models/deal.hpp"

#include <algorithm>

#include "kernel/prefetch.hpp"
#include "models/project.hpp"

namespace nakodo::models {

Deal::Deal(Stage& stage, Project& project, Need& need)
    : stage_(stage),
      project_(project),
      need_(need),
      structure_(project.spec().alliance.structure()),
      relation_(stage),
      initiator_inside_(stage),
      partner_inside_(stage),
      initiator_round_(stage, *this, Party::initiator, initiator_inside_),
      partner_round_(stage, *this, Party::partner, partner_inside_),
      encounter_(stage, *this),
      closing_(stage, *this, relation_, dialogue_) {
  outcome_.project = project.id();
  outcome_.resource = need.resource();
  outcome_.initiator = project.firm();
}

void Deal::reset(DealId id) {
  id_ = id;
  DealOutcome fresh;
  fresh.project = outcome_.project;
  fresh.resource = outcome_.resource;
  fresh.initiator = outcome_.initiator;
  fresh.reached.fill(not_reached);
  outcome_ = fresh;
  ledger_ = {};
  way_home_ = {};

  open_ = true;
  const auto entity = static_cast<std::uint64_t>(id_.value);
  relation_.reset(id_);
  initiator_inside_.begin(id_, project_.firm());
  outcome_.alignment_points = static_cast<std::int32_t>(initiator_inside_.size());
  partner_inside_.leave();
  initiator_round_.reset(entity);
  partner_round_.reset(entity);
  encounter_.reset(entity, *this);
  dialogue_.reset(stage_.scenario.dialogue.requirements);
  closing_.reset(entity);
}

void Deal::expect() const {
  kernel::prefetch(this, 4 * kernel::cache_line);
  kernel::prefetch(&outcome_.partner);
  kernel::prefetch(&outcome_.probes);
}

void Deal::begin() { initiator_round_.begin(); }

void Deal::follow(const Deal& dropped, DealId id) {
  reset(id);
  outcome_.attempt = dropped.outcome_.attempt + 1;
  if (project_.channel().engaged()) outcome_.intermediary = project_.channel().intermediary();
  initiator_inside_.take_over(dropped.initiator_inside_);
  for (const DealState state : {DealState::conceived, DealState::mandated, DealState::searching})
    enter(state);
}

// --- Inside
// -----------------------------------------------------------------------------------------------------

void Deal::assent_was_given(Party party) {
  switch (outcome_.state) {
    case DealState::conceived:
      enter(DealState::mandated);
      enter(DealState::searching);
      return need_.search().begin();
    case DealState::contacted:
      enter(DealState::counter_mandated);
      enter(DealState::dialogue);
      return talk();
    default:  // bargaining, sealing
      return closing_.assent_was_given(party);
  }
}

void Deal::seek_assent(Party party) {
  (party == Party::initiator ? initiator_round_ : partner_round_).begin();
}

double Deal::merit(Party party, double fear) const {
  const double trust =
      partner().some() ? relation_.trust(party) : stage_.trust_propensity(champion(party));
  return models::merit(perceived_fit(party), trust, project_.channel().endorsement() + rapport(),
                       fear * structure().control);
}

double Deal::perceived_fit(Party party) const {
  return partner().some() ? perceived_[party].value(project_.channel().analysis())
                          : project_.spec().hoped_fit;
}

double Deal::rapport() const {
  const PersuasionParameters& parameters = stage_.scenario.persuasion;
  if (parameters.rapport == 0.0 || !partner().some()) return 0.0;
  const BondId bond = stage_.bonds.find(champion(Party::initiator), champion(Party::partner));
  return rapport_gained(parameters, stage_.bonds[bond].familiarity);
}

// --- Finding the partner
// ----------------------------------------------------------------------------------------

void Deal::partner_was_found(BodyId firm, const Meeting& meeting) {
  stage_.cast.hire(firm);
  meeting_ = meeting;
  outcome_.partner = firm;
  outcome_.occasion = meeting.occasion;
  relation_.begin(champion(Party::initiator), champion(Party::partner));
  relation_.set_shield(project_.channel().shield());
  partner_inside_.begin(id_, firm);
  outcome_.alignment_points =
      static_cast<std::int32_t>(initiator_inside_.size() + partner_inside_.size());
  judge_fit();
  pitch();
}

void Deal::judge_fit() {
  outcome_.fit = stage_.cast.best_fit(partner(), need_.any_of()).value();
  // What was judged at an occasion is what those inside are told.
  const bool judged = meeting_.noise.has_value();
  const double noise = judged ? *meeting_.noise : stage_.scenario.persuasion.fit_noise;
  for (const Party party : both_parties) {
    double z = judged ? meeting_.error : 0.0;
    if (noise > 0.0 && !(judged && party == Party::initiator)) {
      // Beyond the streams of persons, their fears and the rounds of their firms' first units.
      const std::uint64_t judgement = (std::uint64_t{1} << 34U) +
                                      2 * static_cast<std::uint64_t>(id_.value) +
                                      static_cast<std::uint64_t>(party);
      auto random = stage_.stream(Purpose::inside, judgement);
      z = random.normal(0.0, 1.0);
    }
    const Inside& inside = party == Party::initiator ? initiator_inside_ : partner_inside_;
    perceived_[party].judge(outcome_.fit, noise, z, judged ? 1 : inside.size());
  }
  report_perceived_fit();
}

void Deal::report_perceived_fit() {
  outcome_.perceived_fit_initiator = perceived_fit(Party::initiator);
  outcome_.perceived_fit_partner = perceived_fit(Party::partner);
}

void Deal::pitch() {
  Encounter::Terms terms{.topic = Topic::persuade,
                         .medium = meeting_.medium,
                         .via = {},
                         .shrinkage = 1.0,
                         .travels = meeting_.travels};
  if (meeting_.travels) terms.via = project_.channel().route(id_);
  ++outcome_.encounters;
  encounter_.begin(champion(Party::initiator), champion(Party::partner), terms);
}

void Deal::pitch_was_made() {
  enter(DealState::contacted);
  project_.partner_was_contacted(*this);
  if (meeting_.settles) {
    stage_.trace.fact(Fact::settled, project_.champion(), champion(Party::partner), id_,
                      meeting_.occasion.value);
    return assent_was_given(Party::partner);
  }
  if (meeting_.round_trip <= 0.0) return on_back_home();
  way_home_ = stage_.simulation.schedule_after(meeting_.round_trip, [this] { on_back_home(); });
}

void Deal::on_back_home() { partner_round_.begin(); }

// --- Between the parties
// ----------------------------------------------------------------------------------------

void Deal::encounter_was_held() {
  const Party speaker =
      stage_.cast[encounter_.from()].body == project_.firm() ? Party::initiator : Party::partner;
  relation_.waited(speaker, stage_.now() - encounter_.begun());
  if (encounter_.misunderstood()) {
    stage_.simulation.schedule_after(encounter_.time_to_surface(),
                                     [this, from = encounter_.from(), to = encounter_.to(),
                                      since = stage_.now()] { on_surprise(from, to, since); });
  } else {
    relation_.understood();
    spread(0.5 * stage_.scenario.persuasion.news);
  }
  relation_was_strained();
  if (!open_) return;
  switch (outcome_.state) {
    case DealState::searching:
      return pitch_was_made();
    case DealState::dialogue:
      return talk();
    default:  // bargaining, sealing
      return closing_.encounter_was_held();
  }
}

void Deal::clarification_was_needed(PersonId receiver) {
  ++outcome_.clarifications;
  const BodyId body = stage_.cast[receiver].body;
  if (body == project_.firm())
    relation_.clarified(Party::initiator);
  else if (body == partner())
    relation_.clarified(Party::partner);
  else
    relation_.clarified(std::nullopt);
  relation_was_strained();
}

void Deal::on_surprise(PersonId from, PersonId to, double since) {
  if (!open_) return;
  ++outcome_.surprises;
  stage_.trace.fact(Fact::surprise, from, to, id_, stage_.now() - since);
  dialogue_.misunderstanding_surfaced();
  relation_.surprised();
  spread(-stage_.scenario.persuasion.news);
  relation_was_strained();
}

void Deal::talk() { return dialogue_.anything_open() ? explain() : closing_.begin(); }

void Deal::explain() {
  const Topic topic = dialogue_.next_topic();
  dialogue_.explained();
  speak(dialogue_.take_turn(), topic);
}

void Deal::speak(Party speaker, Topic topic) {
  Each<PersonId> who{{champion(Party::initiator), champion(Party::partner)}};
  const Route route = project_.channel().route(id_);
  Encounter::Terms terms{.topic = topic,
                         .medium = project_.medium(topic),
                         .via = speaker == Party::initiator ? route : route.reversed(),
                         .shrinkage = 1.0,
                         .travels = true};
  const Secondment* secondment =
      topic == Topic::offer ? nullptr : project_.secondment_at(partner());
  if (secondment != nullptr) {
    who[Party::initiator] = secondment->person();
    terms.medium = secondment->medium();
    terms.via = {};
    terms.shrinkage = secondment->shrinkage();
    terms.travels = false;
  }
  ++outcome_.encounters;
  encounter_.begin(who[speaker], who[other(speaker)], terms);
}

void Deal::spread(double news) {
  initiator_inside_.hear(news);
  partner_inside_.hear(news);
}

void Deal::relation_was_strained() {
  if (!open_) return;
  project_.channel().frustration_changed(id_, relation_.worst_frustration());
  if (const auto cause = relation_.broken()) drop(*cause);
}

// --- The channel and the end
// ------------------------------------------------------------------------------------

void Deal::go_between_was_engaged(double fee) {
  if (!open_) return;
  outcome_.intermediary = project_.channel().intermediary();
  ledger_.fee_was_paid(fee);
  channel_has_changed();
}

void Deal::channel_has_changed() {
  relation_.set_shield(project_.channel().shield());
  if (partner().some()) report_perceived_fit();
}

void Deal::travelled(PersonId person, double money) {
  // The initiator pays for the trips of his go-between.
  const bool of_partner = side_of(stage_.cast[person]) == Side::partner;
  ledger_.travelled(of_partner ? Side::partner : Side::initiator, money);
}

void Deal::worked(const Person& who, double days) {
  ledger_.worked(side_of(who), days * who.availability);
}

void Deal::enter(DealState state) {
  outcome_.state = state;
  ledger_.state_was_entered(state);
  outcome_.reached[static_cast<std::size_t>(state)] = stage_.now();
  stage_.trace.fact(Fact::state, project_.champion(),
                    partner().some() ? champion(Party::partner) : PersonId{}, id_,
                    static_cast<double>(state));
}

void Deal::sign() {
  enter(DealState::signed_);
  closing_.report(outcome_);
  outcome_.trust_initiator = relation_.trust(Party::initiator);
  outcome_.trust_partner = relation_.trust(Party::partner);
  outcome_.clarity = structure().clarity;
  outcome_.control = structure().control;
  outcome_.ownership = structure().ownership;
  const ProjectSpec& wanted = project_.spec();
  outcome_.rework = wanted.rework * std::max(0.0, wanted.required_fit - outcome_.fit);
  need_.search().abandon();
  open_ = false;
  project_.deal_was_closed(*this);
}

void Deal::drop(Cause cause) {
  outcome_.state = DealState::dropped;
  if (!need_.would_go_on(*this)) need_.search().abandon();
  stage_.simulation.cancel(way_home_);
  closing_.abandon();
  initiator_round_.abandon();
  partner_round_.abandon();
  encounter_.abandon();
  end(cause);
}

void Deal::horizon_was_reached() {
  if (open_) end(Cause::horizon);
}

void Deal::charge_work_in_hand() {
  initiator_round_.charge_work_in_hand();
  partner_round_.charge_work_in_hand();
  encounter_.charge_work_in_hand();
  ledger_.report(outcome_);
}

void Deal::end(Cause cause) {
  outcome_.cause = static_cast<int>(cause);
  outcome_.t_ended = stage_.now();
  stage_.trace.fact(Fact::ended, project_.champion(),
                    partner().some() ? champion(Party::partner) : PersonId{}, id_, outcome_.cause);
  open_ = false;
  project_.deal_was_closed(*this);
}

// --- Who is who
// -------------------------------------------------------------------------------------------------

PersonId Deal::champion(Party party) const {
  return party == Party::initiator ? project_.champion() : stage_.cast.contact(partner());
}

Side Deal::side_of(const Person& person) const {
  if (person.stands_between()) return Side::intermediary;
  return person.body == outcome_.initiator ? Side::initiator : Side::partner;
}

bool Deal::are_the_champions(PersonId a, PersonId b) const {
  if (!partner().some()) return false;
  const PersonId initiator = champion(Party::initiator);
  const PersonId partner = champion(Party::partner);
  return (a == initiator && b == partner) || (a == partner && b == initiator);
}

}  // namespace nakodo::models

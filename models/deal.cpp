#include "models/deal.hpp"

#include "models/project.hpp"

namespace nakodo::models {

Deal::Deal(Stage& stage, Project& project, DealId id, ResourceId resource,
           std::string_view resource_name)
    : stage_(stage),
      project_(project),
      id_(id),
      resource_(resource_name),
      relation_(stage),
      initiator_inside_(stage),
      partner_inside_(stage),
      initiator_round_(stage, *this, Party::initiator, initiator_inside_),
      partner_round_(stage, *this, Party::partner, partner_inside_),
      encounter_(stage, *this),
      bargaining_(stage) {
  outcome_.project = project.id();
  outcome_.resource = resource;
  outcome_.initiator = project.firm();
}

void Deal::reset() {
  DealOutcome fresh;
  fresh.project = outcome_.project;
  fresh.resource = outcome_.resource;
  fresh.initiator = outcome_.initiator;
  fresh.reached.fill(not_reached);
  outcome_ = fresh;

  open_ = true;
  fit_ = project_.spec().hoped_fit;
  acceptor_has_assented_ = false;
  limit_ = {};
  const auto entity = static_cast<std::uint64_t>(id_.value);
  relation_.reset(id_);
  initiator_inside_.begin(id_, project_.firm());
  partner_inside_.leave();
  initiator_round_.reset(entity);
  partner_round_.reset(entity);
  encounter_.reset(entity);
  dialogue_.reset(stage_.scenario.dialogue.requirements);
  bargaining_.reset(entity);
}

void Deal::begin() { initiator_round_.begin(); }

// --- Inside
// -----------------------------------------------------------------------------------------------------

void Deal::assent_was_given(Party party) {
  switch (outcome_.state) {
    case DealState::conceived:
      enter(DealState::mandated);
      return look_for_partner();
    case DealState::contacted:
      enter(DealState::counter_mandated);
      enter(DealState::dialogue);
      return talk();
    default:  // sealing
      if (acceptor_has_assented_) return settle();
      acceptor_has_assented_ = true;
      return (other(party) == Party::initiator ? initiator_round_ : partner_round_).begin();
  }
}

double Deal::merit(Party party) const {
  const double trust =
      partner().some() ? relation_.trust(party) : stage_.trust_propensity(champion(party));
  return models::merit(fit_, trust, project_.channel().endorsement());
}

// --- Finding the partner
// ----------------------------------------------------------------------------------------

void Deal::look_for_partner() {
  enter(DealState::searching);
  for (const Body& body : stage_.cast.bodies()) {
    if (supply_of(body.id) == nullptr || !stage_.bonds.aware(project_.champion(), body.contact()))
      continue;
    find_partner(body.id);
    return pitch(project_.medium(Topic::persuade), true);
  }
  if (!project_.expects_an_occasion()) drop(Cause::search);
}

void Deal::firm_was_met(BodyId firm, MediumId medium) {
  if (!open_ || state() != DealState::searching || partner().some() || supply_of(firm) == nullptr)
    return;
  find_partner(firm);
  pitch(medium, false);
}

void Deal::no_occasion_is_left() {
  if (open_ && state() == DealState::searching && !partner().some()) drop(Cause::search);
}

void Deal::find_partner(BodyId firm) {
  outcome_.partner = firm;
  outcome_.fit = fit_ = supply_of(firm)->fit;
  relation_.begin(champion(Party::initiator), champion(Party::partner));
  relation_.set_shield(project_.channel().shield());
  partner_inside_.begin(id_, firm);
}

void Deal::pitch(MediumId medium, bool travels) {
  Encounter::Terms terms{
      .topic = Topic::persuade, .medium = medium, .via = {}, .shrinkage = 1.0, .travels = travels};
  if (travels) terms.via = project_.channel().route(id_);
  ++outcome_.encounters;
  encounter_.begin(champion(Party::initiator), champion(Party::partner), terms);
}

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
      enter(DealState::contacted);
      project_.partner_was_contacted(*this);
      return partner_round_.begin();
    case DealState::dialogue:
      return talk();
    case DealState::bargaining:
      return judge_offer();
    default:  // sealing
      return settle();
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

void Deal::talk() {
  if (!dialogue_.anything_open()) {
    enter(DealState::bargaining);
    bargaining_.begin();
    limit_ = stage_.simulation.schedule_after(stage_.scenario.bargaining.limit,
                                              [this] { drop(Cause::no_agreement); });
    return bargain();
  }
  explain();
}

void Deal::explain() {
  const Topic topic = dialogue_.next_topic();
  dialogue_.explained();
  speak(dialogue_.take_turn(), topic);
}

void Deal::bargain() {
  const Party maker = dialogue_.take_turn();
  bargaining_.make_offer(maker, relation_.trust(maker));
  ++outcome_.offers;
  stage_.trace.fact(Fact::offer, champion(maker), champion(other(maker)), id_,
                    bargaining_.utility(other(maker)));
  speak(maker, Topic::offer);
}

void Deal::judge_offer() {
  const Party maker = bargaining_.maker();
  const Party receiver = other(maker);
  const double wanted = bargaining_.aspiration_now(relation_.trust(receiver));
  const bool accepted = bargaining_.utility(receiver) >= wanted;
  stage_.trace.fact(accepted ? Fact::accepted : Fact::rejected, champion(receiver), champion(maker),
                    id_, wanted);
  if (!accepted) {
    relation_.rejected(receiver);
    relation_was_strained();
    if (open_) bargain();
    return;
  }
  stage_.simulation.cancel(limit_);
  enter(DealState::sealing);
  (receiver == Party::initiator ? initiator_round_ : partner_round_).begin();
}

void Deal::settle() { return dialogue_.anything_open() ? explain() : sign(); }

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
  outcome_.fees += fee;
  relation_.set_shield(project_.channel().shield());
}

void Deal::go_between_was_disengaged() { relation_.set_shield(project_.channel().shield()); }

void Deal::travelled(PersonId person, double money) {
  const bool of_partner = stage_.cast[person].body == partner();
  (of_partner ? outcome_.travel_partner : outcome_.travel_initiator) += money;
}

void Deal::worked(PersonId person, double days) {
  const Person& who = stage_.cast[person];
  const double person_days = days * who.availability;
  if (who.body == project_.firm())
    outcome_.person_days_initiator += person_days;
  else if (who.body == partner())
    outcome_.person_days_partner += person_days;
}

void Deal::enter(DealState state) {
  outcome_.state = state;
  outcome_.reached[static_cast<std::size_t>(state)] = stage_.now();
  stage_.trace.fact(Fact::state, project_.champion(),
                    partner().some() ? champion(Party::partner) : PersonId{}, id_,
                    static_cast<double>(state));
}

void Deal::sign() {
  enter(DealState::signed_);
  outcome_.utility_initiator = bargaining_.utility(Party::initiator);
  outcome_.utility_partner = bargaining_.utility(Party::partner);
  outcome_.trust_initiator = relation_.trust(Party::initiator);
  outcome_.trust_partner = relation_.trust(Party::partner);
  const Structure structure = project_.spec().alliance.structure();
  outcome_.clarity = structure.clarity;
  outcome_.control = structure.control;
  outcome_.ownership = structure.ownership;
  open_ = false;
  project_.deal_was_closed(*this);
}

void Deal::drop(Cause cause) {
  outcome_.state = DealState::dropped;
  stage_.simulation.cancel(limit_);
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
  return party == Party::initiator ? project_.champion() : stage_.cast[partner()].contact();
}

bool Deal::are_the_champions(PersonId a, PersonId b) const {
  const PersonId initiator = champion(Party::initiator);
  const PersonId partner = champion(Party::partner);
  return (a == initiator && b == partner) || (a == partner && b == initiator);
}

const SupplySpec* Deal::supply_of(BodyId firm) const {
  if (firm == project_.firm() || stage_.cast[firm].firm == nullptr) return nullptr;
  return stage_.cast[firm].firm->supplies.find(resource_);
}

}  // namespace nakodo::models

#include "models/closing.hpp"

#include <algorithm>

#include "models/deal.hpp"

namespace nakodo::models {

Closing::Closing(Stage& stage, Deal& deal, Relation& relation, Dialogue& dialogue)
    : stage_(stage), deal_(deal), relation_(relation), dialogue_(dialogue), bargaining_(stage) {}

void Closing::reset(std::uint64_t entity) {
  state_ = State::idle;
  bargaining_.reset(entity);
  contract_ = {};
  sections_left_ = 0;
  acceptor_has_assented_ = false;
  limit_ = {};
}

void Closing::begin() {
  deal_.enter(DealState::bargaining);
  Each<TacticSpec> tactics;
  for (const Party party : both_parties) {
    tactics[party] = firm(party).tactic;
    mandate_[party].reset(firm(party).mandate);
  }
  bargaining_.begin(tactics);
  limit_ = stage_.simulation.schedule_after(stage_.scenario.bargaining.limit,
                                            [this] { deal_.drop(Cause::no_agreement); });
  take_turn();
}

// --- Bargaining

void Closing::take_turn() {
  const Party maker = dialogue_.take_turn();
  if (mandate_[maker].covers(demand(maker))) return make_offer(maker);
  state_ = State::widening;
  deal_.mandate_was_too_narrow();
  deal_.seek_assent(maker);
}

void Closing::make_offer(Party maker) {
  state_ = State::offering;
  bargaining_.make_offer(maker, relation_.trust(maker));
  deal_.offer_was_made();
  fact(Fact::offer, maker, bargaining_.utility(other(maker)));
  deal_.speak(maker, Topic::offer);
}

void Closing::on_offer_heard() {
  const Party receiver = other(bargaining_.maker());
  const double wanted = demand(receiver);
  const bool accepted = bargaining_.utility(receiver) >= wanted;
  fact(accepted ? Fact::accepted : Fact::rejected, receiver, wanted);
  if (accepted) return on_accepted();
  relation_.rejected(receiver);
  deal_.relation_was_strained();
  if (deal_.open()) take_turn();
}

// --- Sealing

void Closing::on_accepted() {
  stage_.simulation.cancel(limit_);
  deal_.enter(DealState::sealing);
  Each<double> preference;
  Each<double> trust;
  for (const Party party : both_parties) {
    const CommunitySpec* community = stage_.scenario.communities.find(firm(party).community);
    preference[party] =
        firm(party).contract.value_or(community != nullptr ? community->contract : 0.0);
    trust[party] = relation_.trust(party);
  }
  const ContractParameters& parameters = stage_.scenario.contract;
  contract_ = Contract::between(preference, trust, deal_.structure().completeness, parameters);
  const Party acceptor = other(bargaining_.maker());
  if (contract_.gap > 0.0) {
    fact(Fact::preferences_clashed, acceptor, contract_.gap);
    relation_.preferences_clashed(contract_.gap);
    deal_.relation_was_strained();
    if (!deal_.open()) return;
  }
  if (contract_.completeness > 0.0) fact(Fact::contract_outlined, acceptor, contract_.completeness);
  sections_left_ = contract_.sections(parameters);
  draft();
}

void Closing::draft() {
  if (sections_left_ == 0) {
    state_ = State::ratifying;
    return deal_.seek_assent(other(bargaining_.maker()));
  }
  --sections_left_;
  state_ = State::drafting;
  deal_.speak(dialogue_.take_turn(), Topic::explain);
}

void Closing::settle() {
  state_ = State::settling;
  return dialogue_.anything_open() ? deal_.explain() : deal_.sign();
}

// --- What the deal passes on

void Closing::assent_was_given(Party party) {
  if (state_ == State::widening) {
    mandate_[party].widen(demand(party));
    fact(Fact::mandate_widened, party, mandate_[party].floor());
    return make_offer(party);
  }
  if (acceptor_has_assented_) return settle();
  acceptor_has_assented_ = true;
  deal_.seek_assent(other(party));
}

void Closing::encounter_was_held() {
  switch (state_) {
    case State::offering:
      return on_offer_heard();
    case State::drafting:
      return draft();
    default:
      return settle();
  }
}

void Closing::report(DealOutcome& outcome) {
  const Utilities agreed{bargaining_.utility(Party::initiator),
                         bargaining_.utility(Party::partner)};
  front_.assign(bargaining_.weights(Party::initiator), bargaining_.weights(Party::partner));
  outcome.utility_initiator = agreed.one;
  outcome.utility_partner = agreed.two;
  outcome.nash_ratio = std::min(1.0, agreed.product() / front_.greatest_product());
  outcome.pareto_distance = front_.distance_to(agreed);
  outcome.kalai_smorodinsky_distance = distance(agreed, front_.kalai_smorodinsky());
  outcome.welfare = agreed.welfare();
  outcome.completeness = contract_.completeness;
  outcome.completeness_gap = contract_.gap;
}

double Closing::demand(Party party) const {
  return bargaining_.demand(party, relation_.trust(party));
}

const FirmSpec& Closing::firm(Party party) const {
  return *stage_.cast.firm_of(deal_.champion(party));
}

void Closing::fact(Fact kind, Party from, double value) {
  stage_.trace.fact(kind, deal_.champion(from), deal_.champion(other(from)), deal_.id(), value);
}

}  // namespace nakodo::models

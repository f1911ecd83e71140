#include "models/relation.hpp"

#include <algorithm>
#include <utility>

namespace nakodo::models {

void Relation::begin(PersonId initiator, PersonId partner) {
  champion_[Party::initiator] = initiator;
  champion_[Party::partner] = partner;
  for (const Party party : both_parties)
    patience_[party] = stage_.cast.firm_of(champion_[party])->patience;
  bond_ = stage_.introduce(initiator, partner);
  for (const Party party : both_parties) {
    record_trust(party);
    frustrate(party, 0.0);
  }
}

void Relation::clarified(std::optional<Party> receiver) {
  for (const Party party : both_parties) frustrate(party, stage_.scenario.patience.clarification);
  if (receiver) bad_deed(*receiver, stage_.scenario.trust.weight);
}

void Relation::surprised() {
  for (const Party party : both_parties) {
    frustrate(party, stage_.scenario.patience.surprise);
    bad_deed(party, stage_.scenario.trust.weight);
  }
}

void Relation::understood() {
  for (const Party party : both_parties) {
    frustration_[party].relieve(stage_.scenario.patience.relief);
    stage_.trace.stock(Stock::frustration, champion_[party], champion_[other(party)], deal_,
                       frustration_[party].level());
    good_deed(party);
  }
  const double familiarity = ++stage_.bonds[bond_].familiarity;
  stage_.trace.stock(Stock::familiarity, champion_[Party::initiator], champion_[Party::partner],
                     deal_, familiarity);
}

void Relation::waited(Party waiting, double days) {
  frustrate(waiting, stage_.scenario.patience.waiting * days);
}

void Relation::rejected(Party receiver) { frustrate(receiver, stage_.scenario.patience.rejection); }

void Relation::preferences_clashed(double gap) {
  for (const Party party : both_parties) bad_deed(party, gap * stage_.scenario.contract.gap);
}

double Relation::worst_frustration() const {
  return std::max(frustration_[Party::initiator].level(), frustration_[Party::partner].level());
}

double Relation::trust(Party party) const {
  const TrustParameters& parameters = stage_.scenario.trust;
  return std::as_const(stage_.bonds)
      .evidence(bond_, champion_[party])
      .trust(stage_.now(), stage_.forgetting, parameters.prior_weight);
}

std::optional<Cause> Relation::broken() const {
  for (const Party party : both_parties)
    if (frustration_[party].level() > patience_[party]) return Cause::patience;
  for (const Party party : both_parties)
    if (trust(party) < stage_.scenario.trust.floor) return Cause::trust;
  return std::nullopt;
}

void Relation::good_deed(Party whose) {
  const TrustParameters& parameters = stage_.scenario.trust;
  stage_.bonds.evidence(bond_, champion_[whose])
      .good_deed(parameters.weight, stage_.now(), stage_.forgetting);
  record_trust(whose);
}

void Relation::bad_deed(Party whose, double weight) {
  const TrustParameters& parameters = stage_.scenario.trust;
  const double blame = weight * parameters.loss_aversion * parameters.blame * (1.0 - shield_);
  stage_.bonds.evidence(bond_, champion_[whose]).bad_deed(blame, stage_.now(), stage_.forgetting);
  record_trust(whose);
}

void Relation::record_trust(Party whose) {
  if (stage_.trace.wants_stocks())
    stage_.trace.stock(Stock::trust, champion_[whose], champion_[other(whose)], deal_,
                       trust(whose));
}

void Relation::frustrate(Party party, double amount) {
  frustration_[party].add(amount, shield_);
  stage_.trace.stock(Stock::frustration, champion_[party], champion_[other(party)], deal_,
                     frustration_[party].level());
}

}  // namespace nakodo::models

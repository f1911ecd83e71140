#include "models/search.hpp"

#include "models/project.hpp"

namespace nakodo::models {

Search::Search(Stage& stage, Project& project, Deal& deal, std::string_view resource)
    : stage_(stage),
      project_(project),
      deal_(deal),
      resource_(resource),
      among_known_(find_mode<AmongKnown>(project.spec().search) != nullptr),
      at_occasions_(find_mode<AtOccasions>(project.spec().search) != nullptr) {
  if (const auto* spec = find_mode<AtRandom>(project.spec().search))
    at_random_.emplace(stage, project, deal, *this, *spec, resource);
  if (const auto* spec = find_mode<ByReferral>(project.spec().search))
    by_referral_.emplace(stage, project, deal, *this, *spec, resource);
}

void Search::reset(std::uint64_t entity) {
  state_ = State::idle;
  if (at_random_) at_random_->reset(entity);
  if (by_referral_) by_referral_->reset(entity);
}

void Search::abandon() {
  state_ = State::idle;
  if (at_random_) at_random_->abandon();
  if (by_referral_) by_referral_->abandon();
}

void Search::charge_work_in_hand() {
  if (at_random_) at_random_->charge_work_in_hand();
  if (by_referral_) by_referral_->charge_work_in_hand();
}

void Search::begin() {
  state_ = State::looking;
  if (among_known_) look_among_known();
  if (at_random_ && is_looking()) at_random_->begin();
  if (by_referral_ && is_looking()) by_referral_->begin();
  see_whether_exhausted();
}

void Search::look_among_known() {
  for (const Body& body : stage_.cast.bodies())
    if (may_supply(body.id) && stage_.bonds.aware(project_.champion(), body.contact()))
      return found(body.id, project_.medium(Topic::persuade), true);
  // Whom of a population he knows, he remembers when he looks for somebody.
  for (const BodyId firm : stage_.cast.acquaintances(project_.firm())) {
    if (firm.index() < stage_.cast.bodies().size() || !may_supply(firm)) continue;
    stage_.cast.meet(firm);
    stage_.introduce(project_.champion(), stage_.cast[firm].contact());
    return found(firm, project_.medium(Topic::persuade), true);
  }
}

void Search::firm_was_met(BodyId firm, MediumId medium) {
  if (at_occasions_ && is_looking() && may_supply(firm)) found(firm, medium, false);
}

void Search::candidate_was_found(BodyId firm) {
  if (is_looking()) found(firm, project_.medium(Topic::persuade), true);
}

void Search::found(BodyId firm, MediumId medium, bool travels) {
  state_ = State::found;
  deal_.partner_was_found(firm, medium, travels);
}

void Search::see_whether_exhausted() {
  if (!is_looking()) return;
  if (at_occasions_ && project_.expects_an_occasion()) return;
  if (at_random_ && !at_random_->exhausted()) return;
  if (by_referral_ && !by_referral_->exhausted()) return;
  state_ = State::exhausted;
  deal_.nobody_was_found();
}

bool Search::may_supply(BodyId firm) const {
  return firm != project_.firm() && stage_.cast.fit(firm, resource_).has_value();
}

}  // namespace nakodo::models

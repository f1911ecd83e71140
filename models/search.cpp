#include "models/search.hpp"

#include <algorithm>

#include "models/project.hpp"

namespace nakodo::models {
namespace {

// Beyond the streams of social events.
constexpr std::uint64_t of_judgements = std::uint64_t{1} << 41U;

}  // namespace

Search::Search(Stage& stage, Project& project, Deal& deal, std::string_view resource)
    : stage_(stage),
      project_(project),
      deal_(deal),
      resource_(resource),
      among_known_(find_mode<AmongKnown>(project.spec().search) != nullptr),
      at_occasions_(find_mode<AtOccasions>(project.spec().search) != nullptr),
      errors_(0, 0, 0, 0) {
  if (find_mode<AtRandom>(project.spec().search) != nullptr)
    at_random_.emplace(stage, project, deal, *this, resource);
  if (const auto* spec = find_mode<ByReferral>(project.spec().search))
    by_referral_.emplace(stage, project, deal, *this, *spec, resource);
}

void Search::reset(std::uint64_t entity) {
  state_ = State::idle;
  errors_ = stage_.stream(Purpose::search, of_judgements + entity);
  met_.clear();
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
      return found(body.id, by_correspondence(body.id));
  if (!met_.empty()) found(met_.begin()->first, by_correspondence(met_.begin()->first));
}

void Search::firm_was_met(BodyId firm, Meeting meeting) {
  if (!may_supply(firm)) return;
  if (at_occasions_ && is_looking()) {
    if (seems_to_fit(firm, meeting)) found(firm, meeting);
    return;
  }
  met_[firm] = meeting.occasion;
}

bool Search::seems_to_fit(BodyId firm, Meeting& meeting) {
  if (!meeting.noise) return true;
  if (*meeting.noise > 0.0) meeting.error = errors_.normal(0.0, 1.0);
  const double fit = stage_.cast.supply(firm, resource_)->fit;
  const double seeming = std::clamp(fit + *meeting.noise * meeting.error, 0.0, 1.0);
  stage_.trace.fact(Fact::sized_up, project_.champion(), stage_.cast.contact(firm), deal_.id(),
                    seeming);
  return seeming >= project_.spec().required_fit;
}

void Search::candidate_was_found(BodyId firm) {
  if (is_looking()) found(firm, by_correspondence(firm));
}

Meeting Search::by_correspondence(BodyId firm) const {
  const auto met = met_.find(firm);
  return {.medium = project_.medium(Topic::persuade),
          .occasion = met != met_.end() ? met->second : OccasionId{}};
}

void Search::found(BodyId firm, const Meeting& meeting) {
  state_ = State::found;
  deal_.partner_was_found(firm, meeting);
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
  return firm != project_.firm() && stage_.cast.supply(firm, resource_) != nullptr;
}

}  // namespace nakodo::models

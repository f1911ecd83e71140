#include "models/search.hpp"

#include <algorithm>

#include "models/project.hpp"

namespace nakodo::models {
namespace {

// Beyond the streams of social events and bureaus.
constexpr std::uint64_t of_judgements = std::uint64_t{1} << 43U;

}  // namespace

Search::Search(Stage& stage, Project& project, Need& need)
    : stage_(stage),
      project_(project),
      need_(need),
      among_known_(find_mode<AmongKnown>(project.spec().search) != nullptr),
      at_occasions_(find_mode<AtOccasions>(project.spec().search) != nullptr),
      errors_(0, 0, 0, 0) {
  if (const auto* spec = find_mode<AtRandom>(project.spec().search))
    at_random_.emplace(stage, project, need, *this, *spec);
  if (const auto* spec = find_mode<ByReferral>(project.spec().search))
    by_referral_.emplace(stage, project, need, *this, *spec);
  if (const auto* spec = find_mode<ByBureau>(project.spec().search))
    by_bureau_.emplace(stage, project, need, *this, *spec);
}

void Search::reset(std::uint64_t entity) {
  state_ = State::idle;
  errors_ = stage_.stream(Purpose::search, of_judgements + entity);
  met_.clear();
  waiting_.clear();
  if (at_random_) at_random_->reset(entity);
  if (by_referral_) by_referral_->reset(entity);
  if (by_bureau_) by_bureau_->reset(entity);
}

void Search::abandon() {
  state_ = State::idle;
  if (at_random_) at_random_->abandon();
  if (by_referral_) by_referral_->abandon();
  if (by_bureau_) by_bureau_->abandon();
}

void Search::charge_work_in_hand() {
  if (at_random_) at_random_->charge_work_in_hand();
  if (by_referral_) by_referral_->charge_work_in_hand();
  if (by_bureau_) by_bureau_->charge_work_in_hand();
}

double Search::aspiration() const {
  const ProjectSpec& spec = project_.spec();
  return spec.accepts.level(spec.required_fit, stage_.now() - begun_);
}

void Search::begin() {
  state_ = State::looking;
  begun_ = stage_.now();
  if (const BodyId known = somebody_known(); known.some()) candidate_was_found(known);
  if (at_random_ && is_looking()) at_random_->begin();
  // Also if somebody is pursued at once: whom he will ask he knows from now on.
  if (by_referral_) by_referral_->begin();
  if (by_bureau_ && is_looking()) by_bureau_->begin();
  see_whether_exhausted();
}

bool Search::could_go_on() {
  return somebody_waiting() != nullptr || somebody_known().some() ||
         (at_occasions_ && project_.expects_an_occasion()) ||
         (at_random_ && at_random_->could_go_on()) ||
         (by_referral_ && by_referral_->could_go_on()) || (by_bureau_ && by_bureau_->could_go_on());
}

void Search::resume() {
  state_ = State::looking;
  if (const Waiting* const waiting = somebody_waiting()) {
    Meeting meeting = by_correspondence(waiting->firm);
    meeting.noise = waiting->noise;
    meeting.error = waiting->error;
    found(waiting->firm, meeting);
  } else if (const BodyId known = somebody_known(); known.some()) {
    candidate_was_found(known);
  }
  // Also if somebody is pursued at once: what is under way serves the new deal from now on.
  if (at_random_) at_random_->resume();
  if (by_referral_) by_referral_->resume();
  if (by_bureau_) by_bureau_->resume();
  see_whether_exhausted();
}

BodyId Search::somebody_known() const {
  if (!among_known_) return {};
  for (const Body& body : stage_.cast.bodies())
    if (may_supply(body.id) && stage_.bonds.aware(project_.champion(), body.contact()))
      return body.id;
  for (const BodyId firm : stage_.cast.acquaintances(project_.firm()))
    if (may_supply(firm)) return firm;
  for (const auto& [firm, occasion] : met_)
    if (may_supply(firm)) return firm;
  return {};
}

const Search::Waiting* Search::somebody_waiting() const {
  const double enough = aspiration();
  const auto found = std::find_if(waiting_.begin(), waiting_.end(), [&](const Waiting& one) {
    return one.seeming_fit >= enough && !need_.was_tried(one.firm);
  });
  return found != waiting_.end() ? &*found : nullptr;
}

void Search::firm_was_met(BodyId firm, Meeting meeting) {
  if (!may_supply(firm)) return;
  if (at_occasions_ && is_looking()) {
    if (size_up(firm, meeting) >= aspiration()) found(firm, meeting);
    return;
  }
  met_[firm] = meeting.occasion;
  if (!at_occasions_ || state_ != State::found) return;
  const double seeming_fit = size_up(firm, meeting);
  waiting_.push_back({firm, seeming_fit, meeting.noise, meeting.error});
}

double Search::size_up(BodyId firm, Meeting& meeting) {
  if (!meeting.noise) return 1.0;
  if (*meeting.noise > 0.0) meeting.error = errors_.normal(0.0, 1.0);
  const double fit = stage_.cast.best_fit(firm, need_.any_of()).value();
  const double seeming = std::clamp(fit + *meeting.noise * meeting.error, 0.0, 1.0);
  stage_.trace.fact(Fact::sized_up, project_.champion(), stage_.cast.contact(firm),
                    need_.deal().id(), seeming);
  return seeming;
}

void Search::candidate_was_found(BodyId firm) {
  if (is_looking())
    found(firm, by_correspondence(firm));
  else if (state_ == State::found)
    waiting_.push_back({.firm = firm});
}

bool Search::was_tried(BodyId firm) const { return need_.was_tried(firm); }

Meeting Search::by_correspondence(BodyId firm) const {
  const auto met = met_.find(firm);
  return {.medium = project_.medium(Topic::persuade),
          .occasion = met != met_.end() ? met->second : OccasionId{}};
}

void Search::found(BodyId firm, const Meeting& meeting) {
  state_ = State::found;
  need_.partner_was_found(firm, meeting);
}

void Search::see_whether_exhausted() {
  if (!is_looking()) return;
  if (at_occasions_ && project_.expects_an_occasion()) return;
  if (at_random_ && !at_random_->exhausted()) return;
  if (by_referral_ && !by_referral_->exhausted()) return;
  if (by_bureau_ && !by_bureau_->exhausted()) return;
  state_ = State::exhausted;
  need_.nobody_was_found();
}

bool Search::may_supply(BodyId firm) const {
  return firm != project_.firm() && !need_.was_tried(firm) &&
         stage_.cast.best_fit(firm, need_.any_of()).has_value();
}

}  // namespace nakodo::models

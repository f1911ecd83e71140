#include "models/channel.hpp"

#include <stdexcept>

#include "models/project.hpp"

namespace nakodo::models {

Channel::Channel(Stage& stage, Project& project) : stage_(stage), project_(project) {
  const GoBetweenSpec& spec = project.spec().go_between;
  if (std::holds_alternative<Never>(spec.engage)) return;
  if (spec.who.empty()) throw std::invalid_argument("there is nobody to engage");
  if (spec.who.size() > Route::most) throw std::invalid_argument("the route is too long");
  go_betweens_.reserve(spec.who.size());
  for (const std::string& name : spec.who) {
    const BodyId body = stage.cast.body(name);
    for (const GoBetween& earlier : go_betweens_)
      if (earlier.body() == body)
        throw std::invalid_argument("'" + name + "' is twice on the route");
    go_betweens_.emplace_back(stage, project, *this, body, go_betweens_.size());
  }
}

void Channel::reset() {
  state_ = State::direct;
  for (GoBetween& go_between : go_betweens_) go_between.reset();
}

bool Channel::begin() {
  if (!std::holds_alternative<FromStart>(project_.spec().go_between.engage)) return false;
  call({}, 0.0);
  return true;
}

void Channel::frustration_changed(DealId deal, double level) {
  const auto* policy = std::get_if<WhenFrustrated>(&project_.spec().go_between.engage);
  if (policy != nullptr && state_ == State::direct && level > policy->level)
    return call(deal, level);
  see_whether_relieved();
}

void Channel::acquaintance_made() {
  if (state_ == State::wanted) call(wanted_for_, frustration_);
}

void Channel::call(DealId deal, double frustration) {
  wanted_for_ = deal;
  frustration_ = frustration;
  // Who knows the first reaches the others: each brings in the next.
  if (!stage_.bonds.aware(project_.champion(), go_betweens_.front().contact())) {
    state_ = State::wanted;
    return;
  }
  state_ = State::called;
  ready_ = 0;
  strained_ = false;
  for (GoBetween& go_between : go_betweens_) {
    stage_.trace.fact(Fact::go_between_called, project_.champion(), go_between.contact(), deal,
                      frustration);
    go_between.call();
  }
  see_whether_relieved();
}

void Channel::go_between_is_ready() {
  if (++ready_ == go_betweens_.size()) on_engaged();
}

void Channel::on_engaged() {
  state_ = State::engaged;
  engaged_since_ = paid_until_ = stage_.now();
  for (const GoBetween& go_between : go_betweens_)
    stage_.trace.fact(Fact::go_between_engaged, project_.champion(), go_between.contact(), {},
                      go_between.spec().fee);
  if (const auto* limit = std::get_if<After>(&project_.spec().go_between.disengage))
    stage_.simulation.schedule_after(limit->duration, [this] { on_time_is_over(); });
  project_.go_between_was_engaged();
}

void Channel::on_time_is_over() {
  if (project_.first_open_deal() != nullptr) disengage();
}

void Channel::see_whether_relieved() {
  const auto* relief = std::get_if<WhenRelieved>(&project_.spec().go_between.disengage);
  if (relief == nullptr) return;
  if (project_.worst_frustration() >= relief->level)
    strained_ = true;
  else if (engaged() && strained_)
    disengage();
}

void Channel::disengage() {
  collect_retainer(nullptr);
  for (GoBetween& go_between : go_betweens_) {
    stage_.trace.fact(Fact::go_between_disengaged, project_.champion(), go_between.contact(), {},
                      stage_.now() - engaged_since_);
    go_between.leave();
  }
  state_ = State::direct;
  project_.go_between_was_disengaged();
}

void Channel::deal_is_closing(Deal& deal) {
  if (engaged()) collect_retainer(&deal);
}

void Channel::deal_was_conceived(const Deal& deal) {
  for (GoBetween& go_between : go_betweens_) go_between.deal_was_conceived(deal);
}

void Channel::deal_was_closed(Deal& deal) {
  for (GoBetween& go_between : go_betweens_) go_between.deal_was_closed(deal);
  // The horizon closes the books, not the deal: it relieves nobody.
  if (deal.state() >= DealState::signed_ && project_.first_open_deal() != nullptr)
    see_whether_relieved();
}

void Channel::charge_work_in_hand() {
  for (GoBetween& go_between : go_betweens_) go_between.charge_work_in_hand();
}

void Channel::collect_retainer(Deal* closing) {
  const double money = sum(&IntermediarySpec::retainer) * (stage_.now() - paid_until_);
  paid_until_ = stage_.now();
  project_.retainer_was_due(money, closing);
}

Route Channel::route(DealId deal) const {
  Route route;
  if (engaged())
    for (const GoBetween& go_between : go_betweens_)
      route.add({go_between.serves(deal), go_between.spec().repair});
  return route;
}

double Channel::combined(double IntermediarySpec::*share) const {
  double all = 0.0;
  if (engaged())
    for (const GoBetween& go_between : go_betweens_) all += (1.0 - all) * go_between.spec().*share;
  return all;
}

double Channel::sum(double IntermediarySpec::*amount) const {
  double all = 0.0;
  for (const GoBetween& go_between : go_betweens_) all += go_between.spec().*amount;
  return all;
}

}  // namespace nakodo::models

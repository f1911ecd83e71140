#include "models/channel.hpp"

#include "models/project.hpp"

namespace nakodo::models {

Channel::Channel(Stage& stage, Project& project) : stage_(stage), project_(project) {
  const GoBetweenSpec& go_between = project.spec().go_between;
  if (!std::holds_alternative<Never>(go_between.engage))
    intermediary_ = stage.cast.body(go_between.who);
}

bool Channel::begin() {
  if (!std::holds_alternative<FromStart>(project_.spec().go_between.engage)) return false;
  call({}, 0.0);
  return true;
}

void Channel::frustration_rose(DealId deal, double level) {
  const auto* policy = std::get_if<WhenFrustrated>(&project_.spec().go_between.engage);
  if (policy != nullptr && state_ == State::direct && level > policy->level) call(deal, level);
}

void Channel::acquaintance_made() {
  if (state_ == State::wanted) call(wanted_for_, frustration_);
}

void Channel::call(DealId deal, double frustration) {
  wanted_for_ = deal;
  frustration_ = frustration;
  if (!knows_the_intermediary()) {
    state_ = State::wanted;
    return;
  }
  state_ = State::called;
  stage_.trace.fact(Fact::go_between_called, champion(), stage_.cast[intermediary_].contact(), deal,
                    frustration);
  auto random =
      stage_.stream(Purpose::calendar,
                    (std::uint64_t{1} << 32U) + static_cast<std::uint64_t>(project_.id().value));
  stage_.simulation.schedule_after(draw(spec().setup, random), [this] { on_engaged(); });
}

void Channel::on_engaged() {
  state_ = State::engaged;
  stage_.trace.fact(Fact::go_between_engaged, champion(), stage_.cast[intermediary_].contact(), {},
                    fee());
  project_.go_between_was_engaged();
}

PersonId Channel::go_between(DealId deal) const {
  if (!engaged()) return {};
  const auto& staff = stage_.cast[intermediary_].people;
  return staff[deal.index() % staff.size()];
}

bool Channel::knows_the_intermediary() const {
  return stage_.bonds.aware(champion(), stage_.cast[intermediary_].contact());
}

PersonId Channel::champion() const { return project_.champion(); }

}  // namespace nakodo::models

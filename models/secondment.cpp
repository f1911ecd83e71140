#include "models/secondment.hpp"

namespace nakodo::models {

Secondment::Secondment(Stage& stage, const SecondmentSpec& spec)
    : stage_(stage),
      spec_(spec),
      firm_(stage.cast.body(spec.firm)),
      host_(stage.cast.body(spec.host)),
      person_(stage.cast.person(firm_, spec.person)),
      medium_(stage.medium(spec.medium)) {}

void Secondment::host_was_contacted(DealId deal) {
  if (state_ != State::home) return;
  state_ = State::leaving;
  deal_ = deal;
  stage_.simulation.schedule_after(spec_.after_contact, [this] { on_departure(); });
}

void Secondment::on_departure() {
  state_ = State::away;
  left_ = stage_.now();
  stage_.trace.fact(Fact::seconded, person_, stage_.cast[host_].contact(), deal_, spec_.duration);
  stage_.simulation.schedule_after(spec_.duration, [this] { on_return(); });
}

void Secondment::on_return() {
  state_ = State::back;
  stage_.trace.fact(Fact::returned, person_, stage_.cast[host_].contact(), deal_,
                    stage_.now() - left_);
}

}  // namespace nakodo::models

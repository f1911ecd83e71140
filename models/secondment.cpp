#include "models/secondment.hpp"

#include <algorithm>

#include "models/deal.hpp"

namespace nakodo::models {
namespace {

constexpr double week = 7.0;  // days

}  // namespace

Secondment::Secondment(Stage& stage, const SecondmentSpec& spec)
    : stage_(stage),
      spec_(spec),
      firm_(stage.cast.body(spec.firm)),
      host_(stage.cast.body(spec.host)),
      person_(stage.cast.person(firm_, spec.person)),
      medium_(stage.medium(spec.medium)) {}

void Secondment::reset() {
  state_ = State::home;
  deals_.clear();
  cover_.clear();
}

void Secondment::host_was_contacted(Deal& deal) {
  if (deals_.empty()) {
    charged_ = &deal;
    paid_until_ = handed_over_until_ = stage_.now();
  }
  deals_.push_back(&deal);
  if (state_ != State::home) return;
  state_ = State::leaving;
  deal_ = deal.id();
  next_ = stage_.simulation.schedule_after(spec_.after_contact, [this] { on_departure(); });
}

void Secondment::deal_was_closed(Deal& deal) {
  const auto found = std::find(deals_.begin(), deals_.end(), &deal);
  if (found == deals_.end()) return;
  pay_upkeep();
  deals_.erase(found);
  if (!deals_.empty()) {
    charged_ = deals_.front();
    return;
  }
  std::erase_if(cover_, [&](kernel::BookingId booking) {
    return !stage_.calendars.running(booking) && stage_.calendars.cancel(booking);
  });
  // The horizon closes the books, not the deal: it calls nobody home.
  if (spec_.recall == Recall::never || deal.state() < DealState::signed_) return;
  if (state_ == State::leaving) {
    stage_.simulation.cancel(next_);
    state_ = State::home;
  } else if (state_ == State::away) {
    stage_.simulation.cancel(next_);
    on_return();
  }
}

void Secondment::on_departure() {
  state_ = State::away;
  left_ = paid_until_ = handed_over_until_ = stage_.now();
  stage_.trace.fact(Fact::seconded, person_, stage_.cast.contact(host_), deal_, spec_.duration);
  if (!deals_.empty()) charged_->travelled(person_, spec_.fare);
  next_ = stage_.simulation.schedule_after(spec_.duration, [this] { on_return(); });
  if (spec_.cover > 0.0) week_ = stage_.simulation.schedule_after(week, [this] { on_week(); });
}

void Secondment::on_week() {
  hand_over();
  week_ = stage_.simulation.schedule_after(week, [this] { on_week(); });
}

void Secondment::on_return() {
  pay_upkeep();
  hand_over();
  stage_.simulation.cancel(week_);
  state_ = State::back;
  stage_.trace.fact(Fact::returned, person_, stage_.cast.contact(host_), deal_,
                    stage_.now() - left_);
}

void Secondment::hand_over() {
  const double away = stage_.now() - handed_over_until_;
  handed_over_until_ = stage_.now();
  const double person_days = away * spec_.cover * stage_.cast[person_].availability;
  if (deals_.empty() || person_days <= 0.0) return;
  const double days = stage_.days_of_work(champion(), person_days);
  cover_.push_back(stage_.work(champion(), days, Work::inside, [this, days] { on_covered(days); }));
}

void Secondment::on_covered(double days) {
  cover_.erase(cover_.begin());  // they are done in order
  charged_->worked(champion(), days);
}

void Secondment::pay_upkeep() {
  if (state_ == State::away && !deals_.empty())
    charged_->travelled(person_, spec_.upkeep * (stage_.now() - paid_until_));
  paid_until_ = stage_.now();
}

void Secondment::charge_work_in_hand() {
  for (const kernel::BookingId booking : cover_)
    if (const double days = stage_.calendars.held(booking); days > 0.0)
      charged_->worked(champion(), days);
}

}  // namespace nakodo::models

#include "models/encounter.hpp"

#include "kernel/prefetch.hpp"
#include "models/deal.hpp"
#include "models/happening.hpp"

namespace nakodo::models {

Encounter::Encounter(Stage& stage, EncounterHolder& holder)
    : stage_(stage), holder_(holder), latency_(0, 0, 0, 0), understanding_(0, 0, 0, 0) {}

void Encounter::reset(std::uint64_t entity, Deal& deal) {
  deal_ = &deal;
  latency_ = stage_.stream(Purpose::calendar, entity);
  understanding_ = stage_.stream(Purpose::understanding, entity);
  state_ = State::idle;
}

void Encounter::begin(PersonId from, PersonId to, const Terms& terms) {
  topic_ = terms.topic;
  medium_ = terms.medium;
  shrinkage_ = terms.shrinkage;
  travels_ = terms.travels;
  legs_ = static_cast<std::uint8_t>(terms.via.size() + 1);
  route_[0] = from;
  for (std::size_t i = 0; i < terms.via.size(); ++i) {
    route_[i + 1] = terms.via[i].person;
    repair_[i] = terms.via[i].repair;
  }
  route_[legs_] = to;
  leg_ = 0;
  misunderstood_ = false;
  begun_ = stage_.now();
  stage_.trace.fact(Fact::encounter_begun, from, to, deal_->id(), static_cast<double>(terms.topic));
  begin_leg(true);
}

void Encounter::abandon() {
  if (stage_.calendars.running(booking_)) return;
  stage_.calendars.cancel(booking_);
  state_ = State::idle;
}

void Encounter::charge_work_in_hand() {
  const double days = stage_.calendars.held(booking_);
  if (days <= 0.0) return;
  if (state_ != State::reading) deal_->worked(*sender_, days);
  if (state_ == State::reading || state_ == State::meeting) deal_->worked(*receiver_, days);
}

void Encounter::expect(kernel::Expected how_soon) const {
  if (how_soon == kernel::Expected::soon) {
    deal_->expect();
    if (sender_ == nullptr) return;
    if (state_ == State::reading) stage_.bonds.fetch(route_[leg_], route_[leg_ + 1]);
    kernel::prefetch(sender_);
    kernel::prefetch(receiver_);
    return;
  }
  if (state_ == State::under_way) return stage_.calendars.fetch(receiver_->calendar);
  if (state_ != State::reading) return;
  stage_.calendars.fetch(sender_->calendar);
  holder_.expect_news();
}

void Encounter::begin_leg(bool writes) {
  leg_begun_ = stage_.now();
  sender_ = &stage_.cast[route_[leg_]];
  receiver_ = &stage_.cast[route_[leg_ + 1]];
  if (medium().kind == MediumKind::meeting) {
    state_ = State::travelling;
    if (!travels_ || medium().travel <= 0.0) return on_travelled();
    booking_ = stage_.work(*sender_, medium().travel, Work::outside,
                           Happening<Encounter, &Encounter::on_travelled>{this});
    return;
  }
  state_ = State::writing;
  if (!writes) return send();
  const double days = stage_.days_of_work(*sender_, medium().effort);
  booking_ = stage_.work(*sender_, days, Work::outside,
                         Happening<Encounter, &Encounter::on_written>{this});
}

void Encounter::on_written() {
  deal_->worked(*sender_, stage_.days_of_work(*sender_, medium().effort));
  send();
}

void Encounter::send() {
  if (!deal_->open()) return;
  state_ = State::under_way;
  fact(Fact::message_sent, static_cast<double>(medium_.value));
  stage_.simulation.schedule_after(draw(medium().latency, latency_),
                                   Happening<Encounter, &Encounter::on_arrived>{this});
}

void Encounter::on_arrived() {
  if (!deal_->open()) return;
  state_ = State::reading;
  const double days = stage_.days_of_work(*receiver_, medium().effort);
  booking_ =
      stage_.work(*receiver_, days, Work::outside, Happening<Encounter, &Encounter::on_read>{this});
}

void Encounter::on_read() {
  deal_->worked(*receiver_, stage_.days_of_work(*receiver_, medium().effort));
  if (!deal_->open()) return;
  fact(Fact::message_read, stage_.now() - leg_begun_);
  judge();
}

void Encounter::on_travelled() {
  if (travels_) {
    deal_->worked(*sender_, medium().travel);
    deal_->travelled(sender_->id, medium().fare);
  }
  if (!deal_->open()) return;
  state_ = State::meeting;
  const std::array calendars{sender_->calendar, receiver_->calendar};
  booking_ = stage_.calendars.book_jointly(calendars, medium().duration,
                                           Happening<Encounter, &Encounter::on_met>{this});
}

void Encounter::on_met() {
  for (const Person* person : {sender_, receiver_}) deal_->worked(*person, medium().duration);
  if (!deal_->open()) return;
  fact(Fact::meeting_held, medium().duration);
  judge();
}

void Encounter::judge() {
  if (!understood_on_this_leg()) {
    const bool passed_on = leg_ + 1 < legs_;
    if (understanding_.chance(medium().noticed)) {
      fact(Fact::clarification);
      holder_.clarification_was_needed(receiver_->id);
      if (deal_->open()) begin_leg(true);
      return;
    }
    if (passed_on && understanding_.chance(repair_[leg_])) {
      fact(Fact::caught);
      return begin_leg(true);
    }
    fact(Fact::misunderstood);
    misunderstood_ = true;
  }
  if (++leg_ < legs_) return begin_leg(false);
  finish();
}

bool Encounter::understood_on_this_leg() {
  const Understanding& parameters = stage_.scenario.understanding;
  const BondId bond = stage_.bonds.find(sender_->id, receiver_->id);
  const double familiarity =
      bond.some() ? parameters.familiarity * stage_.bonds[bond].familiarity : 0.0;
  const double apart =
      distance(sender_->styles, receiver_->styles, parameters.weights) * shrinkage_;
  const double p =
      probability_understood(parameters.complexity[topic_], apart, familiarity, medium().reach);
  return understanding_.chance(p);
}

void Encounter::finish() {
  state_ = State::idle;
  if (!misunderstood_) {
    // The champions' own familiarity is part of their relation; whoever else stood on the route
    // gains it here.
    for (std::size_t i = 0; i < legs_; ++i)
      if (!deal_->are_the_champions(route_[i], route_[i + 1]))
        ++stage_.bonds[stage_.introduce(route_[i], route_[i + 1])].familiarity;
    stage_.trace.fact(Fact::understood, from(), to(), deal_->id(), stage_.now() - begun_);
  }
  holder_.encounter_was_held();
}

void Encounter::fact(Fact kind, double value) {
  stage_.trace.fact(kind, sender_->id, receiver_->id, deal_->id(), value);
}

}  // namespace nakodo::models

#include "models/go_between.hpp"

#include <algorithm>

#include "models/project.hpp"

namespace nakodo::models {
namespace {

/// The first of a route draws from a stream of his project, the others each from one of their own.
std::uint64_t entity_of(std::uint64_t number, std::size_t position) {
  if (position == 0) return (std::uint64_t{1} << 32U) + number;
  return (std::uint64_t{1} << 33U) + Route::most * number + position;
}

}  // namespace

GoBetween::GoBetween(Stage& stage, Project& project, Channel& channel, BodyId body,
                     std::size_t position)
    : stage_(stage),
      project_(project),
      channel_(channel),
      body_(body),
      entity_(entity_of(project.number(), position)),
      setup_(0, 0, 0, 0) {}

void GoBetween::reset() {
  state_ = State::away;
  staff_.clear();
  setup_ = stage_.stream(Purpose::calendar, entity_);
}

void GoBetween::call() {
  state_ = State::preparing;
  stage_.simulation.schedule_after(draw(spec().setup, setup_), [this] { on_set_up(); });
}

void GoBetween::on_set_up() {
  deal_out_staff();
  analysed_for_ = project_.first_open_deal();
  if (spec().analysis_effort <= 0.0 || analysed_for_ == nullptr) return ready();
  state_ = State::analysing;
  const PersonId analyst = serves(analysed_for_->id());
  analysis_ = stage_.work(analyst, stage_.days_of_work(analyst, spec().analysis_effort),
                          Work::outside, [this] { on_analysed(); });
}

void GoBetween::on_analysed() {
  const PersonId analyst = serves(analysed_for_->id());
  analysed_for_->worked(analyst, stage_.days_of_work(analyst, spec().analysis_effort));
  ready();
}

void GoBetween::ready() {
  state_ = State::ready;
  channel_.go_between_is_ready();
}

void GoBetween::leave() {
  for (const auto& need : project_.needs())
    if (need->deal().open()) stage_.clientele.was_released(serves(need->deal().id()));
  staff_.clear();
  state_ = State::away;
}

void GoBetween::deal_was_closed(const Deal& deal) {
  if (!staff_.empty()) stage_.clientele.was_released(serves(deal.id()));
  if (state_ != State::analysing || project_.first_open_deal() != nullptr) return;
  if (!stage_.calendars.running(analysis_)) stage_.calendars.cancel(analysis_);
}

void GoBetween::charge_work_in_hand() {
  const double days = stage_.calendars.held(analysis_);
  if (state_ == State::analysing && days > 0.0)
    analysed_for_->worked(serves(analysed_for_->id()), days);
}

void GoBetween::deal_out_staff() {
  // Closed deals too are dealt out, in turn with the others, so that a project that has him for
  // itself is served as if all its deals were open; but they are no burden to anybody.
  staff_.clear();
  for (std::size_t i = 0; i < project_.needs().size(); ++i) {
    staff_.push_back(stage_.clientele.least_busy(stage_.cast[body_].people));
    stage_.clientele.took_on(staff_.back());
  }
  for (const auto& need : project_.needs())
    if (!need->deal().open()) stage_.clientele.was_released(serves(need->deal().id()));
}

void GoBetween::deal_was_conceived(const Deal& deal) {
  if (!staff_.empty()) stage_.clientele.took_on(serves(deal.id()));
}

PersonId GoBetween::serves(DealId deal) const { return staff_[project_.place_of(deal)]; }

}  // namespace nakodo::models

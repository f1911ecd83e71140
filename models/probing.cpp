#include "models/probing.hpp"

#include <algorithm>

#include "models/project.hpp"

namespace nakodo::models {

Probing::Probing(Stage& stage, Project& project, Deal& deal, Asker& asker,
                 std::string_view resource)
    : stage_(stage),
      project_(project),
      deal_(deal),
      asker_(asker),
      resource_(resource),
      encounter_(stage, deal, *this),
      errors_(0, 0, 0, 0) {}

void Probing::reset(std::uint64_t entity) {
  state_ = State::idle;
  encounter_.reset(entity);
  errors_ = stage_.stream(Purpose::search, entity);
}

void Probing::abandon() {
  encounter_.abandon();
  if (!stage_.calendars.running(booking_)) stage_.calendars.cancel(booking_);
  state_ = State::idle;
}

void Probing::charge_work_in_hand() {
  encounter_.charge_work_in_hand();
  deal_.worked(project_.champion(), stage_.calendars.held(booking_));
}

void Probing::begin(BodyId firm) {
  state_ = State::asking;
  firm_ = firm;
  stage_.cast.meet(firm);
  deal_.firm_was_probed();
  encounter_.begin(project_.champion(), stage_.cast[firm].contact(),
                   {.topic = Topic::probe,
                    .medium = project_.medium(Topic::probe),
                    .via = {},
                    .shrinkage = 1.0,
                    .travels = true});
}

void Probing::clarification_was_needed(PersonId) { deal_.question_was_unclear(); }

void Probing::encounter_was_held() {
  state_ = State::screening;
  booking_ = stage_.work(project_.champion(), days_of_screening(), Work::outside,
                         [this] { on_screened(); });
}

void Probing::on_screened() {
  deal_.worked(project_.champion(), days_of_screening());
  if (!deal_.open()) return;
  state_ = State::idle;
  const double fit = seeming_fit();
  stage_.trace.fact(Fact::probed, project_.champion(), stage_.cast[firm_].contact(), deal_.id(),
                    fit);
  asker_.firm_was_probed(firm_, fit >= project_.spec().required_fit);
}

double Probing::seeming_fit() {
  const auto fit = stage_.cast.fit(firm_, resource_);
  if (!fit || encounter_.misunderstood()) return no_value;
  const double noise = stage_.scenario.persuasion.fit_noise;
  const double error = noise > 0.0 ? errors_.normal(0.0, noise) : 0.0;
  return std::clamp(*fit + error, 0.0, 1.0);
}

double Probing::days_of_screening() const {
  return stage_.days_of_work(project_.champion(), project_.spec().screening);
}

}  // namespace nakodo::models

#include "models/probing.hpp"

#include <algorithm>

#include "kernel/prefetch.hpp"
#include "models/happening.hpp"
#include "models/project.hpp"

namespace nakodo::models {

Probing::Probing(Stage& stage, Project& project, Need& need, Asker& asker)
    : stage_(stage),
      project_(project),
      need_(need),
      asker_(asker),
      encounter_(stage, *this),
      errors_(0, 0, 0, 0) {}

void Probing::reset(std::uint64_t entity) {
  state_ = State::idle;
  encounter_.reset(entity, need_.deal());
  errors_ = stage_.stream(Purpose::search, entity);
}

void Probing::abandon() {
  encounter_.abandon();
  if (!stage_.calendars.running(booking_)) stage_.calendars.cancel(booking_);
  state_ = State::idle;
}

void Probing::resume() { encounter_.serve(need_.deal()); }

void Probing::charge_work_in_hand() {
  encounter_.charge_work_in_hand();
  need_.deal().worked(project_.champion(), stage_.calendars.held(booking_));
}

void Probing::begin(BodyId firm) {
  state_ = State::asking;
  firm_ = firm;
  stage_.cast.meet(firm);
  need_.deal().firm_was_probed();
  encounter_.begin(project_.champion(), stage_.cast.contact(firm),
                   {.topic = Topic::probe,
                    .medium = project_.medium(Topic::probe),
                    .via = {},
                    .shrinkage = 1.0,
                    .travels = true});
}

void Probing::expect(kernel::Expected how_soon) const {
  if (how_soon == kernel::Expected::next) return asker_.expect_news();
  encounter_.expect(how_soon);
  expect_news();
  kernel::prefetch(&need_.search());
  kernel::prefetch(&asker_, 3 * kernel::cache_line);
}

void Probing::expect_news() const {
  kernel::prefetch(&project_);
  kernel::prefetch(&need_);
}

void Probing::clarification_was_needed(PersonId) { need_.deal().question_was_unclear(); }

void Probing::encounter_was_held() {
  state_ = State::screening;
  booking_ = stage_.work(project_.champion(), days_of_screening(), Work::outside,
                         Happening<Probing, &Probing::on_screened>{this});
}

void Probing::on_screened() {
  need_.deal().worked(project_.champion(), days_of_screening());
  if (!need_.deal().open()) return;
  state_ = State::idle;
  const double fit = seeming_fit();
  stage_.trace.fact(Fact::probed, project_.champion(), stage_.cast.contact(firm_),
                    need_.deal().id(), fit);
  // He may have come upon the same firm elsewhere meanwhile.
  asker_.firm_was_probed(firm_, fit >= need_.search().aspiration() && !need_.was_tried(firm_));
}

double Probing::seeming_fit() {
  const auto fit = stage_.cast.best_fit(firm_, need_.any_of());
  if (!fit || encounter_.misunderstood()) return no_value;
  const double noise = stage_.scenario.persuasion.fit_noise;
  const double error = noise > 0.0 ? errors_.normal(0.0, noise) : 0.0;
  return std::clamp(*fit + error, 0.0, 1.0);
}

double Probing::days_of_screening() const {
  return stage_.days_of_work(project_.champion(), project_.spec().screening);
}

}  // namespace nakodo::models

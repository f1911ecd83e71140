#include "models/duties.hpp"

namespace nakodo::models {

Duties::Duties(Stage& stage, PersonId person)
    : stage_(stage),
      person_(person),
      mean_between_(mean_of(spec().piece) / spec().load),
      random_(0, 0, 0, 0) {}

void Duties::begin() {
  held_ = 0.0;
  pieces_.clear();
  random_ = stage_.stream(Purpose::calendar,
                          (std::uint64_t{3} << 32U) + static_cast<std::uint64_t>(person_.value));
  if (mean_between_ <= 0.0) return;  // pieces of no length load nobody
  if (spec().at_start == InTray::usual) find_usual_work();
  expect_next();
}

void Duties::find_usual_work() {
  while (random_.chance(spec().load)) put_into_tray(draw_rest(spec().piece, random_));
}

void Duties::expect_next() {
  stage_.simulation.schedule_after(random_.exponential(mean_between_), [this] { on_arrival(); });
}

void Duties::on_arrival() {
  put_into_tray(draw(spec().piece, random_));
  expect_next();
}

void Duties::put_into_tray(double days) {
  pieces_.push_back(stage_.work(person_, days, Work::inside, [this, days] { on_done(days); }));
}

void Duties::on_done(double days) {
  held_ += days;
  pieces_.erase(pieces_.begin());  // of one rank, so they end in the order in which they came
}

double Duties::days_held() const {
  return held_ + (pieces_.empty() ? 0.0 : stage_.calendars.held(pieces_.front()));
}

}  // namespace nakodo::models

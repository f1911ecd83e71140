#include "models/random_search.hpp"

#include <algorithm>

#include "models/project.hpp"

namespace nakodo::models {
namespace {

// Beyond the streams of deals, projects and persons.
constexpr std::uint64_t of_probes = std::uint64_t{1} << 34U;

}  // namespace

RandomSearch::RandomSearch(Stage& stage, Project& project, Deal& deal, Search& search,
                           const AtRandom& spec, std::string_view resource)
    : stage_(stage),
      project_(project),
      deal_(deal),
      search_(search),
      spec_(spec),
      resource_(resource),
      far_(stage.cast, stage.cast[project.firm()].firm->community),
      encounter_(stage, deal, *this),
      order_(0, 0, 0, 0),
      errors_(0, 0, 0, 0) {}

void RandomSearch::reset(std::uint64_t entity) {
  state_ = State::idle;
  unasked_.fill(far_.size());
  encounter_.reset(of_probes + entity);
  order_ = stage_.stream(Purpose::search, entity);
  errors_ = stage_.stream(Purpose::search, of_probes + entity);
}

void RandomSearch::abandon() {
  encounter_.abandon();
  if (!stage_.calendars.running(booking_)) stage_.calendars.cancel(booking_);
  state_ = State::idle;
}

void RandomSearch::charge_work_in_hand() {
  encounter_.charge_work_in_hand();
  deal_.worked(project_.champion(), stage_.calendars.held(booking_));
}

void RandomSearch::ask_next() {
  if (!search_.is_looking()) {
    state_ = State::idle;
    return;
  }
  if (unasked_.empty()) {
    state_ = State::exhausted;
    return search_.mode_was_exhausted();
  }
  state_ = State::asking;
  firm_ = far_[unasked_.draw(order_)];
  stage_.cast.meet(firm_);
  deal_.firm_was_probed();
  encounter_.begin(project_.champion(), stage_.cast[firm_].contact(),
                   {.topic = Topic::probe,
                    .medium = project_.medium(Topic::probe),
                    .via = {},
                    .shrinkage = 1.0,
                    .travels = true});
}

void RandomSearch::clarification_was_needed(PersonId) { deal_.probe_was_unclear(); }

void RandomSearch::encounter_was_held() {
  state_ = State::screening;
  booking_ = stage_.work(project_.champion(), days_of_screening(), Work::outside,
                         [this] { on_screened(); });
}

void RandomSearch::on_screened() {
  deal_.worked(project_.champion(), days_of_screening());
  if (!deal_.open()) return;
  const double fit = seeming_fit();
  stage_.trace.fact(Fact::probed, project_.champion(), stage_.cast[firm_].contact(), deal_.id(),
                    fit);
  if (!(fit >= project_.spec().required_fit)) return ask_next();
  state_ = State::idle;
  search_.candidate_was_found(firm_);
}

double RandomSearch::seeming_fit() {
  const SupplySpec* supply = stage_.cast.supply(firm_, resource_);
  if (supply == nullptr || encounter_.misunderstood()) return no_value;
  const double noise = stage_.scenario.persuasion.fit_noise;
  const double error = noise > 0.0 ? errors_.normal(0.0, noise) : 0.0;
  return std::clamp(supply->fit + error, 0.0, 1.0);
}

double RandomSearch::days_of_screening() const {
  return stage_.days_of_work(project_.champion(), spec_.screening);
}

}  // namespace nakodo::models

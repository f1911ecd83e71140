#include "models/need.hpp"

#include <algorithm>

#include "models/project.hpp"

namespace nakodo::models {

Need::Need(Stage& stage, Project& project, DealId first, ResourceId resource,
           const OneOrMore<std::string>& any_of)
    : stage_(stage),
      project_(project),
      first_(first),
      resource_(resource),
      any_of_(any_of),
      search_(stage, project, *this) {
  add_deal();
  latest_ = deals_.front().get();
}

void Need::add_deal() { deals_.push_back(stage_.region.make<Deal>(stage_, project_, *this)); }

void Need::reset() {
  last_ = 0;
  latest_ = deals_.front().get();
  deal().reset(first_);
  search_.reset(static_cast<std::uint64_t>(first_.value));
}

bool Need::goes_on_after(const Deal& closed) {
  if (closed.state() != DealState::dropped || !would_go_on(closed)) return false;
  deal().was_followed();
  if (++last_ == deals_.size()) add_deal();
  latest_ = deals_[last_].get();
  latest_->follow(closed, stage_.next_deal());
  return true;
}

void Need::charge_work_in_hand() {
  search_.charge_work_in_hand();
  for (std::size_t i = 0; i <= last_; ++i) deals_[i]->charge_work_in_hand();
}

bool Need::owns(DealId deal) const {
  return std::any_of(deals_.begin(), deals_.begin() + static_cast<std::ptrdiff_t>(deals()),
                     [&](const auto& own) { return own->id() == deal; });
}

bool Need::was_tried(BodyId firm) const {
  if (last_ == 0) return latest_->partner() == firm;  // as mostly: its deal is in the cache
  return std::any_of(deals_.begin(), deals_.begin() + static_cast<std::ptrdiff_t>(deals()),
                     [&](const auto& own) { return own->partner() == firm; });
}

}  // namespace nakodo::models

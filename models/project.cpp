#include "models/project.hpp"

#include <algorithm>

namespace nakodo::models {

Project::Project(Stage& stage, ProjectId id, const ProjectSpec& spec, BodyId firm,
                 std::size_t number, DealId first_deal, std::span<const ResourceId> resources,
                 std::vector<Secondment>& secondments)
    : stage_(stage),
      id_(id),
      spec_(spec),
      firm_(firm),
      champion_(stage.cast.contact(firm)),
      number_(number),
      channel_(stage, *this),
      secondments_(secondments) {
  media_.fill(stage.medium(spec.medium));
  const auto prefer = [&](Topic topic, const std::optional<std::string>& medium) {
    if (medium) media_[static_cast<std::size_t>(topic)] = stage.medium(*medium);
  };
  prefer(Topic::persuade, spec.media.persuade);
  prefer(Topic::explain, spec.media.explain);
  prefer(Topic::dispute, spec.media.dispute);
  prefer(Topic::offer, spec.media.offer);
  for (std::size_t i = 0; i < spec.needs.size(); ++i)
    needs_.push_back(stage.region.make<Need>(stage, *this, make_id<DealId>(first_deal.index() + i),
                                             resources[i], spec.needs[i]));
}

void Project::reset(int occasions_to_come) {
  stage_.cast.hire(firm_);
  occasions_to_come_ = occasions_to_come;
  channel_.reset();
  for (const auto& need : needs_) need->reset();
  begun_ = false;
  signed_deals_ = 0;
  t_launched_ = not_reached;
}

void Project::begin() {
  for (const auto& need : needs_) need->deal().conceive();
  if (channel_.begin()) return;
  begin_deals();
}

void Project::begin_deals() {
  begun_ = true;
  for (const auto& need : needs_) need->begin();
}

void Project::acquaintance_made() { channel_.acquaintance_made(); }

void Project::firm_was_met(BodyId firm, const Meeting& meeting) {
  for (const auto& need : needs_) need->search().firm_was_met(firm, meeting);
}

void Project::occasion_has_passed() {
  if (--occasions_to_come_ > 0) return;
  for (const auto& need : needs_) need->search().no_occasion_is_left();
}

void Project::go_between_was_engaged() {
  const double open = open_deals();
  const double fee = open > 0.0 ? channel_.fee() / open : 0.0;
  for (const auto& need : needs_) need->deal().go_between_was_engaged(fee);
  if (!begun_) begin_deals();
}

void Project::go_between_was_disengaged() {
  for (const auto& need : needs_) need->deal().go_between_was_disengaged();
}

void Project::retainer_was_due(double money, Deal* closing) {
  const double sharing = open_deals() + (closing != nullptr ? 1.0 : 0.0);
  for (const auto& need : needs_)
    if (Deal& deal = need->deal(); deal.open() || &deal == closing)
      deal.retainer_was_due(money / sharing);
}

void Project::partner_was_contacted(Deal& deal) {
  for (Secondment& secondment : secondments_)
    if (secondment.firm() == firm_ && secondment.host() == deal.partner())
      secondment.host_was_contacted(deal);
}

void Project::deal_was_closed(Deal& deal) {
  if (deal.outcome().is_signed() && ++signed_deals_ == static_cast<std::int32_t>(needs_.size())) {
    t_launched_ = stage_.now();
    stage_.trace.fact(Fact::launched, champion(), {}, deal.id(), t_launched_);
  }
  channel_.deal_is_closing(deal);
  const bool goes_on = deal.need().goes_on_after(deal);
  channel_.deal_was_closed(deal);
  if (goes_on) channel_.deal_was_conceived(deal.need().deal());
  for (Secondment& secondment : secondments_) secondment.deal_was_closed(deal);
  stage_.deal_was_closed();
  if (goes_on) deal.need().resume();
}

Deal* Project::first_open_deal() const {
  for (const auto& need : needs_)
    if (need->deal().open()) return &need->deal();
  return nullptr;
}

double Project::worst_frustration() const {
  double worst = 0.0;
  for (const auto& need : needs_)
    if (need->deal().open()) worst = std::max(worst, need->deal().worst_frustration());
  return worst;
}

double Project::open_deals() const {
  return static_cast<double>(std::count_if(needs_.begin(), needs_.end(),
                                           [](const auto& need) { return need->deal().open(); }));
}

std::size_t Project::place_of(DealId deal) const {
  const auto found = std::find_if(needs_.begin(), needs_.end(),
                                  [&](const auto& need) { return need->owns(deal); });
  return static_cast<std::size_t>(found - needs_.begin());
}

const Secondment* Project::secondment_at(BodyId host) const {
  for (const Secondment& secondment : secondments_)
    if (secondment.is_away() && secondment.firm() == firm_ && secondment.host() == host)
      return &secondment;
  return nullptr;
}

ProjectOutcome Project::outcome() const {
  return {id_, firm_, static_cast<std::int32_t>(needs_.size()), signed_deals_, t_launched_};
}

}  // namespace nakodo::models

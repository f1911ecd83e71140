#include "models/bureau.hpp"

#include <algorithm>
#include <stdexcept>
#include <string>

#include "models/project.hpp"

namespace nakodo::models {
namespace {

// Beyond the streams of random search and referral.
constexpr std::uint64_t of_applications = std::uint64_t{1} << 41U;
constexpr std::uint64_t of_introduced_probes = of_applications + (std::uint64_t{1} << 32U);

const BureauSpec& bureau_of(const Cast& cast, BodyId agency) {
  const IntermediarySpec* spec = cast[agency].intermediary;
  if (spec == nullptr || !spec->bureau)
    throw std::invalid_argument("'" + cast[agency].name + "' is no bureau");
  return *spec->bureau;
}

/// Whose registry the firms are listed from.
BodyId keeper_of_registry(const Cast& cast, BodyId agency) {
  const auto& counterpart = bureau_of(cast, agency).counterpart;
  if (!counterpart) return agency;
  const BodyId abroad = cast.body(*counterpart);
  bureau_of(cast, abroad);
  return abroad;
}

}  // namespace

Bureau::Bureau(Stage& stage, Project& project, Need& need, Search& search, const ByBureau& spec)
    : stage_(stage),
      project_(project),
      need_(need),
      search_(search),
      spec_(spec),
      agency_(stage.cast.body(spec.agency)),
      registry_(stage, keeper_of_registry(stage.cast, agency_),
                stage.cast.firm(project.firm())->community, need.any_of()),
      probing_(stage, project, need, *this),
      lists_(0, 0, 0, 0),
      services_(0, 0, 0, 0) {
  const auto add = [&](BodyId body) {
    for (const PersonId officer : stage.cast[body].officers)
      offices_.push_back({officer, &bureau_of(stage.cast, body).service});
  };
  add(agency_);
  if (const BodyId abroad = keeper_of_registry(stage.cast, agency_); abroad != agency_) add(abroad);
}

void Bureau::reset(std::uint64_t entity) {
  registry_.reset();
  probing_.reset(of_introduced_probes + entity);
  lists_ = stage_.stream(Purpose::search, of_applications + entity);
  services_ = stage_.stream(Purpose::calendar, of_applications + entity);
  state_ = State::idle;
  applications_ = 0;
  list_.clear();
  nobody_left_ = false;
}

void Bureau::abandon() {
  probing_.abandon();
  if (!stage_.calendars.running(booking_)) stage_.calendars.cancel(booking_);
}

void Bureau::resume() {
  probing_.resume();
  if (state_ == State::idle) go_on();
}

bool Bureau::could_go_on() const {
  if (state_ != State::idle) return state_ != State::exhausted;
  const auto is_new = [&](BodyId firm) { return !search_.was_tried(firm); };
  return std::any_of(list_.begin(), list_.end(), is_new) || may_apply();
}

void Bureau::charge_work_in_hand() {
  probing_.charge_work_in_hand();
  const double days = stage_.calendars.held(booking_);
  need_.deal().worked(state_ == State::writing ? project_.champion() : clerk(at_), days);
}

void Bureau::go_on() {
  if (!search_.is_looking()) return;
  while (!list_.empty()) {
    const BodyId firm = list_.front();
    list_.pop_front();
    if (search_.was_tried(firm)) continue;
    state_ = State::probing;
    return probing_.begin(firm);
  }
  if (may_apply()) return apply();
  state_ = State::exhausted;
  search_.mode_was_exhausted();
}

void Bureau::firm_was_probed(BodyId firm, bool fits) {
  state_ = State::idle;
  if (fits) return search_.candidate_was_found(firm);
  go_on();
}

// --- Through the offices
// ------------------------------------------------------------------------------------------------

void Bureau::apply() {
  state_ = State::writing;
  booking_ =
      stage_.work(project_.champion(), days_of_writing(), Work::outside, [this] { on_written(); });
}

void Bureau::on_written() {
  need_.deal().worked(project_.champion(), days_of_writing());
  if (!need_.deal().open()) return;
  ++applications_;
  need_.deal().application_was_made();
  stage_.trace.fact(Fact::applied, project_.champion(), clerk(0), need_.deal().id(), applications_);
  state_ = State::filed;
  at_ = 0;
  pass_to_next();
}

void Bureau::pass_to_next() {
  if (at_ == offices_.size()) return give_list();
  const Office& office = offices_[at_];
  const double days = draw(*office.service, services_);
  booking_ = stage_.work(office.officer, days, Work::outside, [this, days] { on_passed(days); });
}

void Bureau::on_passed(double days) {
  need_.deal().worked(offices_[at_].officer, days);
  if (!need_.deal().open()) return;
  ++at_;
  pass_to_next();
}

void Bureau::give_list() {
  state_ = State::idle;
  if (lists_.chance(bureau_of(stage_.cast, agency_).addresses)) {
    const std::vector<BodyId> firms = registry_.list(spec_.shortlist, lists_);
    list_.assign(firms.begin(), firms.end());
    nobody_left_ = firms.empty();
  }
  stage_.trace.fact(Fact::listed, clerk(offices_.size()), project_.champion(), need_.deal().id(),
                    static_cast<double>(list_.size()));
  go_on();
}

double Bureau::days_of_writing() const {
  return stage_.days_of_work(project_.champion(), spec_.effort);
}

PersonId Bureau::clerk(std::size_t office) const {
  if (offices_.empty()) return stage_.cast[agency_].contact();
  return offices_[std::min(office, offices_.size() - 1)].officer;
}

}  // namespace nakodo::models

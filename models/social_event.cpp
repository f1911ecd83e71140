#include "models/social_event.hpp"

#include <algorithm>
#include <cmath>

namespace nakodo::models {
namespace {

// Beyond the streams of acquaintances.
constexpr std::uint64_t of_events = std::uint64_t{1} << 40U;

bool one_decides(const FirmSpec& firm) { return firm.assent.protocol == Protocol::delegated; }

}  // namespace

SocialEvent::SocialEvent(Stage& stage, OccasionId id, const SocialEventSpec& spec,
                         const std::vector<kernel::Region::Kept<Project>>& projects)
    : stage_(stage),
      id_(id),
      spec_(spec),
      day_(spec.date.day - stage.scenario.time.start.day),
      days_(static_cast<std::size_t>(std::ceil(spec.lasts))),
      medium_(stage.medium(spec.medium)),
      projects_(projects),
      attendance_(stage, spec) {}

void SocialEvent::schedule() {
  attendance_.reset();
  if (takes_place()) stage_.simulation.schedule_at(day_, [this] { on_date(); });
}

void SocialEvent::on_date() {
  stage_.trace.fact(Fact::occasion, {}, {}, {}, id_.value);
  auto random = stream(0);
  attendance_.draw(random);
  if (!is_informal()) stage_.trace.fact(Fact::attended, {}, {}, {}, attended());
  match();
  on_next_day(0);
}

void SocialEvent::on_next_day(std::size_t day) {
  hold(meetings_.size() * day / days_, meetings_.size() * (day + 1) / days_);
  if (day + 1 < days_) {
    stage_.simulation.schedule_after(1.0, [this, day] { on_next_day(day + 1); });
    return;
  }
  for (const auto& project : projects_)
    if (attendance_.may_include(project->firm())) project->occasion_has_passed();
}

kernel::RandomStream SocialEvent::stream(std::uint64_t which) const {
  return stage_.stream(Purpose::search,
                       of_events + 2 * static_cast<std::uint64_t>(id_.value) + which);
}

// --- Who meets whom
// ------------------------------------------------------------------------------------------------

void SocialEvent::match() {
  meetings_.clear();
  const std::vector<BodyId>& bodies = attendance_.bodies();
  if (spec_.matching == Matching::everybody) {
    for (std::size_t i = 0; i < bodies.size(); ++i)
      for (std::size_t j = i + 1; j < bodies.size(); ++j)
        meetings_.emplace_back(bodies[i], bodies[j]);
    return;
  }
  std::vector<BodyId> firms;
  for (const BodyId body : bodies)
    if (stage_.cast.firm(body) != nullptr)
      firms.push_back(body);
    else
      for (const BodyId other : bodies)
        if (other != body) introduce(body, other);
  auto random = stream(1);
  arranged_.clear();
  if (spec_.matching == Matching::curated) arrange(firms, random);
  timetable_.fill(static_cast<std::uint32_t>(firms.size()), static_cast<std::uint32_t>(spec_.slots),
                  arranged_, random);
  for (const auto& [a, b] : timetable_.pairs()) meetings_.emplace_back(firms[a], firms[b]);
}

void SocialEvent::arrange(const std::vector<BodyId>& firms, kernel::RandomStream& random) {
  std::vector<bool> known;
  for (const BodyId firm : firms) known.push_back(attendance_.organiser_knows(firm));
  wishes_.clear();
  for (const auto& project : projects_) {
    const auto found = std::find(firms.begin(), firms.end(), project->firm());
    const auto i = static_cast<std::size_t>(found - firms.begin());
    if (found == firms.end() || !known[i]) continue;
    for (const auto& need : project->needs()) {
      if (!need->deal().wants_a_partner()) continue;
      for (std::size_t j = 0; j < firms.size(); ++j) {
        const auto fit = stage_.cast.best_fit(firms[j], need->any_of());
        if (j == i || !known[j] || !fit) continue;
        wishes_.push_back({{static_cast<std::uint32_t>(i), static_cast<std::uint32_t>(j)}, *fit});
      }
    }
  }
  Timetable::shuffle(wishes_, random);
  std::stable_sort(wishes_.begin(), wishes_.end(),
                   [](const Wish& a, const Wish& b) { return a.fit > b.fit; });
  for (const Wish& wish : wishes_) arranged_.push_back(wish.pair);
}

// --- How they meet
// ------------------------------------------------------------------------------------------------

void SocialEvent::introduce(BodyId a, BodyId b) {
  const PersonId one = stage_.cast.contact(a);
  const PersonId other = stage_.cast.contact(b);
  if (stage_.bonds.aware(one, other)) return;
  stage_.introduce(a, b);
  stage_.trace.fact(Fact::introduced, one, other, {}, id_.value);
}

void SocialEvent::hold(std::size_t first, std::size_t last) {
  for (std::size_t i = first; i < last; ++i) introduce(meetings_[i].first, meetings_[i].second);
  for (const auto& project : projects_) {
    const BodyId firm = project->firm();
    if (!attendance_.includes(firm)) continue;
    project->acquaintance_made();
    for (std::size_t i = first; i < last; ++i) {
      const auto& [a, b] = meetings_[i];
      if (a == firm)
        project->firm_was_met(b, meeting(a, b));
      else if (b == firm)
        project->firm_was_met(a, meeting(b, a));
    }
  }
}

Meeting SocialEvent::meeting(BodyId of, BodyId with) const {
  Meeting meeting{.medium = medium_, .travels = false, .occasion = id_};
  if (!spec_.has_rule()) return meeting;
  const FirmSpec* firm = stage_.cast.firm(of);
  const FirmSpec* other = stage_.cast.firm(with);
  meeting.settles = spec_.asks_for(Envoy::executive) && other != nullptr && one_decides(*firm) &&
                    one_decides(*other);
  meeting.round_trip = spec_.round_trip;
  meeting.noise = spec_.asks_for(Envoy::engineer) ? 0.0 : spec_.noise;
  return meeting;
}

}  // namespace nakodo::models

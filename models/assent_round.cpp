#include "models/assent_round.hpp"

#include <numeric>

#include "models/deal.hpp"

namespace nakodo::models {

AssentRound::AssentRound(Stage& stage, Deal& deal, Party party, Inside& inside)
    : stage_(stage), deal_(deal), party_(party), inside_(inside), random_(0, 0, 0, 0) {}

void AssentRound::reset(std::uint64_t entity) {
  // Anchors are drawn from the streams of persons; rounds have their own, beyond all persons.
  random_ = stage_.stream(
      Purpose::inside, (std::uint64_t{1} << 32U) + 2 * entity + static_cast<std::uint64_t>(party_));
}

template <auto Next>
void AssentRound::work(PersonId person, double person_days, std::size_t who) {
  const double days = stage_.days_of_work(person, person_days);
  const auto decider = static_cast<std::uint32_t>(who);
  workers_[who] = person;
  bookings_[who] = stage_.work(person, days, Work::inside, [this, days, decider, person] {
    deal_.worked(person, days);
    if (deal_.open()) (this->*Next)(decider);
  });
}

void AssentRound::begin() {
  const AssentSpec& how = inside_.firm().firm->assent;
  circulation_.begin(how.protocol, how.objection, inside_.size());
  visits_.assign(inside_.size(), 0);
  workers_.assign(inside_.size(), {});
  bookings_.assign(inside_.size(), {});
  stage_.trace.fact(Fact::round_begun, champion(), {}, deal_.id(),
                    static_cast<double>(inside_.size()));
  if (how.protocol == Protocol::meeting) return meet();
  proceed();
}

void AssentRound::abandon() {
  for (const kernel::BookingId booking : bookings_)
    if (!stage_.calendars.running(booking)) stage_.calendars.cancel(booking);
  if (!stage_.calendars.running(meeting_)) stage_.calendars.cancel(meeting_);
}

void AssentRound::charge_work_in_hand() {
  for (std::size_t i = 0; i < bookings_.size(); ++i) {
    const double days = stage_.calendars.held(bookings_[i]);
    if (days > 0.0) deal_.worked(workers_[i], days);
  }
  const double days = stage_.calendars.held(meeting_);
  if (days > 0.0) charge_meeting(days);
}

void AssentRound::charge_meeting(double days) {
  deal_.worked(champion(), days);
  for (std::size_t i = 0; i < inside_.size(); ++i)
    if (inside_.decider(i) != champion()) deal_.worked(inside_.decider(i), days);
}

void AssentRound::proceed() {
  if (circulation_.complete()) {
    stage_.trace.fact(Fact::round_done, champion(), {}, deal_.id(),
                      std::accumulate(visits_.begin(), visits_.end(), 0));
    return deal_.assent_was_given(party_);
  }
  while (const auto who = circulation_.next()) on_turn(*who);
}

void AssentRound::on_turn(std::size_t who) {
  if (inside_.in_favour(who)) return seal(who);
  work<&AssentRound::on_presented>(champion(), stage_.scenario.persuasion.visit_effort, who);
}

void AssentRound::on_presented(std::size_t who) {
  work<&AssentRound::on_heard>(inside_.decider(who), stage_.scenario.persuasion.visit_effort, who);
}

void AssentRound::on_heard(std::size_t who) {
  if (makes_up_his_mind(who)) return seal(who);
  if (persistence_is_spent(who)) return deal_.assent_was_refused();
  object(who);
  proceed();
}

void AssentRound::on_sealed(std::size_t who) {
  stage_.trace.fact(Fact::assented, inside_.decider(who), champion(), deal_.id(),
                    inside_.stance(who));
  circulation_.sealed(who);
  proceed();
}

void AssentRound::meet() {
  participants_.clear();
  participants_.push_back(stage_.cast[champion()].calendar);
  for (std::size_t i = 0; i < inside_.size(); ++i)
    if (inside_.decider(i) != champion())
      participants_.push_back(stage_.cast[inside_.decider(i)].calendar);
  meeting_ = stage_.calendars.book_jointly(
      participants_, stage_.scenario.persuasion.meeting_duration, [this] { on_met(); });
}

void AssentRound::on_met() {
  charge_meeting(stage_.scenario.persuasion.meeting_duration);
  if (!deal_.open()) return;
  // Everybody hears and decides first; objections count only when all have spoken.
  for (std::size_t i = 0; i < inside_.size(); ++i)
    if (circulation_.has_sealed(i) || inside_.in_favour(i) || makes_up_his_mind(i))
      circulation_.sealed(i);
  for (std::size_t i = 0; i < inside_.size(); ++i) {
    if (circulation_.has_sealed(i)) continue;
    if (persistence_is_spent(i)) return deal_.assent_was_refused();
  }
  if (circulation_.complete()) {
    for (std::size_t i = 0; i < inside_.size(); ++i)
      stage_.trace.fact(Fact::assented, inside_.decider(i), champion(), deal_.id(),
                        inside_.stance(i));
    return proceed();
  }
  for (std::size_t i = 0; i < inside_.size(); ++i)
    if (!circulation_.has_sealed(i) && !inside_.in_favour(i)) object(i);
  meet();
}

bool AssentRound::makes_up_his_mind(std::size_t who) {
  ++visits_[who];
  deal_.visited();
  const bool heard = random_.chance(probability_heard(who));
  if (heard) inside_.persuade(who, deal_.merit(party_));
  stage_.trace.fact(heard ? Fact::visit : Fact::visit_misunderstood, champion(),
                    inside_.decider(who), deal_.id(), inside_.stance(who));
  return inside_.in_favour(who);
}

void AssentRound::seal(std::size_t who) {
  work<&AssentRound::on_sealed>(inside_.decider(who), stage_.scenario.persuasion.seal_effort, who);
}

void AssentRound::object(std::size_t who) {
  stage_.trace.fact(Fact::objected, inside_.decider(who), champion(), deal_.id(),
                    inside_.stance(who));
  circulation_.objected(who);
}

bool AssentRound::persistence_is_spent(std::size_t who) const {
  return visits_[who] >= stage_.scenario.persuasion.persistence;
}

double AssentRound::probability_heard(std::size_t who) const {
  const Understanding& parameters = stage_.scenario.understanding;
  const double apart = distance(stage_.cast[champion()].styles,
                                stage_.cast[inside_.decider(who)].styles, parameters.weights);
  // Colleagues know each other: what familiarity can do is in their distance already.
  return probability_understood(parameters.complexity[Topic::persuade], apart, 0.0,
                                stage_[stage_.face_to_face].reach);
}

PersonId AssentRound::champion() const { return inside_.firm().contact(); }

}  // namespace nakodo::models

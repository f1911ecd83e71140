#include "models/unit_round.hpp"

#include <algorithm>
#include <numeric>

#include "models/assent_round.hpp"
#include "models/deal.hpp"

namespace nakodo::models {

UnitRound::UnitRound(Stage& stage, Deal& deal, AssentRound& firm, Party party, Inside& inside,
                     std::size_t unit)
    : stage_(stage),
      deal_(deal),
      firm_(firm),
      party_(party),
      inside_(inside),
      unit_(unit),
      random_(0, 0, 0, 0) {}

void UnitRound::reset(kernel::RandomStream random) {
  random_ = random;
  pieces_.clear();
  meeting_ = {};
}

template <auto Next>
void UnitRound::work(const Person& person, double person_days, std::size_t who) {
  auto found =
      std::find_if(pieces_.begin(), pieces_.end(), [](const Piece& piece) { return piece.over; });
  if (found == pieces_.end()) found = pieces_.insert(found, Piece{});
  const auto piece = static_cast<std::size_t>(found - pieces_.begin());
  const double days = stage_.days_of_work(person, person_days);
  *found = {&person, days, who, round_, false, {}};
  const kernel::BookingId booking =
      stage_.work(person, days, Work::inside, [this, piece] { on_worked<Next>(piece); });
  pieces_[piece].booking = booking;
}

template <auto Next>
void UnitRound::on_worked(std::size_t piece) {
  pieces_[piece].over = true;
  const Piece done = pieces_[piece];
  deal_.worked(*done.worker, done.days);
  if (deal_.open() && done.round == round_) (this->*Next)(done.who);
}

void UnitRound::begin() {
  const AssentSpec& how = *inside_.unit(unit_).assent;
  const std::size_t deciders = inside_.unit(unit_).size;
  circulation_.begin(how.protocol, how.objection, deciders, how.rule);
  visits_.assign(deciders, 0);
  if (how.protocol == Protocol::meeting) return meet();
  proceed();
}

void UnitRound::abandon() {
  ++round_;
  for (Piece& piece : pieces_) {
    if (piece.over || stage_.calendars.running(piece.booking)) continue;
    piece.over = true;
    stage_.calendars.cancel(piece.booking);
  }
  if (!stage_.calendars.running(meeting_)) stage_.calendars.cancel(meeting_);
}

void UnitRound::charge_work_in_hand() {
  for (const Piece& piece : pieces_) {
    const double days = piece.over ? 0.0 : stage_.calendars.held(piece.booking);
    if (days > 0.0) deal_.worked(*piece.worker, days);
  }
  const double days = stage_.calendars.held(meeting_);
  if (days > 0.0) charge_meeting(days);
}

void UnitRound::charge_meeting(double days) {
  deal_.worked(champion(), days);
  for (std::size_t i = 0; i < circulation_.size(); ++i)
    if (!circulation_.is_lost(i) && &decider(i) != &champion()) deal_.worked(decider(i), days);
}

int UnitRound::visits() const { return std::accumulate(visits_.begin(), visits_.end(), 0); }

void UnitRound::proceed() {
  if (circulation_.complete()) {
    abandon();
    return firm_.unit_has_assented(unit_);
  }
  while (const auto who = circulation_.next()) on_turn(*who);
}

void UnitRound::on_turn(std::size_t who) {
  if (in_favour(who)) return seal(who);
  work<&UnitRound::on_presented>(champion(), stage_.scenario.persuasion.visit_effort, who);
}

void UnitRound::on_presented(std::size_t who) {
  work<&UnitRound::on_heard>(decider(who), stage_.scenario.persuasion.visit_effort, who);
}

void UnitRound::on_heard(std::size_t who) {
  if (makes_up_his_mind(who)) return seal(who);
  count_objection(who);
  if (circulation_.hopeless()) return deal_.assent_was_refused();
  object(who);
  proceed();
}

void UnitRound::on_sealed(std::size_t who) {
  fact(Fact::assented, decider(who), champion(), who);
  circulation_.sealed(who);
  proceed();
}

void UnitRound::meet() {
  participants_.clear();
  participants_.push_back(champion().calendar);
  for (std::size_t i = 0; i < circulation_.size(); ++i)
    if (!circulation_.is_lost(i) && &decider(i) != &champion())
      participants_.push_back(decider(i).calendar);
  meeting_ = stage_.calendars.book_jointly(
      participants_, stage_.scenario.persuasion.meeting_duration, [this] { on_met(); });
}

void UnitRound::on_met() {
  charge_meeting(stage_.scenario.persuasion.meeting_duration);
  if (!deal_.open()) return;
  // Everybody hears and decides first; objections count only when all have spoken.
  objectors_.clear();
  for (std::size_t i = 0; i < circulation_.size(); ++i) {
    if (circulation_.is_lost(i)) continue;
    if (circulation_.has_sealed(i) || in_favour(i) || makes_up_his_mind(i))
      circulation_.sealed(i);
    else
      objectors_.push_back(i);
  }
  if (circulation_.complete()) {
    for (std::size_t i = 0; i < circulation_.size(); ++i)
      if (circulation_.has_sealed(i)) fact(Fact::assented, decider(i), champion(), i);
    return proceed();
  }
  for (const std::size_t i : objectors_) count_objection(i);
  if (circulation_.hopeless()) return deal_.assent_was_refused();
  for (const std::size_t i : objectors_) object(i);
  meet();
}

bool UnitRound::makes_up_his_mind(std::size_t who) {
  ++visits_[who];
  deal_.visited();
  const bool heard = random_.chance(probability_heard(who));
  if (heard) inside_.persuade(place(who), deal_.merit(party_, inside_.fear(place(who))));
  fact(heard ? Fact::visit : Fact::visit_misunderstood, champion(), decider(who), who);
  return in_favour(who);
}

void UnitRound::seal(std::size_t who) {
  work<&UnitRound::on_sealed>(decider(who), stage_.scenario.persuasion.seal_effort, who);
}

void UnitRound::count_objection(std::size_t who) {
  if (visits_[who] >= stage_.scenario.persuasion.persistence)
    circulation_.lost(who);
  else
    circulation_.objected(who);
}

void UnitRound::object(std::size_t who) {
  fact(Fact::objected, decider(who), champion(), who);
  inside_.objected(place(who));
  deal_.fear_was_shown(party_, inside_.fear(place(who)));
}

double UnitRound::probability_heard(std::size_t who) {
  const Understanding& parameters = stage_.scenario.understanding;
  const double apart = distance(champion().styles, decider(who).styles, parameters.weights);
  if (apart != apart_) {
    apart_ = apart;
    // Colleagues know each other: what familiarity can do is in their distance already.
    heard_ = probability_understood(parameters.complexity[Topic::persuade], apart, 0.0,
                                    stage_[stage_.face_to_face].reach);
  }
  return heard_;
}

bool UnitRound::in_favour(std::size_t who) const {
  return inside_.in_favour(place(who), circulation_.share_of_peers(who));
}

void UnitRound::fact(Fact kind, const Person& from, const Person& to, std::size_t about) const {
  stage_.trace.fact(kind, from.id, to.id, deal_.id(), inside_.stance(place(about)));
}

}  // namespace nakodo::models

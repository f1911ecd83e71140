#include "models/referral.hpp"

#include <algorithm>
#include <cmath>

#include "models/acquaintance.hpp"
#include "models/project.hpp"

namespace nakodo::models {
namespace {

// Beyond the streams of random search.
constexpr std::uint64_t of_questions = std::uint64_t{5} << 32U;
constexpr std::uint64_t of_referred_probes = std::uint64_t{6} << 32U;

}  // namespace

Referral::Referral(Stage& stage, Project& project, Need& need, Search& search,
                   const ByReferral& spec)
    : stage_(stage),
      project_(project),
      need_(need),
      search_(search),
      spec_(spec),
      gatekeepers_(stage.outlooks.of(project.firm()).gatekeepers),
      far_(stage.outlooks.of(project.firm()).far_firms),
      encounter_(stage, *this),
      probing_(stage, project, need, *this),
      random_(0, 0, 0, 0) {}

void Referral::reset(std::uint64_t entity) {
  encounter_.reset(of_questions + entity, need_.deal());
  probing_.reset(of_referred_probes + entity);
  random_ = stage_.stream(Purpose::search, of_questions + entity);
  known_.clear();
  next_ = 0;
  talking_ = false;
  errands_.clear();
  under_way_ = 0;
  used_.clear();
  names_.clear();
  named_.clear();
  exhausted_ = false;
}

void Referral::begin() {
  const PersonId champion = project_.champion();
  for (std::size_t i = 0; i < gatekeepers_.size(); ++i) {
    const Gatekeeper& one = gatekeepers_[i];
    if (!stage_.bonds.aware(champion, one.person) &&
        knows(stage_, one.body, project_.firm(), one.at_home)) {
      stage_.introduce(champion, one.person);
      project_.acquaintance_made();
    }
    if (is_asked(one) && (one.far || !one.tied_to.empty()) &&
        stage_.bonds.aware(champion, one.person))
      known_.push_back(i);
  }
  std::stable_sort(known_.begin(), known_.end(), [&](std::size_t a, std::size_t b) {
    return stage_.trust(champion, gatekeepers_[a].person) >
           stage_.trust(champion, gatekeepers_[b].person);
  });
  go_on();
}

bool Referral::is_asked(const Gatekeeper& gatekeeper) const {
  return spec_.ask.empty() || std::find(spec_.ask.begin(), spec_.ask.end(),
                                        stage_.cast[gatekeeper.body].name) != spec_.ask.end();
}

void Referral::abandon() {
  encounter_.abandon();
  probing_.abandon();
  for (const Errand& errand : errands_)
    if (!stage_.calendars.running(errand.booking)) stage_.calendars.cancel(errand.booking);
}

void Referral::resume() {
  encounter_.serve(need_.deal());
  probing_.resume();
  go_on();
}

bool Referral::could_go_on() const {
  const auto is_new = [&](const Name& name) { return !search_.was_tried(name.firm); };
  return next_ < known_.size() || talking_ || under_way_ > 0 || !probing_.idle() ||
         std::any_of(names_.begin(), names_.end(), is_new);
}

void Referral::charge_work_in_hand() {
  encounter_.charge_work_in_hand();
  probing_.charge_work_in_hand();
  for (const Errand& errand : errands_)
    if (errand.whose.some())
      need_.deal().worked(errand.whose, stage_.calendars.held(errand.booking));
}

void Referral::go_on() {
  if (!search_.is_looking() || talking_ || !probing_.idle()) return;
  while (!names_.empty()) {
    const Name name = names_.front();
    names_.pop_front();
    if (!search_.was_tried(name.firm)) return probe(name);
  }
  if (under_way_ > 0) return;
  if (next_ < known_.size()) {
    talking_ = true;
    return encounter_.begin(project_.champion(), gatekeepers_[known_[next_]].person,
                            {.topic = Topic::refer,
                             .medium = project_.medium(Topic::refer),
                             .via = {},
                             .shrinkage = 1.0,
                             .travels = true});
  }
  exhausted_ = true;
  search_.mode_was_exhausted();
}

// --- From gatekeeper to gatekeeper
// ------------------------------------------------------------------------------------------------

void Referral::clarification_was_needed(PersonId) { need_.deal().question_was_unclear(); }

void Referral::encounter_was_held() {
  talking_ = false;
  const std::size_t asked = known_[next_++];
  if (!encounter_.misunderstood())
    send(asked, stage_.trust(project_.champion(), gatekeepers_[asked].person));
  go_on();
}

void Referral::send(std::size_t gatekeeper, double trust) {
  ++under_way_;
  errands_.push_back({gatekeeper, trust, {}, {}});
  stage_.simulation.schedule_after(spec_.hop,
                                   [this, errand = errands_.size() - 1] { on_reached(errand); });
}

void Referral::on_reached(std::size_t number) {
  if (!need_.deal().open()) return;
  Errand& errand = errands_[number];
  errand.whose = stage_.least_occupied(stage_.cast[gatekeepers_[errand.gatekeeper].body].people);
  errand.booking = stage_.work(errand.whose, days_of(errand), Work::outside,
                               [this, number] { on_considered(number); });
}

void Referral::on_considered(std::size_t number) {
  const Errand errand = errands_[number];
  need_.deal().worked(errand.whose, days_of(errand));
  if (!need_.deal().open()) return;
  --under_way_;
  if (gatekeepers_[errand.gatekeeper].far)
    name_a_firm(errand);
  else
    pass_on(errand);
  go_on();
}

void Referral::pass_on(const Errand& errand) {
  const Gatekeeper& from = gatekeepers_[errand.gatekeeper];
  const double trust = errand.trust * from.spec->confidence;
  for (const std::size_t i : from.tied_to) {
    const Gatekeeper& to = gatekeepers_[i];
    if (from.spans ? !to.far : !to.spans) continue;
    if (!used_.emplace(errand.gatekeeper, i).second) continue;
    if (!random_.chance(spec_.forwarded)) continue;
    stage_.trace.fact(Fact::referred, from.person, to.person, need_.deal().id(), trust);
    send(i, trust);
  }
}

// --- Naming a firm
// ------------------------------------------------------------------------------------------------

void Referral::name_a_firm(const Errand& errand) {
  const Gatekeeper& who = gatekeepers_[errand.gatekeeper];
  const bool judges = std::abs(who.spec->technical) <= spec_.judges;
  const BodyId firm = judges ? stage_.recommendations.of(who.body, project_.id(), need_.resource(),
                                                         [&] { return best_known(who); })
                             : any_known(who);
  if (firm.some() && named_.insert(firm).second)
    names_.push_back({firm, errand.trust, who.spec->confidence});
}

BodyId Referral::best_known(const Gatekeeper& gatekeeper) const {
  BodyId best;
  double best_fit = -1.0;
  for (std::uint32_t i = 0; i < far_.size(); ++i) {
    const auto fit = stage_.cast.best_fit(far_[i], need_.any_of());
    if (!fit || *fit <= best_fit || !knows(stage_, gatekeeper.body, far_[i])) continue;
    best = far_[i];
    best_fit = *fit;
  }
  return best;
}

BodyId Referral::any_known(const Gatekeeper& gatekeeper) {
  urn_.fill(far_.size());
  while (!urn_.empty()) {
    const BodyId firm = far_[urn_.draw(random_)];
    if (knows(stage_, gatekeeper.body, firm)) return firm;
  }
  return {};
}

void Referral::probe(const Name& name) {
  stage_.cast.meet(name.firm);
  const PersonId champion = project_.champion();
  const PersonId contact = stage_.cast.contact(name.firm);
  const auto base_rate = [&](PersonId whose) {
    return referred_base_rate(name.trust, name.confidence, stage_.trust_propensity(whose));
  };
  stage_.bonds.introduce(champion, contact, base_rate(champion), base_rate(contact));
  probing_.begin(name.firm);
}

void Referral::firm_was_probed(BodyId firm, bool fits) {
  if (fits) return search_.candidate_was_found(firm);
  go_on();
}

double Referral::days_of(const Errand& errand) const {
  return stage_.days_of_work(errand.whose, spec_.effort);
}

}  // namespace nakodo::models

#include "models/bargaining.hpp"

#include <algorithm>

namespace nakodo::models {

void Bargaining::begin(const Each<TacticSpec>& tactics) {
  begun_ = stage_.now();
  const auto issues = static_cast<std::size_t>(stage_.scenario.bargaining.issues);
  for (const Party party : both_parties) {
    parameters_[party] = stage_.scenario.bargaining.with(tactics[party]);
    memory_[party].own.reset();
    memory_[party].worths.clear();
    asked_[party] = {};
    weights_[party].resize(issues);
    random_.dirichlet(weights_[party]);
  }
  equal_.assign(issues, 1.0 / static_cast<double>(issues));
}

void Bargaining::make_offer(Party maker, double trust) {
  maker_ = maker;
  const bool knows_priorities = random_.chance(trust);
  const double asked = demand(maker, trust);
  log_roll(package_, weights_[maker], knows_priorities ? weights_[other(maker)] : equal_, asked,
           order_);
  memory_[maker].own = asked;
  remember(memory_[other(maker)], utility(other(maker)));
}

double Bargaining::demand(Party party, double trust) const {
  const BargainingParameters& parameters = parameters_[party];
  const double conceding = by_the_clock(party, trust);
  const Memory& memory = memory_[party];
  if (parameters.imitation <= 0.0 || !memory.own) return conceding;
  const auto imitated = imitated_demand(parameters.reciprocity, *memory.own, memory.worths);
  if (!imitated) return conceding;
  // Not std::clamp: who distrusts the other may have a lowest aspiration beyond everything.
  const double in_kind = std::max(lowest_aspiration(trust, parameters), std::min(*imitated, 1.0));
  return (1.0 - parameters.imitation) * conceding + parameters.imitation * in_kind;
}

double Bargaining::by_the_clock(Party party, double trust) const {
  const double elapsed = stage_.now() - begun_;
  Asked& last = asked_[party];
  if (last.elapsed != elapsed || last.trust != trust)
    last = {elapsed, trust, aspiration(elapsed, trust, parameters_[party])};
  return last.aspiration;
}

double Bargaining::utility(Party party) const {
  return party == maker_ ? utility_of_maker(package_, weights_[party])
                         : utility_of_receiver(package_, weights_[party]);
}

void Bargaining::remember(Memory& memory, double worth) const {
  const BargainingParameters& parameters = stage_.scenario.bargaining;
  const int back = parameters.reciprocity == Reciprocity::averaged ? parameters.window : 1;
  if (memory.worths.size() > static_cast<std::size_t>(back))
    memory.worths.erase(memory.worths.begin());
  memory.worths.push_back(worth);
}

}  // namespace nakodo::models

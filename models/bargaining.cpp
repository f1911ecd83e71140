#include "models/bargaining.hpp"

namespace nakodo::models {

void Bargaining::begin() {
  begun_ = stage_.now();
  const auto issues = static_cast<std::size_t>(stage_.scenario.bargaining.issues);
  for (const Party party : both_parties) {
    weights_[party].resize(issues);
    random_.dirichlet(weights_[party]);
  }
  equal_.assign(issues, 1.0 / static_cast<double>(issues));
}

void Bargaining::make_offer(Party maker, double trust) {
  maker_ = maker;
  const bool knows_priorities = random_.chance(trust);
  log_roll(package_, weights_[maker], knows_priorities ? weights_[other(maker)] : equal_,
           aspiration_now(trust), order_);
}

double Bargaining::utility(Party party) const {
  return party == maker_ ? utility_of_maker(package_, weights_[party])
                         : utility_of_receiver(package_, weights_[party]);
}

double Bargaining::aspiration_now(double trust) const {
  return aspiration(stage_.now() - begun_, trust, stage_.scenario.bargaining);
}

}  // namespace nakodo::models

#include "models/assent_round.hpp"

#include "models/deal.hpp"

namespace nakodo::models {

AssentRound::AssentRound(Stage& stage, Deal& deal, Party party, Inside& inside)
    : stage_(stage), deal_(deal), party_(party), inside_(inside) {}

void AssentRound::reset(std::uint64_t entity) {
  entity_ = entity;
  for (std::size_t unit = 0; unit < units_.size(); ++unit) units_[unit]->reset(stream(unit));
}

kernel::RandomStream AssentRound::stream(std::size_t unit) const {
  // Anchors are drawn from the streams of persons; rounds have their own, beyond all persons.
  return stage_.stream(Purpose::inside, (std::uint64_t{1} << 32U) + 2 * entity_ +
                                            static_cast<std::uint64_t>(party_) +
                                            (std::uint64_t{unit} << 36U));
}

void AssentRound::begin() {
  while (units_.size() < inside_.units()) {
    const std::size_t unit = units_.size();
    units_.push_back(std::make_unique<UnitRound>(stage_, deal_, *this, party_, inside_, unit));
    units_.back()->reset(stream(unit));
  }
  std::size_t wanted = 0;
  for (std::size_t u = 0; u < inside_.units(); ++u)
    wanted += required(inside_.unit(u).assent->rule, inside_.unit(u).size);
  stage_.trace.fact(Fact::round_begun, champion(), {}, deal_.id(), static_cast<double>(wanted));
  circulation_.begin(inside_.firm().firm->assent.protocol, Objection::redo, inside_.units());
  proceed();
}

void AssentRound::abandon() {
  for (const auto& unit : units_) unit->abandon();
}

void AssentRound::charge_work_in_hand() {
  for (const auto& unit : units_) unit->charge_work_in_hand();
}

void AssentRound::unit_has_assented(std::size_t unit) {
  circulation_.sealed(unit);
  proceed();
}

void AssentRound::proceed() {
  if (circulation_.complete()) {
    int visits = 0;
    for (std::size_t u = 0; u < inside_.units(); ++u) visits += units_[u]->visits();
    stage_.trace.fact(Fact::round_done, champion(), {}, deal_.id(), visits);
    return deal_.assent_was_given(party_);
  }
  while (const auto unit = circulation_.next()) units_[*unit]->begin();
}

}  // namespace nakodo::models

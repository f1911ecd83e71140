// The inside of one firm towards one deal: its deciders and where each of them stands (model
// section 3).
#pragma once

#include <algorithm>
#include <vector>

#include "models/stage.hpp"

namespace nakodo::models {

class Inside {
 public:
  explicit Inside(Stage& stage) : stage_(stage) {}

  /// Everybody starts at his anchor: a person's own, the same towards every deal of a run.
  void begin(DealId deal, BodyId firm) {
    deal_ = deal;
    firm_ = firm;
    const Body& body = stage_.cast[firm];
    const AnchorSpec& anchor = body.firm->stakeholders.anchor;
    stances_.resize(body.deciders.size());
    for (std::size_t i = 0; i < stances_.size(); ++i) {
      auto random = stage_.stream(Purpose::inside, body.deciders[i].value);
      stances_[i].reset(std::clamp(random.normal(anchor.mean, anchor.sd), anchor.low, anchor.high),
                        stage_.now());
    }
  }
  void leave() { stances_.clear(); }

  const Body& firm() const { return stage_.cast[firm_]; }
  std::size_t size() const { return stances_.size(); }
  PersonId decider(std::size_t i) const { return firm().deciders[i]; }
  double stance(std::size_t i) const {
    return stances_[i].at(stage_.now(), stage_.scenario.persuasion.relaxation);
  }
  bool in_favour(std::size_t i) const { return stance(i) >= firm().firm->stakeholders.threshold; }

  void persuade(std::size_t i, double merit) {
    const PersuasionParameters& parameters = stage_.scenario.persuasion;
    stances_[i].persuade(merit, parameters.influence, stage_.now(), parameters.relaxation);
    record(i);
  }
  /// News reaches everybody. A surprise is bad news, an understood encounter good news.
  void hear(double news) {
    for (std::size_t i = 0; i < stances_.size(); ++i) {
      stances_[i].hear(news, stage_.now(), stage_.scenario.persuasion.relaxation);
      record(i);
    }
  }

 private:
  void record(std::size_t i) {
    if (stage_.trace.wants_stocks())
      stage_.trace.stock(Stock::stance, decider(i), firm().contact(), deal_, stance(i));
  }

  Stage& stage_;
  DealId deal_;
  BodyId firm_;
  std::vector<Stance> stances_;
};

}  // namespace nakodo::models

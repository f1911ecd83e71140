// The inside of one firm towards one deal: its deciders, where each of them stands and how much
// each fears to lose control (model section 3).
//
// Deciders are numbered through the whole firm, unit by unit, as in the cast.
#pragma once

#include <algorithm>
#include <cstdint>
#include <vector>

#include "models/stage.hpp"

namespace nakodo::models {

class Inside {
 public:
  explicit Inside(Stage& stage) : stage_(stage) {}

  /// Everybody starts at his anchor and with his fear: a person's own, the same towards every deal
  /// of a run.
  void begin(DealId deal, BodyId firm) {
    deal_ = deal;
    firm_ = &stage_.cast[firm];
    champion_ = &stage_.cast[firm_->contact()];
    deciders_.resize(this->firm().deciders.size());
    for (std::size_t u = 0; u < units(); ++u)
      for (std::size_t i = unit(u).first; i < unit(u).first + unit(u).size; ++i) begin(i, u);
  }
  void leave() { deciders_.clear(); }
  /// Everybody stands where he stood towards another deal.
  void take_over(const Inside& former) { deciders_ = former.deciders_; }

  const Body& firm() const { return *firm_; }
  const Person& champion() const { return *champion_; }
  std::size_t units() const { return firm().units.size(); }
  const FirmUnit& unit(std::size_t u) const { return firm().units[u]; }
  std::size_t size() const { return deciders_.size(); }
  const Person& decider(std::size_t i) const { return *deciders_[i].person; }
  double stance(std::size_t i) const {
    return deciders_[i].stance.at(stage_.now(), stage_.relaxation);
  }
  double fear(std::size_t i) const { return deciders_[i].fear; }
  /// @param peers share of the others of his unit who have assented: they lower his threshold
  /// (Granovetter 1978)
  bool in_favour(std::size_t i, double peers) const {
    const StakeholderSpec& of = *unit(deciders_[i].unit).stakeholders;
    return stance(i) >= of.threshold - of.peer * peers;
  }

  void persuade(std::size_t i, double merit) {
    const PersuasionParameters& parameters = stage_.scenario.persuasion;
    deciders_[i].stance.persuade(merit, parameters.influence, stage_.now(), stage_.relaxation);
    record_stance(i);
  }
  /// News reaches everybody. A surprise is bad news, an understood encounter good news.
  void hear(double news) {
    for (std::size_t i = 0; i < deciders_.size(); ++i) {
      deciders_[i].stance.hear(news, stage_.now(), stage_.relaxation);
      record_stance(i);
    }
  }
  /// Somebody has objected: those of his unit who are less afraid catch some of his fear.
  void objected(std::size_t objector) {
    const FirmUnit& of = unit(deciders_[objector].unit);
    const double fear = deciders_[objector].fear;
    for (std::size_t i = of.first; i < of.first + of.size; ++i) catch_fear(i, fear);
  }
  /// The other side has let its fear be felt: it is caught like a colleague's (seed B, Meyerson).
  void feared_by_the_partner(double fear) {
    for (std::size_t i = 0; i < deciders_.size(); ++i) catch_fear(i, fear);
  }

 private:
  struct Decider {
    const Person* person = nullptr;
    Stance stance;
    double fear = 0.0;
    std::size_t unit = 0;
  };

  void begin(std::size_t i, std::size_t u) {
    const StakeholderSpec& of = *unit(u).stakeholders;
    // Streams of their own: fears do not move anchors.
    constexpr std::uint64_t fears = std::uint64_t{1} << 33U;
    deciders_[i].person = &stage_.cast[firm().deciders[i]];
    const auto person = static_cast<std::uint64_t>(decider(i).id.value);
    deciders_[i].stance.reset(of.anchor.draw(stage_.stream(Purpose::inside, person)), stage_.now());
    deciders_[i].fear = of.fear.draw(stage_.stream(Purpose::inside, fears + person));
    deciders_[i].unit = u;
    if (deciders_[i].fear > 0.0) record_fear(i);
  }

  void catch_fear(std::size_t i, double fear) {
    if (deciders_[i].fear >= fear) return;
    deciders_[i].fear += stage_.scenario.persuasion.contagion * (fear - deciders_[i].fear);
    record_fear(i);
  }

  void record_stance(std::size_t i) {
    if (stage_.trace.wants_stocks())
      stage_.trace.stock(Stock::stance, decider(i).id, champion().id, deal_, stance(i));
  }
  void record_fear(std::size_t i) {
    stage_.trace.stock(Stock::fear, decider(i).id, champion().id, deal_, fear(i));
  }

  Stage& stage_;
  DealId deal_;
  const Body* firm_ = nullptr;  // once it has begun, as the champion
  const Person* champion_ = nullptr;
  std::vector<Decider> deciders_;
};

}  // namespace nakodo::models

#pragma once
// The reference dyad when nothing is left to chance, worked out from the text of the model (section
// 8) and from nothing else: whoever works does so one after another, so that times add up.

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>

namespace nakodo::tests {

class DyadByHand {
 public:
  explicit DyadByHand(bool with_go_between) : go_between_(with_go_between) {
    if (go_between_) t_ = 45.0;
    assent_round(home);
    mandated = t_;
    encounter();
    contacted = t_;
    far_is_there_ = true;
    assent_round(far);
    dialogue = t_;
    for (int i = 0; i < 12; ++i) encounter();
    bargaining = t_;
    bargain();
    sealing = t_;
    assent_round(acceptor_);
    assent_round(1 - acceptor_);
    signed_ = t_;
    trust_at_signing = trust();
  }

  double mandated = 0.0;
  double contacted = 0.0;
  double dialogue = 0.0;
  double bargaining = 0.0;
  double sealing = 0.0;
  double signed_ = 0.0;
  double trust_at_signing = 0.0;
  double utility_of_maker = 0.0;
  int offers = 0;
  int visits = 0;
  int encounters = 0;
  std::array<double, 2> person_days{};

 private:
  static constexpr int home = 0;
  static constexpr int far = 1;
  struct Stance {
    double value = 0.4;
    double since = 0.0;
  };

  double trust() const {
    const double good = good_ * std::exp(-0.0007 * (t_ - seen_));
    return (good + 1.0) / (good + 2.0);
  }
  double now(const Stance& stance) const {
    return 0.4 + (stance.value - 0.4) * std::exp(-0.003 * (t_ - stance.since));
  }
  void work(int firm, double days, double availability = 0.3) {
    t_ += days / availability;
    person_days[static_cast<std::size_t>(firm)] += days;
  }

  void assent_round(int firm) {
    for (Stance& stance : stances_[static_cast<std::size_t>(firm)]) {
      while (now(stance) < 0.6) {
        ++visits;
        work(firm, 0.5);  // the champion
        work(firm, 0.5);  // the stakeholder
        const double merit = 0.9 * (0.5 + 0.5 * trust()) + (go_between_ ? 0.1 : 0.0);
        stance = {now(stance) + 0.3 * (std::min(merit, 1.0) - now(stance)), t_};
      }
      work(firm, 0.25);
    }
  }

  void encounter() {
    const int sender = encounters == 0 ? home : turn_;
    if (encounters++ > 0) turn_ = 1 - turn_;
    work(sender, 0.25);
    t_ += 0.5;
    if (go_between_) t_ += 0.25 / 0.5 + 0.5;  // he reads and passes it on
    work(1 - sender, 0.25);
    good_ = good_ * std::exp(-0.0007 * (t_ - seen_)) + 0.5;
    seen_ = t_;
    for (int firm = home; firm <= (far_is_there_ || encounters == 1 ? far : home); ++firm)
      for (Stance& stance : stances_[static_cast<std::size_t>(firm)])
        stance = {std::min(1.0, now(stance) + 0.02), t_};
  }

  double aspiration(double elapsed) const {
    const double lowest = std::max(0.05, 0.45 - 0.3 * (trust() - 0.5));
    const double beta = std::exp(2.0 * (trust() - 0.5));
    return lowest + (1.0 - lowest) * (1.0 - std::pow(elapsed / 180.0, 1.0 / beta));
  }
  void bargain() {
    const double begun = t_;
    for (;;) {
      ++offers;
      acceptor_ = 1 - turn_;
      const double asked = aspiration(t_ - begun);
      encounter();
      if (1.0 - asked < aspiration(t_ - begun)) continue;
      utility_of_maker = asked;
      return;
    }
  }

  bool go_between_;
  bool far_is_there_ = false;
  double t_ = 0.0;
  double good_ = 0.0;  // what each champion has seen of the other: the same
  double seen_ = 0.0;
  int turn_ = home;
  int acceptor_ = far;
  std::array<std::array<Stance, 3>, 2> stances_{};
};

/// Day of the mandate when he asks himself.
inline const double mandated = DyadByHand(false).mandated;

}  // namespace nakodo::tests

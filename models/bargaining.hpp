// Bargaining: alternating offers over several issues (model section 4).
//
//   state      event             next
//   idle       begin             composing
//   composing  make_offer        offered (an encounter carries it)
//   offered    on_offer_heard    accepted if it is worth the receiver's own next aspiration, else
//   rejected any        on_limit          over: no agreement
//
// A package log-rolls with the receiver's true weights with probability T of its maker in the
// receiver (trust shares priorities), else with equal weights. An offer whose encounter was
// misunderstood is judged like any other: it surfaces later.
#pragma once

#include <span>
#include <vector>

#include "models/aspiration.hpp"
#include "models/package.hpp"
#include "models/party.hpp"
#include "models/stage.hpp"

namespace nakodo::models {

class Bargaining {
 public:
  explicit Bargaining(Stage& stage) : stage_(stage), random_(0, 0, 0, 0) {}

  /// Draws of a new run.
  void reset(std::uint64_t entity) { random_ = stage_.stream(Purpose::bargaining, entity); }

  /// Each party's weights: Dirichlet(1, …, 1) over the issues. The clock of concession starts.
  void begin();

  /// The maker composes a package worth his aspiration now.
  /// @param trust of the maker in the receiver
  void make_offer(Party maker, double trust);

  /// Utility of the package on the table.
  double utility(Party party) const;
  /// What this party would ask for now.
  double aspiration_now(double trust) const;
  Party maker() const { return maker_; }
  std::span<const double> weights(Party party) const { return weights_[party]; }
  const Package& package() const { return package_; }

 private:
  Stage& stage_;
  kernel::RandomStream random_;
  double begun_ = 0.0;
  Party maker_ = Party::initiator;
  Each<std::vector<double>> weights_;
  std::vector<double> equal_;
  Package package_;
  std::vector<std::size_t> order_;
};

}  // namespace nakodo::models

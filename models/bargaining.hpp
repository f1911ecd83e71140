// Bargaining: alternating offers over several issues (model section 4).
//
// Whose turn it is, what an offer takes and when it is accepted is the matter of closing.hpp.
// Each side asks for what its tactic says: concession by the clock, imitation, or a mix
// (tactic.hpp). A package log-rolls with the receiver's true weights with probability T of its
// maker in the receiver (trust shares priorities), else with equal weights. An offer whose
// encounter was misunderstood is judged like any other: it surfaces later.
#pragma once

#include <optional>
#include <span>
#include <vector>

#include "models/aspiration.hpp"
#include "models/package.hpp"
#include "models/party.hpp"
#include "models/stage.hpp"
#include "models/tactic.hpp"

namespace nakodo::models {

class Bargaining {
 public:
  explicit Bargaining(Stage& stage) : stage_(stage), random_(0, 0, 0, 0) {}

  /// Draws of a new run.
  void reset(std::uint64_t entity) { random_ = stage_.stream(Purpose::bargaining, entity); }

  /// Each party's weights: Dirichlet(1, …, 1) over the issues. The clock of concession starts.
  void begin(const Each<TacticSpec>& tactics);

  /// The maker composes a package worth his demand now.
  /// @param trust of the maker in the receiver
  void make_offer(Party maker, double trust);

  /// What this party would ask for now, in [α_min, 1]: its next aspiration.
  /// @param trust of this party in the other
  double demand(Party party, double trust) const;
  /// Utility of the package on the table.
  double utility(Party party) const;
  Party maker() const { return maker_; }
  std::span<const double> weights(Party party) const { return weights_[party]; }
  const Package& package() const { return package_; }

 private:
  /// What one party remembers of the table.
  struct Memory {
    std::optional<double> own;   // what it asked for in its last offer
    std::vector<double> worths;  // of the other's last offers, oldest first
  };

  /// What the clock asked for last, and when: it is asked several times at one moment.
  struct Asked {
    double elapsed = -1.0;  // days
    double trust = 0.0;
    double aspiration = 0.0;
  };

  double by_the_clock(Party party, double trust) const;
  void remember(Memory& memory, double worth) const;

  Stage& stage_;
  kernel::RandomStream random_;
  double begun_ = 0.0;
  Party maker_ = Party::initiator;
  Each<BargainingParameters> parameters_;
  Each<std::vector<double>> weights_;
  Each<Memory> memory_;
  mutable Each<Asked> asked_;
  std::vector<double> equal_;
  Package package_;
  std::vector<std::size_t> order_;
};

}  // namespace nakodo::models
